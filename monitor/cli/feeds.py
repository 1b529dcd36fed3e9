"""`feeds`: what is polled, how one address would be read, and how the list is changed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.found_feeds import find_feed, is_known, row_of
from monitor.cli.inputs import read_bytes
from monitor.cli.listed_feeds import listed_feeds
from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigFolder, print_json
from monitor.config import add_rows, feed_rows, load_config, remove_row
from monitor.errors import ParseError, UsageError
from monitor.feeds import one_line, read_opml, write_opml
from monitor.show import printable
from monitor.types import CUT_OFF

if TYPE_CHECKING:
    from monitor.cli.found_feeds import FoundFeed
    from monitor.feeds import FeedList

app = typer.Typer(help="Feeds.", no_args_is_help=True)

Url = Annotated[
    str,
    typer.Argument(
        metavar="URL", help="The address of a feed or of a page that names one, or a Telegram channel's name."
    ),
]
NEXT_START = "it is asked from the next start on"


@app.command("list")
def list_feeds(config: ConfigFolder = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """The configured feeds."""
    feeds = load_config(config).feeds
    if as_json:
        names = ("id", "url", "outlet", "owner", "language", "country", "primary", "speaks_for")
        rows = [{name: getattr(feed, name) for name in names} for feed in feeds]
        print_json(
            [{**row, "every": f"{feed.every.total_seconds():g}s"} for row, feed in zip(rows, feeds, strict=True)]
        )
        return
    for feed in feeds:
        typer.echo(f"{feed.id:<28} {feed.language or '--':<3} {feed.outlet:<28} {feed.url}")


@app.command("test")
def try_address(url: Url, config: ConfigFolder = DEFAULT_CONFIG) -> None:
    """Asks an address once and shows how it would be read; nothing is stored."""
    _show(find_feed(load_config(config), url), url)


@app.command("add")
def add(
    url: Url,
    config: ConfigFolder = DEFAULT_CONFIG,
    *,
    name: Annotated[
        str | None, typer.Option("--id", help="Its name in `status` and logs; else made of its host.")
    ] = None,
    outlet: Annotated[str | None, typer.Option(help="As shown to readers; else what the feed calls itself.")] = None,
    owner: Annotated[str | None, typer.Option(help="Outlets of one owner count as one origin.")] = None,
    language: Annotated[str | None, typer.Option(help="Two letters; else what the feed says.")] = None,
    country: Annotated[str | None, typer.Option(help="Where the outlet speaks from.")] = None,
    primary: Annotated[bool, typer.Option("--primary", help="The text is the speaker's own.")] = False,
) -> None:
    """Finds the feed of an address and writes it into feeds.toml; every comment there stays."""
    loaded = load_config(config)
    found = find_feed(loaded, url)
    if is_known(found.url, [feed.url for feed in loaded.feeds]):
        raise UsageError(f"{found.url} is in {config}/feeds.toml already")
    row = row_of(
        found.url,
        title=printable(one_line(found.parsed.title)),
        language=language or found.parsed.language,
        taken=[feed.id for feed in loaded.feeds],
    )
    given = {"id": name, "outlet": outlet, "owner": owner, "language": language, "country": country}
    row |= {key: value for key, value in given.items() if value} | ({"primary": True} if primary else {})
    if row["id"] in {feed.id for feed in loaded.feeds}:
        raise UsageError(f"{row['id']} is taken by another feed: give another --id")
    add_rows(config, [row])
    _show(found, url)
    typer.echo(f"added as {row['id']}; {NEXT_START}")


@app.command("remove")
def remove(name: Annotated[str, typer.Argument(metavar="ID")], config: ConfigFolder = DEFAULT_CONFIG) -> None:
    """Takes a feed out of feeds.toml; what it brought stays in the store."""
    remove_row(config, name)
    typer.echo(f"removed {name}; it is asked no more from the next start on")


@app.command("import")
def import_opml(file: Annotated[Path, typer.Argument(metavar="OPML")], config: ConfigFolder = DEFAULT_CONFIG) -> None:
    """Writes the feeds of a reader's list (OPML) into feeds.toml, those that are not there yet; nothing is asked."""
    found = _read_list(file)
    listed = listed_feeds(found, feed_rows(config))
    if listed.rows:
        add_rows(config, listed.rows)
    typer.echo(f"added: {len(listed.rows)}; there already: {listed.known}; not taken: {len(listed.left)}")
    for line in listed.left:
        typer.echo(f"not taken: {line}")
    if found.fault:
        typer.echo(f"its XML is broken at {found.fault}: what stands after that may be missing; export the list anew")
    if listed.rows:
        typer.echo("`monitor check --online` asks each once; they count from the next start")


def _read_list(file: Path) -> FeedList:
    try:
        return read_opml(read_bytes(file))
    except ParseError as error:  # that there is no feed in it says what to do
        raise ParseError(f"{file}: {error}; give an OPML file, as feed readers export it") from error


@app.command("export")
def export_opml(
    file: Annotated[Path, typer.Argument(metavar="OPML", help="`-` writes to stdout.")],
    config: ConfigFolder = DEFAULT_CONFIG,
) -> None:
    """Writes the configured feeds as a list (OPML) that feed readers take."""
    feeds = load_config(config).feeds
    text = write_opml(feeds)
    if str(file) == "-":
        sys.stdout.write(text)
        return
    file.write_text(text, encoding="utf-8")
    typer.echo(f"{len(feeds)} feeds written to {file}")


def _show(found: FoundFeed, asked: str) -> None:
    parsed = found.parsed
    if found.url != asked:
        typer.echo(f"the feed is {found.url}")
    typer.echo(
        f"{printable(one_line(parsed.title)) or '(no title)'}: {_items(len(parsed.items))}{f', {CUT_OFF}' if parsed.cut else ''}"
    )
    for item in parsed.items[:10]:
        date = f"{item.published:%Y-%m-%d %H:%M}" if item.published else "no sure date    "
        typer.echo(f"  {date}  {printable(one_line(item.title)[:90])}")
    for other in found.others:
        typer.echo(f"it also names {other}")


def _items(count: int) -> str:
    return "1 item" if count == 1 else f"{count} items"
