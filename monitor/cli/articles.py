"""`analyse` and `compare`: one article, or many, without a store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from monitor.app import utc_now
from monitor.cli.inputs import as_article, load_article, load_json, load_lines, make_reader, read_bytes
from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigFolder, print_json, print_line
from monitor.cli.reading import render_reading
from monitor.cli.second_opinion import HandAsker
from monitor.compare import Comparer, comparison_to_json, parse_position
from monitor.config import load_config
from monitor.engine.tasks import build_compare_parts
from monitor.errors import UsageError
from monitor.feeds import parse_archive_line
from monitor.reading import reading_to_json

if TYPE_CHECKING:
    from monitor.compare import ComparedPosition, Comparison
    from monitor.types import Article, Config

Batch = Annotated[
    Path | None, typer.Option("--batch", help="JSON Lines in, JSON Lines out, in the order given.", metavar="FILE")
]


def add_to(app: typer.Typer) -> None:
    app.command("analyse")(analyse)
    app.command("compare")(compare)


def analyse(
    source: Annotated[str | None, typer.Argument(help="A file, a URL, or - for stdin.", metavar="FILE|URL|-")] = None,
    config: ConfigFolder = DEFAULT_CONFIG,
    as_json: AsJson = False,
    batch: Batch = None,
    second_opinion: Annotated[
        bool, typer.Option("--second-opinion", help="Also ask the model at LLM_BASE_URL about every statement.")
    ] = False,
) -> None:
    """Reads one article and shows every statement with its judgement and reasons."""
    loaded = load_config(config)
    reader = make_reader(loaded)
    second = HandAsker(loaded) if second_opinion else None
    if batch is not None:
        for where, row in load_lines(batch):
            article, raw = (
                as_article(parse_archive_line(row, where=where, seen=utc_now())),
                isinstance(row, dict) and row.get("raw") is True,
            )
            reading = reader.read(article, raw=raw)
            reading = second.on(article, reading) if second else reading
            print_line({"id": article.id, **reading_to_json(article, reading, raw=raw)})
        return
    if source is None:
        raise UsageError("give a file, a URL or - for stdin; or --batch FILE")
    article = load_article(source, loaded)
    reading = reader.read(article)
    reading = second.on(article, reading) if second else reading
    if as_json:
        print_json(reading_to_json(article, reading, raw=False))
    else:
        Console().print(render_reading(article, reading, loaded.world))


def compare(
    position: Annotated[Path | None, typer.Option("--position", help="A position as JSON.", metavar="P.json")] = None,
    article: Annotated[
        Path | None, typer.Option("--article", help="An archive line as JSON.", metavar="A.json")
    ] = None,
    config: ConfigFolder = DEFAULT_CONFIG,
    as_json: AsJson = False,
    batch: Batch = None,
) -> None:
    """Compares one position with one article."""
    loaded = load_config(config)
    if batch is not None:
        comparer = _make_comparer(loaded)
        for where, row in load_lines(batch):
            key, line, text = _pair(row, where)
            print_line({"id": key, **comparison_to_json(comparer.compare(line, text))})
        return
    if position is None or article is None:
        raise UsageError("give --position P.json and --article A.json; or --batch PAIRS.jsonl")
    line = parse_position(_document(position), where=str(position))
    text = as_article(parse_archive_line(_document(article), where=str(article), seen=utc_now()))
    found = _make_comparer(loaded).compare(line, text)
    if as_json:
        print_json(comparison_to_json(found))
    else:
        typer.echo(_in_words(found))


def _make_comparer(config: Config) -> Comparer:
    """One for a whole batch: its reader, judge and model are costly to make."""
    parts = build_compare_parts(config.world, config.rules.merge)
    return Comparer(config.world, reader=parts.reader, judge=parts.judge, embedder=parts.embedder)


def _document(path: Path) -> object:
    return load_json(read_bytes(path).decode("utf-8", "replace"), str(path))


def _pair(row: object, where: str) -> tuple[object, ComparedPosition, Article]:
    if not isinstance(row, dict) or not {"id", "position", "article"} <= row.keys():
        raise UsageError(f'{where}: a pair is {{"id": …, "position": {{…}}, "article": {{…}}}}')
    position = parse_position(row["position"], where=f"{where} position")
    return row["id"], position, as_article(parse_archive_line(row["article"], where=f"{where} article", seen=utc_now()))


def _in_words(found: Comparison) -> str:
    lines = [
        f"{found.relation} (confidence {found.confidence:.2f}, {'alert' if found.alert else 'no alert'}): {found.reason}"
    ]
    lines += [
        f"  {quote.speaker}: “{' '.join(quote.quote.split())}” [{quote.start}:{quote.end}]" for quote in found.evidence
    ]
    return "\n".join(lines)
