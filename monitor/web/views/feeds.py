"""Feeds: whether they answer, what they last said, and when they are asked again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.types import GAP_SHOWN_FOR, ArticleFilter, Condition, Feed, FeedState, FoundArticle
from monitor.types.feeds import ANSWERING, CONDITIONS
from monitor.web.page import Page, Table
from monitor.web.shapes import Code
from monitor.web.shelf import MissingError, Shelf

LATEST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsAsked:
    state: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRow:
    """`state`: working, silent (nothing for three times its longest usual pause), unchanging (never anything since it was first asked), failing,
    ended, or new (never answered); `failures` in a row; `outcome` of the last poll; `push`: how it stands with the hub that tells of its news,
    in words; `last_push`: when such a hub last told us; `gap`: when, within a week, it last reached back to nothing recent that we had, so that
    items may have been missed.
    """

    id: str
    outlet: str
    owner: str
    url: str
    language: str | None
    country: str | None
    primary: bool
    every: timedelta
    state: str
    failures: int
    outcome: str
    last_polled: datetime | None
    last_success: datetime | None
    last_new: datetime | None
    next_due: datetime | None
    push: str | None
    last_push: datetime | None
    gap: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsShown:
    """`answering`: of all feeds, those that answered when they were last asked."""

    asked: FeedsAsked
    rows: tuple[FeedRow, ...]
    counts: dict[str, int]
    answering: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedAsked:
    id: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedShown:
    """Articles seen since each moment, and the latest."""

    row: FeedRow
    day: datetime
    n_day: int
    week: datetime
    n_week: int
    month: datetime
    n_month: int
    latest: tuple[FoundArticle, ...]


def feed_rows(shelf: Shelf) -> tuple[FeedRow, ...]:
    """The configured feeds in their order; one that was never registered is shown too, never left out."""
    known = {state.feed_id: state for state in shelf.store.feed_states()}
    found = shelf.store.subscriptions() if shelf.config.websub.callback else []
    pushed = {one.feed_id: one.in_words(shelf.now) for one in sorted(found, key=lambda one: one.holds(shelf.now))}
    return tuple(_row(feed, known.get(feed.id), pushed.get(feed.id), shelf.now) for feed in shelf.config.feeds)


def _row(feed: Feed, state: FeedState | None, push: str | None, now: datetime) -> FeedRow:
    return FeedRow(
        id=feed.id,
        outlet=feed.outlet,
        owner=feed.owner,
        url=feed.url,
        language=feed.language,
        country=feed.country,
        primary=feed.primary,
        every=feed.every,
        state=state.condition(now) if state else "new",
        failures=state.failures if state else 0,
        outcome=state.outcome if state else "not registered yet",
        last_polled=state.last_polled_at if state else None,
        last_success=state.last_success_at if state else None,
        last_new=state.last_new_at if state else None,
        next_due=state.next_due if state and not state.ended else None,
        push=push,
        last_push=state.pushed_at if state else None,
        gap=state.gap_within(GAP_SHOWN_FOR, now) if state else None,
    )


def feeds_view(shelf: Shelf, asked: FeedsAsked) -> FeedsShown:
    rows = feed_rows(shelf)
    return FeedsShown(
        asked=asked,
        rows=tuple(row for row in rows if asked.state in (None, row.state)),
        counts={state: sum(row.state == state for row in rows) for state in CONDITIONS},
        answering=sum(row.state in ANSWERING for row in rows),
    )


def feed_view(shelf: Shelf, asked: FeedAsked) -> FeedShown:
    rows = [row for row in feed_rows(shelf) if row.id == asked.id]
    if not rows:
        raise MissingError("There is no such feed in the configuration.")
    day, week, month = (shelf.now - timedelta(days=days) for days in (1, 7, 30))
    return FeedShown(
        row=rows[0],
        day=day,
        n_day=shelf.review.count_of_feed(asked.id, day),
        week=week,
        n_week=shelf.review.count_of_feed(asked.id, week),
        month=month,
        n_month=shelf.review.count_of_feed(asked.id, month),
        latest=shelf.review.find_articles(ArticleFilter(feed=asked.id), limit=LATEST).items,
    )


def _table(shown: FeedsShown) -> Table:
    names = (
        "id", "outlet", "owner", "url", "state", "failures", "outcome", "last_polled", "last_success", "last_new", "next_due", "push", "last_push", "gap",
    )  # fmt: skip
    return Table.of(names, shown.rows)


def _latest(shown: FeedShown) -> Table:
    return Table.of(("id", "title", "url", "language", "published", "seen"), shown.latest)


PAGE = Page(
    path="/feeds",
    title="Feeds",
    section="Feeds",
    template="feeds.html.jinja",
    asked=FeedsAsked,
    shown=FeedsShown,
    view=feeds_view,
    table=_table,
    summary="Every configured feed: its state, the outcome of its last poll, and when it is asked next.",
)
ONE = Page(
    path="/feeds/{id}",
    title="Feed",
    section="Feeds",
    template="feed.html.jinja",
    asked=FeedAsked,
    shown=FeedShown,
    view=feed_view,
    table=_latest,
    summary="One feed: its state and its latest articles.",
)
