"""`digest`: a week's digest, from what is stored."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from monitor.app import choose_notifier, environment, load_config, running_pipeline, utc_now
from monitor.cli.options import DEFAULT_CONFIG, ConfigFolder, open_store, start_logging
from monitor.digest import parse_week, week_of
from monitor.errors import UsageError


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
    config, env, store = load_config(folder), environment(), open_store()
    timezone = config.digest.timezone
    week = parse_week(name, timezone) if name else week_of(utc_now(), timezone)
    try:
        if send and week.end > utc_now():
            raise UsageError(
                f"{week.name} has not ended yet: it can be looked at without --send, and sent after {week.end:%Y-%m-%d %H:%M} UTC"
            )
        async with running_pipeline(config, store, choose_notifier(env, config), pages_folder=out) as pipeline:
            made = store.digest(week.name) or pipeline.make_digest(week)
            page = pipeline.write_page(made)
            if not send:
                return f"{page}"
            new = store.save_digest(made, send=True)
            await pipeline.deliver()
            return f"{page}: {'sent' if new else 'was sent before, and is not sent again'}"
    finally:
        store.close()
