"""`baseline`: show what is compared with, and draft positions from an article."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from monitor.cli.inputs import load_article, make_reader, parse_time
from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigFolder, print_json
from monitor.config import load_config
from monitor.draft import propose, to_toml
from monitor.engine.tasks import build_compare_parts

if TYPE_CHECKING:
    from monitor.types import Position

NO_DATE = "the article bears no date: offices are those of today; say when it was written with --as-of 2023-01-15"

app = typer.Typer(help="The baseline.", no_args_is_help=True)


@app.command()
def show(config: ConfigFolder = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """The rows of the baseline and its hash."""
    baseline = load_config(config).baseline
    if as_json:
        rows = [_row(position) for position in baseline.positions]
        print_json(
            {
                "name": baseline.name,
                "as_of": baseline.as_of.isoformat(),
                "source": baseline.source,
                "hash": baseline.hash,
                "positions": rows,
            }
        )
        return
    table = Table("id", "who", "issue", "level", "use", "claim", box=None, pad_edge=False)
    for p in baseline.positions:
        table.add_row(p.id, p.actor, p.issue, "–" if p.level is None else f"{p.level:+d}", p.use, p.claim)
    console = Console()
    console.print(f"{baseline.name}, as of {baseline.as_of}, hash {baseline.hash}", highlight=False)
    console.print(table)


def _row(position: Position) -> dict[str, object]:
    names = (
        "id",
        "actor",
        "office",
        "bloc",
        "issue",
        "level",
        "claim",
        "use",
        "form",
        "hedges",
        "note",
        "source",
        "pinned",
    )
    return {
        **{name: getattr(position, name) for name in names},
        "as_of": position.as_of.isoformat(),
        "seeds": position.seeds,
    }


@app.command()
def draft(
    file: Annotated[str, typer.Argument(help="A text or HTML file, a URL, or - for stdin.", metavar="FILE")],
    config: ConfigFolder = DEFAULT_CONFIG,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="When it was written, where the article does not say.", metavar="DATE")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Proposes positions from an article, as TOML for a person to correct."""
    loaded = load_config(config)
    article = load_article(file, loaded)
    if as_of is not None:
        article = replace(article, published=parse_time(as_of))
    elif article.published is None:
        sys.stderr.write(NO_DATE + "\n")
    parts = build_compare_parts(loaded.world, loaded.rules.merge, loaded.models)
    proposals = propose(article, make_reader(loaded).read(article), loaded.world, parts.judge)
    if as_json:
        names = ("id", "actor", "office", "bloc", "issue", "level", "quote", "start", "end", "form", "provisional")
        rows = [
            {**{n: getattr(p, n) for n in names}, "as_of": p.as_of.isoformat(), "reasons": list(p.reasons)}
            for p in proposals
        ]
        print_json({"positions": rows})
        return
    typer.echo(to_toml(proposals, article=article), nl=False)
