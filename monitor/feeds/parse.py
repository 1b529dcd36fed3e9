"""A feed document of any kind → ParsedFeed. The only file that imports feedparser, which reads RSS and Atom.

Runs in a worker process with a deadline: a hostile document costs that worker's time and nothing else.
"""

from __future__ import annotations

import re
from datetime import timedelta
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

import feedparser
from feedparser import mixin
from feedparser.datetimes import _date_handlers
from feedparser.mixin import _FeedParserMixin as FeedparserMixin
from feedparser.util import FeedParserDict

from monitor.errors import ParseError
from monitor.feeds.charset import decode
from monitor.feeds.cutting import breaks_off, last_item_is_open
from monitor.feeds.documents import is_html, refuse_entities
from monitor.feeds.hubs import related
from monitor.feeds.items import part, plain_value, primary_language, read_items
from monitor.feeds.json_feed import is_json_feed, read_json_feed
from monitor.feeds.sitemap import is_sitemap, read_sitemap
from monitor.feeds.telegram import is_channel_page, read_channel_page
from monitor.types import ParsedFeed

if TYPE_CHECKING:
    from collections.abc import Mapping

# Halves of emoji, which XML forbids and some outlets write; feedparser fails on them where the rest is broken too.
_SURROGATE = re.compile(
    r"&#(?:x0{0,4}d[89a-f][0-9a-f]{2}|0{0,4}5(?:529[6-9]|5[3-9]\d\d|6\d{3}|7[0-2]\d\d|73[0-3]\d|734[0-3]));?",
    re.IGNORECASE,
)
_OTHER_KINDS = (
    (is_json_feed, read_json_feed),
    (is_sitemap, read_sitemap),
    (is_channel_page, read_channel_page),
)
_PERIODS = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}  # hours
_LONGEST_AUTHOR = 500
# What escapes feedparser's loose parser on broken markup; each is its way to say that it cannot read this.
_CANNOT_READ = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    OverflowError,
    RecursionError,
)


def parse_feed(body: bytes, url: str, headers: Mapping[str, str]) -> ParsedFeed:
    """The feed in `body`, which came from `url` with these response headers (by position: workers pass them so).

    Of one that breaks off (`cut`) the items that came whole: half an item would stay half for ever.
    Raises ParseError where it is not a feed, with what it seems to be instead.
    """
    text = decode(body, headers)
    _refuse(text)
    for is_kind, read in _OTHER_KINDS:
        if is_kind(text, url):
            return read(text, url)
    document = _read(text)
    if not (document["version"] or document["entries"]):
        raise ParseError(f"not a feed: {_what_it_is(text)}")
    channel: dict[str, Any] = document["feed"]
    cut = breaks_off(text)
    entries = document["entries"][:-1] if cut and last_item_is_open(text) else document["entries"]
    return ParsedFeed(
        title=plain_value(channel, "title"),
        language=primary_language(dict.get(channel, "language") or dict.get(part(channel, "title_detail"), "language")),
        items=read_items(entries, url),
        ttl=_ttl(channel),
        hub=related(dict.get(channel, "links"), "hub", url),
        itself=related(dict.get(channel, "links"), "self", url),
        cut=cut,
    )


def _refuse(text: str) -> None:
    if not text.strip():
        raise ParseError("the answer is empty")
    refuse_entities(text)


def _read(text: str) -> Any:
    # Always a stream: bytes or text that look like an address or a file name would be opened.
    # The headers say what decode() has made of it, so that feedparser need not guess the charset again. They do not
    # say where it came from: feedparser would make addresses of ids, which then changed when the feed moved.
    try:
        return feedparser.parse(
            BytesIO(_SURROGATE.sub("\ufffd", text).encode()),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except _CANNOT_READ as exc:
        raise ParseError(f"not a feed: its markup cannot be read ({type(exc).__name__})") from exc


def _what_it_is(text: str) -> str:
    if is_html(text):
        return "it is an HTML page; perhaps the outlet moved its feed, or asks for a consent or log-in first"
    if text.lstrip()[:1] in {"{", "["}:
        return "it is JSON, but no JSON Feed"
    return "there is neither RSS, Atom, JSON Feed nor a news sitemap in it"


def _ttl(channel: dict[str, Any]) -> timedelta | None:
    minutes = _number(plain_value(channel, "ttl"))
    if minutes:
        return timedelta(minutes=minutes)
    hours = _PERIODS.get(plain_value(channel, "sy_updateperiod").lower())
    times = _number(plain_value(channel, "sy_updatefrequency")) or 1
    return timedelta(hours=hours) / times if hours else None


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else None


def _bound_author(parser: Any, key: str = "author") -> None:
    # feedparser looks for an e-mail address in the author with a regular expression that takes quadratic time.
    context = parser._get_context()  # noqa: SLF001  # feedparser offers no public place to cut it
    if isinstance(dict.get(context, key), str):
        context[key] = context[key][:_LONGEST_AUTHOR]
    _sync_author_detail(parser, key)


def _flat_copy(found: FeedParserDict, _memo: object) -> FeedParserDict:
    # What feedparser copies deeply, once or twice for each item, holds nothing but text.
    return FeedParserDict(found)


def _get(found: FeedParserDict, key: str, default: object = None) -> object:
    # Most keys have no rules of feedparser's own, and it looks a thousand times into each document's values.
    return _get_by_rules(found, key, default) if key in _WITH_RULES else dict.get(found, key, default)


def _item(found: FeedParserDict, key: str) -> object:
    return _item_by_rules(found, key) if key in _WITH_RULES else dict.__getitem__(found, key)


def _has(found: FeedParserDict, key: object) -> bool:
    return _has_by_rules(found, key) if key in _WITH_RULES else dict.__contains__(found, key)


_WITH_RULES = frozenset(
    {*FeedParserDict.keymap, "category", "enclosures", "license", "updated", "updated_parsed"},
)
_get_by_rules, _item_by_rules, _has_by_rules = (
    FeedParserDict.get,
    FeedParserDict.__getitem__,
    FeedParserDict.__contains__,
)
FeedParserDict.get, FeedParserDict.__getitem__, FeedParserDict.__contains__ = _get, _item, _has
# It resolves the address of the document anew at each element.
mixin._urljoin = lru_cache(maxsize=512)(mixin._urljoin)  # noqa: SLF001  # no public place to keep what it joined
_sync_author_detail = FeedparserMixin._sync_author_detail  # noqa: SLF001  # no public place to bound what it searches
FeedparserMixin._sync_author_detail = _bound_author  # noqa: SLF001  # the same
FeedParserDict.__deepcopy__ = _flat_copy
# Dates are read as they are written (dates.py), and feedparser tries a dozen shapes on each.
_date_handlers.clear()
