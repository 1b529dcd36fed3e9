"""`replay` and `demo`: a whole archive through the passes."""

from __future__ import annotations

import asyncio
import json
import os
import shlex
import shutil
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from monitor.alerts import format_alert, width_for
from monitor.app.demo import CONFIG, DEMO_END, STORE, post_demo, run_demo, store_of
from monitor.app.environment import environment
from monitor.app.logs import start_logging
from monitor.app.receivers import choose_demo_receiver
from monitor.app.replays import run_comparison, run_replay, verdicts_of
from monitor.cli.compared_replays import show_comparison
from monitor.cli.dates import parse_time
from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigFolder, open_console, open_store, print_json
from monitor.cli.steps import Steps
from monitor.config import load_config
from monitor.feeds import read_archive
from monitor.replay import Comparison, Judged, Replayed

if TYPE_CHECKING:
    from monitor.demo import Shown
    from monitor.types import NewArticle, WebSettings


def add_to(app: typer.Typer) -> None:
    app.command("replay")(replay)
    app.command("demo")(demo)


def replay(  # noqa: PLR0917 - typer reads them by name
    archives: Annotated[list[Path], typer.Argument(help="JSON Lines files, .gz allowed.", metavar="ARCHIVE.jsonl...")],
    out: Annotated[Path, typer.Option("--out", help="Where the results go.", metavar="DIR")],
    config: ConfigFolder = DEFAULT_CONFIG,
    since: Annotated[
        str | None, typer.Option("--from", help="Leave out what was seen before this time.", metavar="T")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", help="Leave out what was seen at or after this time.", metavar="T")
    ] = None,
    compare: Annotated[
        Path | None,
        typer.Option(
            "--compare",
            help="A second configuration folder: which alerts would come, go or move with it.",
            metavar="DIR",
        ),
    ] = None,
    verdicts: Annotated[
        bool,
        typer.Option("--verdicts", help="Count how the alerts stand to what people said of those at DATABASE_URL."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Runs an archive through the same pipeline with a simulated clock in a store of its own. Interrupted, it goes on where it was."""
    start_logging(level=30)
    loaded, other = load_config(config), load_config(compare) if compare else None
    articles = [
        article
        for path in archives
        for article in read_archive(path, tell=_tell)
        if _within(article, _given(since), _given(until))
    ]
    judged = _verdicts() if verdicts else []
    with Steps(len(articles) * (2 if other else 1)) as steps:
        if other is None:
            told: Replayed | Comparison = asyncio.run(run_replay(articles, loaded, out, step=steps, judged=judged))
        else:
            told = asyncio.run(run_comparison(articles, loaded, other, out, step=steps, judged=judged))
    if isinstance(told, Comparison):
        show_comparison(told, out / "comparison.json", judged=judged, as_json=as_json)
    elif as_json:
        print_json(json.loads((out / "summary.json").read_text(encoding="utf-8")))
    else:
        typer.echo(
            f"{told.articles} articles in {told.seconds} s: {told.alerts} alerts ({told.chat} to the chat), {told.digests} digests, "
            f"{told.quarantined} quarantined. Results in {out}/"
        )


def _tell(line: str) -> None:
    typer.echo(line, err=True)


def _verdicts() -> list[Judged]:
    with open_store() as store:
        return verdicts_of(store)


def demo(
    config: ConfigFolder = DEFAULT_CONFIG,
    out: Annotated[Path, typer.Option("--out", help="Where its store and digest pages go.", metavar="DIR")] = Path(
        "demo-out"
    ),
    slack: Annotated[
        bool, typer.Option("--slack", help="Also posts the alerts to the channel of SLACK_CHANNEL.")
    ] = False,
) -> None:
    """The main job on the demonstration pack: real feeds over loopback, no network, no token, no server."""
    start_logging(level=30)
    loaded, console = load_config(config), open_console()
    receiver = choose_demo_receiver(environment(), loaded) if slack else None
    with _progress() as progress:
        bar = progress.add_task("seven weeks of feeds", total=None)
        shown = asyncio.run(
            run_demo(loaded, out, step=lambda done, total: progress.update(bar, completed=done, total=total))
        )
    for alert in shown.alerts:
        console.print(
            format_alert(alert, width=width_for(sys.stdout, os.environ), colour=console.is_terminal),
            end="\n\n",
            highlight=False,
        )
    typer.echo(_demo_summary(shown))
    typer.echo(_what_to_look_at(out, shown, loaded.web))
    if receiver is not None:
        post_demo(shown, receiver)
        typer.echo("The alerts were posted to Slack too, without buttons.")


def _demo_summary(shown: Shown) -> str:
    counts = shown.counts
    lines = [
        f"{counts['articles']} articles were fetched and read, {shown.copies} of them copies: {counts['statements']} statements.",
        f"{len(shown.alerts)} alerts went to the chat, {len(shown.held)} to the digest only.",
        *(
            f"kept for the digest ({alert.held or 'below the chat threshold'}): {alert.headline}"
            for alert in shown.held
        ),
        "The texts are written for this demonstration: nobody said these things.",
        f"{shown.pages} weekly digests were made; the page of the fullest week:"
        if shown.page
        else "No week has closed.",
        *([f"Digest page: {shown.page}"] if shown.page else []),
    ]
    return "\n".join(lines)


def _what_to_look_at(out: Path, shown: Shown, web: WebSettings) -> str:
    """The commands that look at what it leaves; an alert's links led to its own feeds, which have ended."""
    command = f"DATABASE_URL={shlex.quote(store_of(out))} {_called()}"
    newest = shown.alerts[-1].id if shown.alerts else "ID"
    lines = [
        f"Its store is {out}/{STORE}, until the next demonstration. The links of its alerts led to its own feeds and are dead, and so are those of the site to outlets' own pages; the site has every article:",
        f"    {command} site --config {shlex.quote(str(out / CONFIG))} --as-of {DEMO_END:%Y-%m-%dT%H:%M}",
        *(
            [f"    then in a browser http://{web.host}:{web.port}/?week={shown.page.stem}"]
            if shown.page and web.port
            else []
        ),
        f"    {command} alerts list",
        f"    {command} alerts show {newest}",
    ]
    return "\n".join(lines)


def _called() -> str:
    """How this program was called, as a shell here would find it."""
    given = Path(sys.argv[0])
    if given.name != "monitor":
        return "python -m monitor"
    return "monitor" if shutil.which("monitor") == str(given) else shlex.quote(str(given))


def _progress() -> Progress:
    console = open_console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, disable=not console.is_terminal)


def _given(text: str | None) -> datetime | None:
    return None if text is None else parse_time(text)


def _within(article: NewArticle, since: datetime | None, until: datetime | None) -> bool:
    return (since is None or article.seen >= since) and (until is None or article.seen < until)
