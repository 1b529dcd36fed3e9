"""The days of the demonstration, one after another, through every pass."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from monitor.pipeline import Pipeline
    from monitor.replay import SimulatedClock
    from monitor.types import Alert, Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the demonstration prints: the alerts that went to the chat and those that did not, as they stand at its end, and where the digest page lies."""

    alerts: tuple[Alert, ...]
    held: tuple[Alert, ...]
    counts: dict[str, int]
    copies: int
    page: Path | None
    pages: int


def _fullest_page(pipeline: Pipeline, digests: Sequence[Digest]) -> Path | None:
    """The page of the week with most alerts: the one to look at first."""
    if not digests:
        return None
    raised = [len(pipeline.store.week_rows(digest.start, digest.end).alerts) for digest in digests]
    return pipeline.page_of(digests[raised.index(max(raised))].week)


async def run_days(
    pipeline: Pipeline, clock: SimulatedClock, *, until: datetime, step: Callable[[int, int], None]
) -> Shown:
    """Moves the calendar a day at a time and runs every pass each day, as the service would."""
    first, days = clock.moment, (until - clock.moment).days + 1
    pipeline.store.register_feeds(pipeline.config.feeds, first)
    for day in range(days):
        clock.moment = first + timedelta(days=day)
        await pipeline.poll()
        for work in (pipeline.pages, pipeline.read, pipeline.weigh):
            while (await work()).done:
                pass
        await pipeline.digest()
        await pipeline.deliver()
        step(day + 1, days)
    raised, digests = pipeline.store.alerts()[::-1], pipeline.store.digests()[::-1]
    rows = pipeline.store.week_rows(first - timedelta(days=400), until + timedelta(days=1))
    return Shown(
        alerts=tuple(alert for alert in raised if alert.channel == "chat"),
        held=tuple(alert for alert in raised if alert.channel != "chat"),
        counts=pipeline.store.counts(),
        copies=rows.counts["copies"],
        page=_fullest_page(pipeline, digests),
        pages=len(digests),
    )
