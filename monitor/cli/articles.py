"""`analyse` and `compare`: one article, or many, without a store."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.app.clock import utc_now
from monitor.cli.batch import answer_lines
from monitor.cli.dates import ahead, dated
from monitor.cli.inputs import Given, load_given, load_position, make_reader, parse_given
from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigFolder, print_json
from monitor.cli.outlets import as_its_feed_brings_it
from monitor.cli.paging import show
from monitor.cli.second_opinion import HandAsker
from monitor.cli.steps import shown_reading
from monitor.compare import Comparer, comparison_to_json, parse_position
from monitor.config import load_config
from monitor.engine.tasks import build_compare_parts
from monitor.errors import UsageError
from monitor.feeds import as_article, parse_archive_line
from monitor.reading import reading_to_json
from monitor.show import (
    describe_comparison,
    describe_reading,
    format_comparison,
    format_reading,
    look_of,
    render_reading_page,
)

if TYPE_CHECKING:
    from monitor.compare import ComparedPosition
    from monitor.reading import Reader
    from monitor.types import Article, Config

Batch = Annotated[
    Path | None, typer.Option("--batch", help="JSON Lines in, JSON Lines out, in the order given.", metavar="FILE")
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="When it was published, where it does not say.", metavar="DATE")
]
Pager = Annotated[bool, typer.Option("--pager", help="Page by page, through $PAGER or less.")]


def add_to(app: typer.Typer) -> None:
    app.command("analyse")(analyse)
    app.command("compare")(compare)


def analyse(  # noqa: PLR0917 - each is an option; typer calls it by name
    source: Annotated[str | None, typer.Argument(help="A file, a URL, or - for stdin.", metavar="FILE|URL|-")] = None,
    config: ConfigFolder = DEFAULT_CONFIG,
    as_of: AsOf = None,
    as_json: AsJson = False,
    html: Annotated[
        Path | None, typer.Option("--html", help="Writes the same as a page of its own.", metavar="FILE")
    ] = None,
    pager: Pager = False,
    batch: Batch = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also those statements in full that weigh little or nothing.")
    ] = False,
    second_opinion: Annotated[
        bool, typer.Option("--second-opinion", help="Also ask the model at LLM_BASE_URL about every statement.")
    ] = False,
) -> None:
    """Reads one article and shows every statement with its judgement and reasons."""
    loaded = load_config(config)
    second = HandAsker(loaded) if second_opinion else None
    if batch is not None:
        if source is not None or html is not None:
            raise UsageError("--batch takes its articles from its own file: leave out FILE and --html")
        reader = make_reader(loaded)
        answer_lines(
            batch,
            lambda row, where: _answer(_as_fed(parse_given(row, where), loaded), reader, second),
            article=lambda row: row,
        )
        return
    if source is None:
        raise UsageError("give a file, a URL or - for stdin; or --batch FILE")
    given = _as_fed(_dated(load_given(source, loaded), as_of), loaded)
    with shown_reading() as step:
        reading = make_reader(loaded, step=step).read(given.article, raw=given.raw)
    reading = second.on(given.article, reading) if second else reading
    sheet = describe_reading(given.article, reading, loaded.world)
    if html is not None:
        _write(html, render_reading_page(sheet))
    if as_json:
        print_json(reading_to_json(given.article, reading, raw=given.raw))
    elif html is not None:
        typer.echo(f"{sheet.summary}\n{html}")
    else:
        show(format_reading(sheet, look_of(sys.stdout), every=everything), pager=pager)


def compare(  # noqa: PLR0917 - each is an option; typer calls it by name
    position: Annotated[Path | None, typer.Option("--position", help="A position as JSON.", metavar="P.json")] = None,
    article: Annotated[
        Path | None,
        typer.Option("--article", help="An archive line as JSON, or a text or HTML file.", metavar="A.json"),
    ] = None,
    config: ConfigFolder = DEFAULT_CONFIG,
    as_of: AsOf = None,
    as_json: AsJson = False,
    pager: Pager = False,
    batch: Batch = None,
) -> None:
    """Compares one position with one article."""
    loaded = load_config(config)
    if batch is not None:
        if position is not None or article is not None:
            raise UsageError("--batch takes its pairs from its own file: leave out --position and --article")
        comparer = _make_comparer(loaded)
        answer_lines(
            batch,
            lambda row, where: _compared(row, where, comparer),
            article=lambda row: row["article"] if isinstance(row, dict) else None,
        )
        return
    if position is None or article is None:
        raise UsageError("give --position P.json and --article A.json; or --batch PAIRS.jsonl")
    line = parse_position(load_position(position), where=str(position))
    text = _dated(load_given(str(article), loaded), as_of).article
    found = _make_comparer(loaded).compare(line, text)
    if as_json:
        print_json(comparison_to_json(found))
    else:
        show(format_comparison(describe_comparison(line, text, found, loaded.world), look_of(sys.stdout)), pager=pager)


def _dated(given: Given, as_of: str | None) -> Given:
    """As `dated`; a day that has not come yet is told on stderr."""
    article = dated(given.article, as_of)
    line = ahead(article, now=utc_now())
    if line is not None:
        typer.echo(line, err=True)
    return replace(given, article=article)


def _as_fed(given: Given, config: Config) -> Given:
    return replace(given, article=as_its_feed_brings_it(given.article, config.feeds))


def _answer(given: Given, reader: Reader, second: HandAsker | None) -> dict[str, object]:
    reading = reader.read(given.article, raw=given.raw)
    reading = second.on(given.article, reading) if second else reading
    return {"id": given.article.id, **reading_to_json(given.article, reading, raw=given.raw)}


def _compared(row: object, where: str, comparer: Comparer) -> dict[str, object]:
    key, line, text = _pair(row, where)
    return {"id": key, **comparison_to_json(comparer.compare(line, text))}


def _write(page: Path, text: str) -> None:
    try:
        page.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{page} cannot be written: {error.strerror}; give another file with --html") from error


def _make_comparer(config: Config) -> Comparer:
    """One for a whole batch: its reader, judge and model are costly to make."""
    parts = build_compare_parts(config.world, config.rules.merge, config.models)
    return Comparer(config.world, **parts._asdict())


def _pair(row: object, where: str) -> tuple[object, ComparedPosition, Article]:
    if not isinstance(row, dict) or not {"id", "position", "article"} <= row.keys():
        raise UsageError(f'{where}: a pair is {{"id": …, "position": {{…}}, "article": {{…}}}}')
    position = parse_position(row["position"], where=f"{where} position")
    return row["id"], position, as_article(parse_archive_line(row["article"], where=f"{where} article", seen=utc_now()))
