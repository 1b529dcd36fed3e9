"""`feeds`: what is polled, and how one address would be read."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from monitor import __version__
from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigFolder, print_json
from monitor.config import load_config
from monitor.feeds import HttpFetcher, as_document, parse_feed
from monitor.pipeline import FEED_TYPES
from monitor.show import printable
from monitor.types import Validators

if TYPE_CHECKING:
    from monitor.types import Config, ParsedFeed

app = typer.Typer(help="Feeds.", no_args_is_help=True)


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
def try_address(url: Annotated[str, typer.Argument(metavar="URL")], config: ConfigFolder = DEFAULT_CONFIG) -> None:
    """Asks an address once and shows how it would be read; nothing is stored."""
    parsed = asyncio.run(_ask(load_config(config), url))
    typer.echo(f"{printable(parsed.title) or '(no title)'}: {len(parsed.items)} items")
    for item in parsed.items[:10]:
        date = f"{item.published:%Y-%m-%d %H:%M}" if item.published else "no sure date    "
        typer.echo(f"  {date}  {printable(item.title[:90])}")


async def _ask(config: Config, url: str) -> ParsedFeed:
    fetcher = HttpFetcher(config.network, version=__version__)
    try:
        got = as_document(await fetcher.fetch(url, Validators(), accept=FEED_TYPES))
    finally:
        await fetcher.close()
    return await asyncio.to_thread(parse_feed, got.body, url=got.url, headers=got.headers)
