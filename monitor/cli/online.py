"""`check --online`: asks every feed and Slack, one line each."""

from __future__ import annotations

import asyncio

import typer

from monitor import __version__
from monitor.alerts import SlackNotifier
from monitor.app import NO_SLACK, choose_notifier, environment
from monitor.errors import FetchError, NotifyError, ParseError
from monitor.feeds import HttpFetcher, as_document, parse_feed
from monitor.pipeline import FEED_TYPES
from monitor.types import Config, Feed, Validators


async def ask_feeds(config: Config) -> int:
    """Asks every feed once; answers how many failed."""
    fetcher = HttpFetcher(config.network, version=__version__)
    try:
        return sum(await asyncio.gather(*(_ask_feed(fetcher, feed) for feed in config.feeds)))
    finally:
        await fetcher.close()


async def _ask_feed(fetcher: HttpFetcher, feed: Feed) -> int:
    try:
        got = as_document(await fetcher.fetch(feed.url, Validators(), accept=FEED_TYPES))
        parsed = await asyncio.to_thread(parse_feed, got.body, url=got.url, headers=got.headers)
    except (FetchError, ParseError) as error:
        typer.echo(f"feed {feed.id}: {error}")
        return 1
    moved = f", moved to {got.url}" if got.url != feed.url else ""
    typer.echo(f"feed {feed.id}: {len(parsed.items)} items{moved}")
    return 0


def ask_slack(config: Config) -> int:
    """Asks Slack who we are and whether the channel can be written to and read; answers how many checks failed."""
    notifier = choose_notifier(environment(), config)
    if not isinstance(notifier, SlackNotifier):
        typer.echo(
            NO_SLACK if notifier.name == "console" else "a webhook cannot be asked without posting: send a test alert"
        )
        return 0
    try:
        lines = notifier.check()
    except NotifyError as error:
        typer.echo(str(error))
        return 1
    for line in lines:
        typer.echo(line)
    return 0
