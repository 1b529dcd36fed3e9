"""`monitor demo`: the main job on the demonstration pack."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO
from typing import TYPE_CHECKING

from monitor.alerts import JsonLinesNotifier
from monitor.app.parts import open_database, running_pipeline
from monitor.config import copy_with_feeds
from monitor.demo import DemoServer, Shown, load_pack, run_days
from monitor.errors import UsageError
from monitor.replay import SimulatedClock
from monitor.types import Remark

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from monitor.ports import Notifier
    from monitor.types import Config

DEMO_START = datetime(2026, 9, 14, 8, 0, tzinfo=UTC)
DEMO_END = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
"""The pack's calendar: what lies before the start is the feeds' backlog, from which the baselines are learnt; then seven weeks follow."""

STORE, CONFIG = "demo.db", "demo-config"
"""What it leaves in its folder; the second not `config`, which may be somebody's own."""
DEMO_LINE = (
    "This is a demonstration: its texts are written for it, nobody said these things, and its links lead nowhere."
)


async def run_demo(
    config: Config, out: Path, *, step: Callable[[int, int], None], database: str | None = None
) -> Shown:
    """The main job on the demonstration pack. Leaves the digest pages, the store and its configuration in `out`, those of an earlier run wiped;
    `database`: a store elsewhere, and no configuration.
    """
    outlets, articles = load_pack()
    clock = SimulatedClock(DEMO_START)
    server = DemoServer(outlets, articles, clock)
    shown = replace(config, feeds=server.feeds(), network=replace(config.network, allow_private=True))
    notifier = JsonLinesNotifier(StringIO())  # what was told is shown at the end, after the progress bar has gone
    try:
        store = open_database(database or _fresh(out))
        try:
            if database is None:
                copy_with_feeds(config, out / CONFIG, _rows(shown))
            async with running_pipeline(shown, store, notifier, pages_folder=out, now=clock) as pipeline:
                ended = await run_days(pipeline, clock, until=DEMO_END, step=step)
            _take_out_links(out, server.address)
            return ended
        finally:
            store.close()
    finally:
        server.close()


def _take_out_links(out: Path, address: str) -> None:
    """Leaves of the digest pages' links to the demonstration's own feeds, which end with it, the outlets' names."""
    link = re.compile(rf'<a href="{re.escape(address)}/[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
    for page in out.glob("*.html"):
        text = page.read_text(encoding="utf-8")
        if address in text:
            page.write_text(link.sub(r"\1", text), encoding="utf-8")


def _rows(config: Config) -> list[dict[str, str | bool]]:
    """As `feeds.toml` has them; an office only where that configuration knows it."""
    offices = {office.id for office in config.world.offices}
    names = ("id", "url", "outlet", "owner", "language", "country")
    return [
        {name: getattr(feed, name) for name in names}
        | ({"primary": True} if feed.primary else {})
        | ({"speaks_for": feed.speaks_for} if feed.speaks_for in offices else {})
        for feed in config.feeds
    ]


def store_of(out: Path) -> str:
    """The address of the store that the demonstration leaves in `out`."""
    return f"sqlite:///{out}/{STORE}"


def _fresh(out: Path) -> str:
    """The same, with nothing in it. Raises UsageError where the folder cannot be written."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        for ending in ("", "-wal", "-shm"):
            (out / f"{STORE}{ending}").unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error.strerror}; give another folder with --out") from error
    return store_of(out)


def post_demo(shown: Shown, notifier: Notifier) -> None:
    """Puts the alerts of the demonstration before the people who will hear the real ones, each marked. Raises NotifyError."""
    notifier.send_notice(
        Remark(lines=(f"The monitor can post here, and shows what its alerts look like. {DEMO_LINE}",)), "demonstration"
    )
    if notifier.pace is not None:
        notifier.pace.refused(1.0)  # as if Slack had said so: a dozen at once is more than it takes
    for alert in shown.alerts:
        marked = replace(alert, headline=f"Demonstration: {alert.headline}", caveats=(DEMO_LINE, *alert.caveats))
        notifier.send_alert(marked, f"demonstration:{alert.id}")
