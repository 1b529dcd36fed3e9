"""Articles: searched in full text, by feed, by week, by what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from monitor.types import ArticleFilter, FoundArticle
from monitor.web.page import Page, Table
from monitor.web.shapes import Code, Limit, Moment, WeekName, Words
from monitor.web.shelf import Shelf
from monitor.web.views.alerts import window
from monitor.web.views.choices import Choice

if TYPE_CHECKING:
    from collections.abc import Sequence

STAGES = {
    "page_wanted": "waits for its page",
    "unread": "waits to be read",
    "read": "waits to be weighed",
    "weighed": "done",
    "quarantined": "set aside",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlesAsked:
    """`q`: all these words; "two words" beside each other, war* as a beginning, -war not at all. `after`: the next part."""

    q: Words = ""
    feed: Code | None = None
    stage: Literal["page_wanted", "unread", "read", "weighed", "quarantined"] | None = None
    week: WeekName | None = None
    since: Moment | None = None
    until: Moment | None = None
    after: Code | None = None
    limit: Limit = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlesShown:
    """`total` is exact where it is below `counted_to`; `next` is what to ask for with `after`."""

    asked: ArticlesAsked
    rows: tuple[FoundArticle, ...]
    total: int
    counted_to: int
    next: str | None
    feeds: tuple[Choice, ...]
    stages: tuple[Choice, ...]


def articles_view(shelf: Shelf, asked: ArticlesAsked) -> ArticlesShown:
    since, until = window(asked.week, asked.since, asked.until, shelf.config.digest.timezone)
    wanted = ArticleFilter(
        words=asked.q, feed=asked.feed, stage=asked.stage, since=since, until=until, after=asked.after
    )
    found = shelf.review.find_articles(wanted, limit=asked.limit)
    return ArticlesShown(
        asked=asked,
        rows=found.items,
        total=found.total,
        counted_to=found.counted_to,
        next=found.next,
        feeds=tuple(Choice(value=feed.id, name=f"{feed.outlet} ({feed.id})") for feed in shelf.config.feeds),
        stages=tuple(Choice(value=stage, name=name) for stage, name in STAGES.items()),
    )


def article_table(rows: tuple[FoundArticle, ...]) -> Table:
    names = ("id", "seen", "published", "outlet", "feed", "language", "title", "url", "stage", "statements", "copy_of")
    return Table.of(names, rows)


def minutes_after_first(rows: Sequence[FoundArticle]) -> tuple[int, ...]:
    """When each was seen, whole minutes after the first of them, which come in that order."""
    return tuple((one.seen - rows[0].seen) // timedelta(minutes=1) for one in rows)


def _table(shown: ArticlesShown) -> Table:
    return article_table(shown.rows)


PAGE = Page(
    path="/articles",
    title="Articles",
    section="Articles",
    template="articles.html.jinja",
    asked=ArticlesAsked,
    shown=ArticlesShown,
    view=articles_view,
    table=_table,
    summary="Articles, newest first, searched in full text.",
)
