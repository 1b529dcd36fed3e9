"""Sources: what is asked, what came back, and the article as the outlet published it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A configured feed. `owner`: outlets of one owner count as one origin. `speaks_for`: the office whose own voice it is."""

    id: str
    url: str
    outlet: str
    owner: str
    every: timedelta
    language: str | None = None
    country: str | None = None
    primary: bool = False
    speaks_for: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What the server gave us to ask "has it changed?" with."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What we know of a feed between polls.

    `first_polled_at` is None until the first poll that succeeded; `newest` is the newest date any of its items bore
    (the outlet's own clock); `outcome` is the last poll in words; `failures` counts in a row.
    """

    feed_id: str
    next_due: datetime
    validators: Validators = field(default_factory=Validators)
    body_hash: str | None = None
    first_polled_at: datetime | None = None
    last_polled_at: datetime | None = None
    last_success_at: datetime | None = None
    last_new_at: datetime | None = None
    newest: datetime | None = None
    failures: int = 0
    outcome: str = "not polled yet"
    ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A document: `url` is where it came from after redirects; `body` is decompressed and at most the size limit."""

    url: str
    status: int
    body: bytes
    headers: Mapping[str, str]
    validators: Validators


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The server says that nothing changed."""

    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a feed as given; HTML is still HTML; `published` only where the date is sure, and aware."""

    key: str
    link: str | None
    title: str
    summary_html: str = ""
    content_html: str = ""
    published: datetime | None = None
    author: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """A parsed feed document: newest 500 items at most; `ttl` is the outlet's wish for the shortest interval."""

    title: str
    language: str | None
    items: tuple[Item, ...]
    ttl: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewArticle:
    """An article as found in a feed or an archive, before the store gave it a place.

    `item_key` is unique within the feed, `url_key` (normalised URL) across feeds, both may decide "seen before".
    `text` is plain text. `wants_page`: the feed had only a summary and the page should be fetched.
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
    """What one poll leaves: the feed's new state and the articles found, saved in one transaction."""

    state: FeedState
    articles: tuple[NewArticle, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageResult:
    """What fetching an article's page left: its text, or None and why the feed's own text must do.

    `retry_at` is set when the page should be asked for again; then nothing else is decided yet.
    """

    article_id: str
    text: str | None
    outcome: str
    published: datetime | None = None
    retry_at: datetime | None = None
