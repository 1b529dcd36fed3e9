"""Articles as published, and the stage each has reached. May import only SQLAlchemy, the tables and the types."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func, select, update

from monitor.errors import StoreError
from monitor.store.schema import article_states, articles, looks
from monitor.types import Article

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

    from monitor.types import PageResult

PAGE_WANTED, UNREAD, READ, WEIGHED, QUARANTINED = "page_wanted", "unread", "read", "weighed", "quarantined"
"""The stages: the page is to be fetched → to be read → to be weighed → done; or set aside."""

FRESH, PAST = 0, 1
"""What is read first: news, and with it the past that was met first of all, which all news is compared with; then the past of
feeds that were added later."""
SHARE_OF_PAST = 8
"""One in so many places is the past's, so that it is read also where news never ends."""

_FIELDS = tuple(field.name for field in fields(Article))
COLUMNS = tuple(articles.c.is_primary.label("primary") if name == "primary" else articles.c[name] for name in _FIELDS)
_state = article_states.c
AS_MET = (_state.seen, _state.dated, _state.article_id)
"""What was met first is read first, and so is the original of its copies; of what was met at one moment, what was published first."""


def article_of(row: Mapping[Any, Any]) -> Article:
    """From a row that has COLUMNS, and perhaps others."""
    return Article(**{name: row[name] for name in _FIELDS})


def article(connection: Connection, article_id: str) -> Article | None:
    row = connection.execute(select(*COLUMNS).where(articles.c.id == article_id)).mappings().one_or_none()
    return None if row is None else article_of(row)


def unread(connection: Connection, limit: int) -> list[Article]:
    fresh, past = (
        _waiting(
            connection,
            (_state.stage == UNREAD) & (_state.rank == rank),
            order=AS_MET,
            limit=limit,
        )
        for rank in (FRESH, PAST)
    )
    first = fresh[: max(limit - len(past), limit - limit // SHARE_OF_PAST)]
    return first + past[: limit - len(first)]


def pages_due(connection: Connection, *, now: datetime, limit: int) -> list[Article]:
    due = (_state.stage == PAGE_WANTED) & (_state.page_due <= now)
    return _waiting(connection, due, order=(_state.page_due, _state.article_id), limit=limit)


def _waiting(
    connection: Connection, condition: ColumnElement[bool], *, order: tuple[ColumnElement[Any], ...], limit: int
) -> list[Article]:
    both = articles.join(article_states, _state.article_id == articles.c.id)
    found = select(*COLUMNS).select_from(both).where(condition).order_by(*order).limit(limit)
    return [article_of(row) for row in connection.execute(found).mappings()]


def save_page(connection: Connection, result: PageResult) -> None:
    """Only while the page is wanted: a text that was read never changes. Why it is missing stays the article's `reason`."""
    wanted = update(article_states).where(_state.article_id == result.article_id, _state.stage == PAGE_WANTED)
    if result.retry_at is not None:
        connection.execute(wanted.values(page_due=result.retry_at, reason=result.outcome))
        return
    reason = None if result.text is not None or result.enough else result.outcome
    if connection.execute(wanted.values(stage=UNREAD, page_due=None, reason=reason)).rowcount == 0:
        return
    this = update(articles).where(articles.c.id == result.article_id)
    if result.text is not None:
        connection.execute(this.values(text=result.text))
        connection.execute(update(looks).where(looks.c.article_id == result.article_id).values(text=result.text))
    if result.published is not None:
        _date(connection, result.article_id, result.published)


def _date(connection: Connection, article_id: str, published: datetime) -> None:
    """The page's date counts where the feed gave none."""
    undated = update(articles).where(articles.c.id == article_id, articles.c.published.is_(None))
    if connection.execute(undated.values(published=published)).rowcount:
        connection.execute(update(article_states).where(_state.article_id == article_id).values(dated=published))


def count_attempt(connection: Connection, article_id: str, *, stage: str) -> int:
    """Tries are counted for one stage at a time: a failure at another begins at 1. `reason` stays: it says why the page was not read."""
    attempts = case((_state.failed_stage == stage, _state.attempts + 1), else_=1)
    counted = (
        update(article_states)
        .where(_state.article_id == article_id)
        .values(attempts=attempts, failed_stage=stage)
        .returning(_state.attempts)
    )
    found: int | None = connection.scalar(counted)
    if found is None:
        raise StoreError(f"there is no article {article_id}")
    return found


def quarantine(connection: Connection, article_id: str, *, stage: str, reason: str, now: datetime) -> None:
    """Only while the article is to be read: what was read meanwhile goes on to be weighed."""
    changed = update(article_states).where(_state.article_id == article_id, _state.stage == UNREAD)
    connection.execute(changed.values(stage=QUARANTINED, failed_stage=stage, reason=reason, quarantined_at=now))


def quarantined(connection: Connection) -> list[tuple[Article, str, str]]:
    both = articles.join(article_states, _state.article_id == articles.c.id)
    found = (
        select(*COLUMNS, _state.failed_stage, _state.reason)
        .select_from(both)
        .where(_state.stage == QUARANTINED)
        .order_by(_state.seen, _state.article_id)
    )
    return [(article_of(row), row["failed_stage"], row["reason"]) for row in connection.execute(found).mappings()]


def first_seen(connection: Connection) -> datetime | None:
    oldest: datetime | None = connection.scalar(select(func.min(articles.c.seen)))
    return oldest
