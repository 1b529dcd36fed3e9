"""`digest`: a week's digest, from what is stored."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.app import choose_notifier, environment, running_pipeline, utc_now
from monitor.cli.logs import start_logging
from monitor.cli.options import DEFAULT_CONFIG, ConfigFolder, open_store
from monitor.config import load_config
from monitor.digest import parse_week, week_of
from monitor.errors import NotifyError, UsageError

if TYPE_CHECKING:
    from monitor.pipeline import Pipeline
    from monitor.types import Digest


def add_to(app: typer.Typer) -> None:
    app.command("digest")(digest)


def digest(
    config: ConfigFolder = DEFAULT_CONFIG,
    week: Annotated[
        str | None, typer.Option("--week", help="Like 2026-W47; default: the running week.", metavar="WEEK")
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="Where the page goes.", metavar="DIR")] = Path("data/digests"),
    send: Annotated[bool, typer.Option("--send", help="Also send it, unless that week was sent before.")] = False,
) -> None:
    """Makes a week's digest page; with --send it is stored and sent, once a week and not before the week has ended."""
    start_logging()
    typer.echo(asyncio.run(_digest(config, week, out, send=send)))


async def _digest(folder: Path, name: str | None, out: Path, *, send: bool) -> str:
    config, env = load_config(folder), environment()
    timezone = config.digest.timezone
    week = parse_week(name, timezone) if name else week_of(utc_now(), timezone)
    if send and week.end > utc_now():
        raise UsageError(
            f"{week.name} has not ended yet: it can be looked at without --send, and sent after {week.end:%Y-%m-%d %H:%M} UTC"
        )
    store = open_store()
    try:
        async with running_pipeline(config, store, choose_notifier(env, config), pages_folder=out) as pipeline:
            made = store.digest(week.name) or pipeline.make_digest(week)
            page = pipeline.write_page(made)
            return f"{page}: {await _send(pipeline, made)}" if send else f"{page}"
    finally:
        store.close()


async def _send(pipeline: Pipeline, digest: Digest) -> str:
    if not pipeline.store.save_digest(digest, send=True):
        return "was sent before, and is not sent again"
    failed = [line for line in (await pipeline.deliver()).failures if line.startswith(f"digest:{digest.week}:")]
    if failed:
        raise NotifyError(
            f"the digest waits in the outbox, from where the service or `monitor once` sends it: {failed[0]}",
            outcome="not_sent",
        )
    return "sent"
