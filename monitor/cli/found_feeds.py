"""The feed of an address: the document there, or the one that its page names; and how it is written into feeds.toml."""

from __future__ import annotations

import asyncio
import re
import unicodedata
from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from monitor import __version__
from monitor.app.environment import feed_secrets
from monitor.errors import FetchError, ParseError, UsageError
from monitor.feeds import (
    HttpFetcher,
    as_document,
    channel_address,
    decode,
    feeds_linked,
    feeds_of_page,
    is_sitemap,
    normalise_url,
    parse_feed,
    parts_of,
    preview_of,
    usual_places,
    written_address,
)
from monitor.pipeline.poll import FEED_TYPES
from monitor.types import READ_LANGUAGES, Validators

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from monitor.types import Access, Config, Feed, Fetched, ParsedFeed

_LONGEST_NAME = 60
_LOG_IN = (
    'it wants a log-in: write a row with its id, its url, user = "…" and password = "env:NAME" into feeds.toml, and the'
    " password into the environment as NAME (docs/configuration.md, feeds.toml)"
)
_NONE_FOUND = (
    "no feed was found in what it names and links to, or at the usual places: give the address of the feed itself (look on the site"
    " for “RSS”, or for its news sitemap in /robots.txt), or its Telegram channel's name"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFeed:
    """A feed that answers. `others`: what its page names besides."""

    url: str
    parsed: ParsedFeed
    others: tuple[str, ...] = ()


def find_feed(config: Config, url: str) -> FoundFeed:
    """The feed at the address or of the page there. Raises UsageError, FetchError or ParseError that says what there is instead."""
    return asyncio.run(_with_fetcher(config, address_meant(url)))


def address_meant(text: str) -> str:
    """What to ask for the address, or the Telegram channel's name, that a person gave. Raises UsageError."""
    address = written_address(text) or channel_address(text)
    if address is None:
        raise UsageError(f"{text} is neither a web address nor the name of a Telegram channel, like @NAME")
    return preview_of(address)


async def _with_fetcher(config: Config, url: str) -> FoundFeed:
    fetcher = HttpFetcher(config.network, version=__version__, secrets=feed_secrets(config.feeds))
    known = {preview_of(feed.url): feed.access for feed in config.feeds}
    try:
        got = await _first(fetcher, url, known.get(url))
        try:
            return FoundFeed(url=got.moved_to or url, parsed=await _parsed(got))
        except ParseError as error:
            return await _first_of(fetcher, _candidates(got), error)
    finally:
        await fetcher.close()


async def _first(fetcher: HttpFetcher, url: str, access: Access | None) -> Fetched:
    try:
        return as_document(await fetcher.fetch(url, Validators(), accept=FEED_TYPES, access=access))
    except FetchError as error:
        if error.status == HTTPStatus.UNAUTHORIZED:
            raise FetchError(f"{error}; {_LOG_IN}", kind=error.kind, status=error.status) from error
        raise


def _candidates(got: Fetched) -> list[str]:
    text = decode(got.body, got.headers)
    if is_sitemap(text, got.url):
        return parts_of(text, got.url)[:3]
    named = [feed.url for feed in feeds_of_page(text, got.url)] if "<" in text else []
    if named:
        return [preview_of(url) for url in named]
    linked = feeds_linked(text, got.url) if "<" in text else []
    return list(dict.fromkeys([*usual_places(got.url), *linked]))


async def _first_of(fetcher: HttpFetcher, candidates: Sequence[str], error: ParseError) -> FoundFeed:
    for place, url in enumerate(candidates):
        try:
            got = as_document(await fetcher.fetch(url, Validators(), accept=FEED_TYPES))
            parsed = await _parsed(got)
        except (FetchError, ParseError):
            continue
        return FoundFeed(url=got.moved_to or url, parsed=parsed, others=tuple(candidates[place + 1 :]))
    raise ParseError(f"{error}; {_NONE_FOUND}") from error


async def _parsed(got: Fetched) -> ParsedFeed:
    return await asyncio.to_thread(parse_feed, got.body, url=got.url, headers=got.headers)


def row_of(url: str, *, title: str, language: str | None, taken: Collection[str]) -> dict[str, str | bool]:
    """A row for feeds.toml with an id that is not taken; the outlet is what the feed calls itself, where that is short."""
    name = title if 0 < len(title) <= _LONGEST_NAME else ""
    row: dict[str, str | bool] = {"id": free_id(url, language, taken), "url": url}
    row |= {"outlet": name} if name else {}
    return row | ({"language": language} if language in READ_LANGUAGES else {})


def free_id(url: str, language: str | None, taken: Collection[str]) -> str:
    """Like `outlet-en`: from the host's name, or the channel's; with a number where it is taken."""
    parts = urlsplit(url)
    host = re.sub(r"^(www|rss|feeds?|news)\.", "", (parts.hostname or "feed").lower())
    name = parts.path.rstrip("/").rpartition("/")[2] if host == "t.me" else _without_ending(host)
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    stem = "-".join(part for part in (re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-"), language) if part) or "feed"
    numbered = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in numbered if name not in taken)


def _without_ending(host: str) -> str:
    """The host's name without `.com`; an IP address has no ending."""
    try:
        return str(ip_address(host))
    except ValueError:
        return host.rpartition(".")[0] or host


def is_known(url: str, known: Collection[str]) -> bool:
    """Whether one of the known addresses means the same."""
    return normalise_url(preview_of(url)) in {normalise_url(preview_of(address)) for address in known}


def asked_twice(feeds: Iterable[Feed]) -> Iterator[str]:
    """A line for each feed whose address means the same as an earlier one's."""
    first: dict[str, str] = {}
    for feed in feeds:
        earlier = first.setdefault(normalise_url(preview_of(feed.url)) or feed.url, feed.id)
        if earlier != feed.id:
            yield f"{feed.id} has the same address as {earlier}: what both bring is stored for one of them; take one out of feeds.toml"
