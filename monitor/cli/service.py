"""`run`, `worker`, `site`, `once`, `check`, `status`: the service and what is known of it."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from monitor.alerts.wording import counted
from monitor.app.clock import clock_from, utc_now
from monitor.app.environment import environment, feed_secrets
from monitor.app.logs import start_logging
from monitor.app.parts import service_pipeline
from monitor.app.receivers import MISSING, NO_SLACK, choose_forwarders, choose_notifier, prints_json
from monitor.app.service import run_service
from monitor.app.sharing import refuse_beside
from monitor.app.site_alone import run_site
from monitor.app.stopping import exit_code_of
from monitor.app.worker import run_worker
from monitor.cli.dates import parse_time
from monitor.cli.first_steps import first_steps, is_empty
from monitor.cli.found_feeds import asked_twice
from monitor.cli.online import ask_feeds, ask_model, ask_slack, check_targets
from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigFolder, open_console, open_store, print_json
from monitor.cli.status import render_status, status_document
from monitor.cli.summary import Line, tell
from monitor.config import listening_on, load_config
from monitor.config.words import nearest
from monitor.errors import UsageError, WorkersError
from monitor.pipeline.tally import Tally

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from datetime import datetime

    from monitor.pipeline import Pipeline
    from monitor.ports import Store
    from monitor.types import Config, FeedState

PASSES = ("poll", "pages", "read", "weigh", "digest", "deliver")
ONE_ROUND = ("poll", "digest")
"""Passes whose work does not shrink by being done: a feed may be due again at once."""


def add_to(app: typer.Typer) -> None:
    app.command("run")(run)
    app.command("worker")(worker)
    app.command("site")(site)
    app.command("once")(once)
    app.command("check")(check)
    app.command("status")(status)


Listen = Annotated[
    str | None,
    typer.Option(help="Where the site and health are served, instead of \\[web] listen.", metavar="HOST:PORT"),
]


def run(config: ConfigFolder = DEFAULT_CONFIG, listen: Listen = None) -> None:
    """The service: polls, reads, weighs, delivers, sends the weekly digest; SIGTERM ends it cleanly."""
    start_logging()
    loaded = _listening(load_config(config), listen)
    raise typer.Exit(exit_code_of(asyncio.run(run_service(loaded, environment()))))


def _listening(config: Config, place: str | None) -> Config:
    return config if place is None else replace(config, web=listening_on(config.web, place))


def worker(config: ConfigFolder = DEFAULT_CONFIG, listen: Listen = "127.0.0.1:0") -> None:
    """Polls, fetches pages and reads for the `monitor run` that leads on the same PostgreSQL; as many as wanted, anywhere."""
    start_logging()
    loaded = _listening(load_config(config), listen)
    raise typer.Exit(exit_code_of(asyncio.run(run_worker(loaded, environment()))))


def site(
    config: ConfigFolder = DEFAULT_CONFIG,
    listen: Listen = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="As it stood then: a store that has ended.", metavar="T")
    ] = None,
) -> None:
    """The review site alone: nothing is fetched, weighed or sent. To look at what the demonstration left, or at a copy."""
    start_logging(logging.WARNING)
    loaded, now = _listening(load_config(config), listen), utc_now if as_of is None else clock_from(parse_time(as_of))
    ended = asyncio.run(run_site(loaded, environment(), now=now, ready=_ready))
    raise typer.Exit(exit_code_of(ended))


def _ready(address: str) -> None:
    typer.echo(f"review site: {address} (Ctrl-C ends it)")


def once(
    config: ConfigFolder = DEFAULT_CONFIG,
    feed: Annotated[
        list[str] | None,
        typer.Option(
            "--feed",
            help="A feed to ask though it is not due yet; may be given several times. Where `monitor run` works on the same database, it asks.",
            metavar="ID",
        ),
    ] = None,
) -> None:
    """Each pass once, then exit. A failing feed is a line in the summary, not a failure; a machine that cannot read is one, at the end (exit code 1)."""
    start_logging()
    loaded = load_config(config)
    early = _configured(feed or [], loaded)
    if early and _left_to_the_service(early):
        return
    lines, unable = asyncio.run(_once(loaded, early))
    tell(lines, on_stderr=prints_json(loaded))
    if unable:
        event = "Not all was done: %s. Run it again once processes can be started."
        tell([Line(event, ("; ".join(unable),), level=logging.ERROR)], on_stderr=True)
        raise typer.Exit(1)


def _configured(names: Sequence[str], config: Config) -> list[str]:
    """The names, each of a feed. Raises UsageError for one that is not configured."""
    known = [feed.id for feed in config.feeds]
    for name in names:
        if name not in known:
            raise UsageError(
                f"there is no feed {name!r}{nearest(name, known, listed=False)}: `monitor feeds list` shows them"
            )
    return list(names)


def _left_to_the_service(early: Sequence[str]) -> bool:
    """Whether a service works on the database: then the feeds are due at once, and it asks them."""
    with open_store() as store:
        leader = store.leader()
        if leader is None:
            return False
        _make_due(store, early, utc_now())
    typer.echo(f"due now: {', '.join(early)}; {leader} works on this database and asks within the next minute")
    return True


def _make_due(store: Store, early: Sequence[str], now: datetime) -> None:
    """Raises UsageError for a feed that has ended, which nobody asks."""
    for state in store.feed_states():
        if state.ended and state.feed_id in early:
            raise UsageError(f"feed {state.feed_id} has ended: {state.outcome}")
    store.ask_now(early, now)


async def _once(config: Config, early: Sequence[str]) -> tuple[list[Line], list[str]]:
    env = environment()
    forwarders = choose_forwarders(env, config)
    with open_store() as store:
        notifier = choose_notifier(env, config)
        if MISSING.get(notifier.name) == NO_SLACK:
            tell([Line(NO_SLACK, level=logging.WARNING)], on_stderr=True)
        refuse_beside(store)
        async with service_pipeline(config, env, store, notifier, forwarders=forwarders) as pipeline:
            pipeline.begin()
            _make_due(store, early, pipeline.now())
            waiting = not_due(store.feed_states(), pipeline.now())
            lines, unable = await _run_passes(pipeline)
            return [*lines, *(Line(line) for line in waiting)], unable


def not_due(feeds: Sequence[FeedState], now: datetime) -> list[str]:
    """Which feeds this round does not ask, until when, and what to do where that is since they failed; empty where it asks all."""
    waiting = [feed for feed in feeds if not feed.ended and feed.next_due > now]
    if not waiting:
        return []
    soonest = min(feed.next_due for feed in waiting)
    until = f"{soonest:%H:%M} UTC" if soonest.date() == now.date() else f"{soonest:%Y-%m-%d %H:%M} UTC"
    failed = sum(feed.failures > 0 for feed in waiting)
    why = (
        f" ({failed} failed and {'is' if failed == 1 else 'are'} asked later and later:"
        " `monitor status` says why, `monitor once --feed ID` asks one now)"
    )
    line = f"not asked: {counted(len(waiting), 'feed')}, not due before {until}{why if failed else ''}"
    return [line]


async def _run_passes(pipeline: Pipeline) -> tuple[list[Line], list[str]]:
    """A line a pass and a failure, and why passes ended early since no process could be had: the others go on with what there is."""
    lines, failures, unable = list[Line](), list[Line](), list[str]()
    console = open_console(stderr=True)
    columns = (
        TextColumn("{task.description:>8}"),
        BarColumn(),
        TextColumn("{task.completed} done"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        for name in PASSES:
            bar = progress.add_task(name, total=None)
            total, early = Tally(), ""
            try:
                async for tally in _rounds(pipeline, name):
                    total = Tally(total.done + tally.done, total.new + tally.new, total.failures + tally.failures)
                    progress.update(bar, completed=total.done)
            except WorkersError as error:
                unable.append(f"{name}: {error}")
                early = "; ended early"
            progress.update(bar, total=max(total.done, 1), completed=max(total.done, 1))
            counts = (name, total.done, total.new, len(total.failures), early)
            lines.append(Line("%s: %d done, %d new, %d failed%s", counts, margin=8 - len(name)))
            failures += [Line("%s", (failure,), margin=10, level=logging.WARNING) for failure in total.failures]
    return lines + failures, unable


async def _rounds(pipeline: Pipeline, name: str) -> AsyncIterator[Tally]:
    while (tally := await getattr(pipeline, name)()).done:
        yield tally
        if name in ONE_ROUND:
            return


def check(
    config: ConfigFolder = DEFAULT_CONFIG,
    online: Annotated[
        bool, typer.Option("--online", help="Also ask every feed, Slack, and the model for second opinions.")
    ] = False,
) -> None:
    """Validates the configuration; `--online` also asks every feed, Slack, and the model for second opinions."""
    loaded = load_config(config)
    feed_secrets(loaded.feeds)  # what is not set is told here, and not only at the start
    world = loaded.world
    typer.echo(
        f"{config}: right. {len(loaded.feeds)} feeds, {len(world.persons)} people, {len(world.offices)} offices, "
        f"{len(world.issues)} issues, {len(loaded.baseline.positions)} baseline rows (baseline {loaded.baseline.hash})"
    )
    for line in asked_twice(loaded.feeds):
        typer.echo(line)
    if online:
        failed = asyncio.run(_check_online(loaded))
        raise typer.Exit(1 if failed else 0)


async def _check_online(config: Config) -> int:
    return await ask_feeds(config) + ask_slack(config) + check_targets(config) + await ask_model(config)


def status(config: ConfigFolder = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Whether all is well and if not what to do; feeds, backlog of each pass, last digest, last delivery, versions."""
    loaded = load_config(config)
    with open_store() as store:
        document = status_document(store, loaded, environment(), utc_now())
    if as_json:
        print_json(document)
    elif is_empty(document):
        open_console().print("\n".join(first_steps(document, configured=len(loaded.feeds))))
    else:
        open_console().print(render_status(document))
