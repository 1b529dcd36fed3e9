"""An item whose key is stored, or that its feed had not brought yet at an address that is stored: what it is. Pure; may import only the types."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import urldefrag

from monitor.types import short_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from monitor.types import NewArticle

TOLD_ANEW = timedelta(hours=12)
"""What has the title and address of what is stored, and a date so much later, is told anew, as a daily briefing's page is."""
_PAGES_TOLD_ANEW = 4
"""So many pages of one feed may be told anew at once; one that makes keys and dates at each poll tells all of them so."""

Met = Literal["same", "another", "own voice", "news"]
"""What is stored already; another article at the same address; what another feed passed on, now as its speaker's own page gives it;
or what was another feed's past, and is news to this one."""


class Holder(NamedTuple):
    """The article that is stored with the address. `text` may be its page's, or was pruned."""

    id: str
    feed_id: str
    url: str | None
    title: str
    text: str
    seen: datetime
    published: datetime | None
    primary: bool
    backlog: bool


class Named(NamedTuple):
    """The article that is stored under a feed's key."""

    url: str | None
    url_key: str | None
    title: str
    seen: datetime
    published: datetime | None
    backlog: bool


def under_its_link(item: NewArticle, held: Named | None) -> NewArticle:
    """The item, under its link where its key is that of another: some outlets give each the same id, or that of its place in the list.

    An edit keeps the link, but for what tracks readers, or the title or the date.
    """
    if held is None or item.url is None or item.id is not None:
        return item
    kept = _is_same_place(item, held) or _words(item.title) == _words(held.title)
    same_date = item.published is not None and item.published == held.published
    return item if kept or same_date else replace(item, item_key=short_key(item.url))


def may_be_past(item: NewArticle, held: Named, *, stale: timedelta) -> bool:
    """Of an item that is told apart from `held`: whether it may have stood in its feed for longer than the stale limit. What stood there at
    the first poll is stored, so that all else came later than what is."""
    return item.published is None and held.backlog and item.seen - held.seen > stale


def _is_same_place(item: NewArticle, held: Named) -> bool:
    if item.url is None or held.url is None or item.url_key is None or held.url_key is None:
        return item.url == held.url
    same_page = item.url_key == held.url_key.partition("#")[0]  # which may be stored beside another at that address
    return same_page and urldefrag(item.url).fragment == urldefrag(held.url).fragment


def told_anew(item: NewArticle, holder: Holder) -> bool:
    """As a daily briefing's page is."""
    if item.published is None or _words(item.title) != _words(holder.title):
        return False
    return item.published - (holder.published or holder.seen) >= TOLD_ANEW


def making_dates(unknown: Sequence[NewArticle], holders: Mapping[str, Holder], items: Mapping[str, int]) -> set[str]:
    """The feeds that make keys and dates at each poll: most of their so many `items` are told anew, and more than an outlet has such pages."""
    met_again = [(item, holder) for item in unknown if (holder := holders.get(item.url_key or "")) is not None]
    anew = Counter(item.feed_id for item, holder in met_again if told_anew(item, holder))
    return {feed_id for feed_id, number in anew.items() if number > _PAGES_TOLD_ANEW and number * 2 > items[feed_id]}


def met(item: NewArticle, holder: Holder, *, shared: bool, anew: bool, since: datetime | None, stale: timedelta) -> Met:
    """`shared`: its feed has several items at this address, so that there the address alone tells no article from others. `anew`: it is told anew.
    `since`: when its feed was first asked; None where it never was, as an archive."""
    if item.feed_id == holder.feed_id:
        return "same" if _is_again(item, holder, anew=anew) else "another"
    if item.primary and not holder.primary:
        return "own voice"
    if shared and _words(item.title) != _words(holder.title):
        return "another"
    return "news" if _is_news(item, holder, since=since, stale=stale) else "same"


def apart(item: NewArticle, what: Met, *, anew: bool) -> NewArticle:
    """The item as it is stored beside what holds its address: under the address with its words.

    Where a feed gives its items other keys each time, each is so stored only once more; where other dates too, once a day. A page that two items of one
    feed share is read and looked at for the first of them: the other's own words must do, where it has any.
    """
    words = f"{_words(item.title)}\n{_words(item.text)}"
    if anew and item.published is not None:
        words += f"\n{item.published.astimezone(UTC):%Y-%m-%d}"
    key = f"{item.url_key}#{hashlib.sha256(words.encode(errors='replace')).hexdigest()[:32]}"
    if what == "own voice":
        return replace(item, url_key=key)
    if what == "news":  # whoever brings it next finds that it was news already
        return replace(item, url_key=f"{item.url_key}#news")
    return replace(item, url_key=key, wants_page=item.wants_page and (anew or not item.text), look_at=None)


def _is_again(item: NewArticle, holder: Holder, *, anew: bool) -> bool:
    """Some outlets give their items other keys at every poll."""
    if _words(item.title) != _words(holder.title):
        return False
    if item.wants_page and anew:  # what it says now stands on its page
        return False
    replaced = item.wants_page or not holder.text
    same_date = item.published is not None and item.published == holder.published and item.url == holder.url
    return _words(item.text) == _words(holder.text) or (replaced and same_date)


def _is_news(item: NewArticle, holder: Holder, *, since: datetime | None, stale: timedelta) -> bool:
    """Its feed was asked before the other brought it, and did not have it then: else this feed would hold it.

    A feed that was asked later may have had it in its own first document. What is undated is no younger than it was seen first.
    """
    if item.published is None and item.seen - holder.seen > stale:
        return False
    return holder.backlog and not item.backlog and (since is None or since < holder.seen)


def _words(text: str) -> str:
    return " ".join(text.split())
