"""Sources: what is asked, what came back, and the article as the outlet published it."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from monitor.types.rules import MergeRules

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, timedelta

    from monitor.types.feeds import FeedState, Validators


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A document: `url` is where it came from after redirects; `body` is decompressed and at most the size limit."""

    url: str
    status: int
    body: bytes
    headers: Mapping[str, str]
    validators: Validators
    moved_to: str | None = None
    """Where permanent redirects led."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The server says that nothing changed."""

    url: str
    moved_to: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a feed as given; HTML is still HTML; `published` only where the date is sure, and aware.

    `own`: these are the outlet's words; False where it passes on another's whole text as such.
    """

    key: str
    link: str | None
    title: str
    summary_html: str = ""
    content_html: str = ""
    published: datetime | None = None
    author: str | None = None
    language: str | None = None
    own: bool = True


_LONGEST_KEY = 500


def short_key(key: str) -> str:
    """What names an item, as it is stored: a hash of it where it is long."""
    return key if len(key) <= _LONGEST_KEY else f"sha256:{sha256(key.encode()).hexdigest()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """A parsed feed document: newest 500 items at most; `ttl` is the outlet's wish for the shortest interval.

    `hub`: who tells of its news; `itself`: the address that it calls its own; `cut`: it breaks off before its end.
    """

    title: str
    language: str | None
    items: tuple[Item, ...]
    ttl: timedelta | None = None
    hub: str | None = None
    itself: str | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewArticle:
    """An article as found in a feed or an archive, before the store gave it a place.

    `item_key` tells it from the others of its feed; `url_key` (normalised URL) shows what another feed brought before.
    `text` is plain text. `wants_page`: the feed had only a summary, or no date, and the page should be fetched.
    `backlog`: found by a feed's first poll, or older than the feed's own clock by more than the stale limit; it is
    read and teaches the rolling baseline, and never alerts. `look_at`: when its page is to be looked at again.
    """

    feed_id: str
    item_key: str
    url: str | None
    url_key: str | None
    outlet: str
    owner: str
    title: str
    text: str
    seen: datetime
    published: datetime | None = None
    language: str | None = None
    author: str | None = None
    country: str | None = None
    primary: bool = False
    speaks_for: str | None = None
    backlog: bool = False
    wants_page: bool = False
    look_at: datetime | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What the outlet published. Statement offsets index `text`, which never changes after reading began."""

    id: str
    feed_id: str
    url: str | None
    outlet: str
    owner: str
    title: str
    text: str
    seen: datetime
    published: datetime | None = None
    language: str | None = None
    author: str | None = None
    country: str | None = None
    primary: bool = False
    speaks_for: str | None = None
    backlog: bool = False

    @property
    def dated(self) -> datetime:
        """When it was published as far as we know; the time we first saw it where the outlet gave no sure date."""
        return self.published if self.published is not None else self.seen


@dataclass(frozen=True, slots=True, kw_only=True)
class PollResult:
    """What one poll leaves: the feed's new state and the articles found, saved in one transaction.

    `gap_from`: where so many of them or more are new, others may have come and gone since the last poll.
    `stale`: an undated one that was stored longer ago as another's past is no news.
    """

    state: FeedState
    articles: tuple[NewArticle, ...] = ()
    gap_from: int | None = None
    stale: timedelta = MergeRules().stale

    def has_gap(self, new: int) -> bool:
        """Whether others may have come and gone, now that so many articles turned out to be new."""
        return self.gap_from is not None and new >= self.gap_from


@dataclass(frozen=True, slots=True, kw_only=True)
class PageResult:
    """What fetching an article's page left: its text, or None and why the feed's own text must do; and the date that it states.

    `retry_at` is set when the page should be asked for again; then nothing else is decided yet. `enough`: the feed's own text is
    all there is, so that nothing is missing without the page's.
    """

    article_id: str
    text: str | None
    outcome: str
    published: datetime | None = None
    retry_at: datetime | None = None
    enough: bool = False
