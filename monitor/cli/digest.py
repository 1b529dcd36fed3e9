"""`digest`: a week's digest in any form, from what is stored."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.alerts import format_digest, width_for
from monitor.alerts.wording import counted
from monitor.app.clock import utc_now
from monitor.app.environment import environment
from monitor.app.logs import start_logging
from monitor.app.parts import running_pipeline
from monitor.app.receivers import choose_notifier
from monitor.cli.options import DEFAULT_CONFIG, ConfigFolder, open_store
from monitor.config import load_config
from monitor.digest import NOT_ASKED, content_of, document_of, parse_week, render_page, restated, week_of
from monitor.errors import NotifyError, UsageError

if TYPE_CHECKING:
    from monitor.pipeline import Pipeline
    from monitor.types import Digest

AGAIN = "-again"
"""What stands behind the week in the name of a page that is not the one that was sent."""


class Form(StrEnum):
    """What a digest is written as."""

    HTML = "html"
    PDF = "pdf"
    JSON = "json"
    TEXT = "text"


PAGES = Path("data/digests")
PRINTED = (Form.JSON, Form.TEXT)


def add_to(app: typer.Typer) -> None:
    app.command("digest")(digest)


def digest(
    config: ConfigFolder = DEFAULT_CONFIG,
    week: Annotated[
        str | None, typer.Option("--week", help="Like 2026-W47; default: the running week.", metavar="WEEK")
    ] = None,
    *,
    form: Annotated[
        Form, typer.Option("--format", help="html and pdf are files in --out; json and text are printed.")
    ] = Form.HTML,
    out: Annotated[
        Path | None, typer.Option("--out", help="Where the page goes; default: data/digests.", metavar="DIR")
    ] = None,
    send: Annotated[bool, typer.Option("--send", help="Also send it, unless that week was sent before.")] = False,
    anew: Annotated[
        bool, typer.Option("--anew", help="From what is known now, marked with what differs from what was sent.")
    ] = False,
) -> None:
    """A week's digest, as it was sent or, where it was not, from what is stored. With --send it is stored and sent, once a week
    and not before the week has ended."""
    start_logging()
    if send and anew:
        raise UsageError(
            "--send sends a week once, as it was first made; --anew is for looking at it: leave one of them out"
        )
    if out is not None and form in PRINTED and not send:
        raise UsageError(
            f"--format {form.value} is printed and writes no file: leave out --out, or send it to one with > FILE"
        )
    typer.echo(asyncio.run(_digest(config, week, out or PAGES, form=form, send=send, anew=anew)))


async def _digest(folder: Path, name: str | None, out: Path, *, form: Form, send: bool, anew: bool) -> str:
    config, env = load_config(folder), environment()
    timezone = config.digest.timezone
    week = parse_week(name, timezone) if name else week_of(utc_now(), timezone)
    if send and week.end > utc_now():
        raise UsageError(
            f"{week.name} has not ended yet: it can be looked at without --send, and sent after {week.end:%Y-%m-%d %H:%M} UTC"
        )
    with open_store() as store:
        kept = store.digest(week.name)
        if kept is not None and form in PRINTED and not send and not anew:
            return _printed(kept, form)
        async with running_pipeline(config, store, choose_notifier(env, config), pages_folder=out) as pipeline:
            if send:
                made = kept or pipeline.close_week(week)
                return f"{_written(pipeline, made, form)}: {await _send(pipeline, made)}"
            if kept is None or anew:
                return _written(pipeline, pipeline.remake_digest(week), form, again=kept is not None)
            typer.echo(since_in_words(kept, pipeline.make_digest(week)), err=True)
            return _written(pipeline, kept, form)


def _written(pipeline: Pipeline, made: Digest, form: Form, *, again: bool = False) -> str:
    """The digest itself, or where its file lies."""
    if form in PRINTED:
        return _printed(made, form)
    name = f"{made.week}{AGAIN if again else ''}"
    place = pipeline.write_file(f"{name}.{form.value}", _bytes_of(made, form))
    for line in in_short(made):
        typer.echo(line, err=True)
    return str(place)


def in_short(made: Digest) -> list[str]:
    """What a digest says first, and what to do where it says that no feed was asked."""
    content = content_of(made)
    late = [content["late"]] if content["late"] else []
    again = content["restated"]
    if again is not None:
        number = counted(len(again["differences"]), "number")
        late.append(f"Made again, not what was sent on {again['sent_at'][:10]}; {number} of it would be others today.")
    asking = ["`monitor run` asks the feeds, `monitor once` asks them once."] if NOT_ASKED in content["lines"] else []
    return [f"{made.week}: {content['title']}", *(f"  {line}" for line in (*late, *content["lines"], *asking))]


def _printed(made: Digest, form: Form) -> str:
    if form is Form.JSON:
        return json.dumps(document_of(made), ensure_ascii=False, indent=1)
    return format_digest(made, None, width=width_for(sys.stdout, os.environ), colour=False).rstrip()


def _bytes_of(made: Digest, form: Form) -> bytes:
    if form is Form.HTML:
        return render_page(made).encode()
    from monitor.digest.pdf import render_pdf  # noqa: PLC0415 - eighty megabytes of typesetting, only where it is wanted

    return render_pdf(made)


def since_in_words(kept: Digest, known: Digest) -> str:
    """How many numbers are others today than in the digest that was sent."""
    differ = len(restated(content_of(kept), content_of(known)))
    sent = f"{kept.made_at:%Y-%m-%d %H:%M} UTC"
    if not differ:
        return f"as it was made on {sent}; nothing is known today that would change it"
    return f"as it was made on {sent}; {differ} of its numbers would be others today: --anew shows which"


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
