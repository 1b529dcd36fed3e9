"""Counting. May import only SQLAlchemy, the tables and the types."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func, select, union

from monitor.ports import Backlog
from monitor.store.articles import PAGE_WANTED, QUARANTINED, READ, UNREAD
from monitor.store.codec import decode
from monitor.store.outbox import PENDING, REFUSED, SENDING, SENT
from monitor.store.schema import (
    alerts,
    article_states,
    articles,
    deliveries,
    digests,
    readings,
    statements,
    streams,
    utterances,
)
from monitor.types import Versions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Select, Table

_KINDS = (articles, statements, utterances, alerts, digests)


def backlog(connection: Connection) -> Backlog:
    stage, state = article_states.c.stage, deliveries.c.state
    # What is done is by far the most, and is not counted.
    at_stage = _by_value(connection, stage, (PAGE_WANTED, UNREAD, READ, QUARANTINED))
    in_state = _by_value(connection, state, (PENDING, SENDING, REFUSED))
    return Backlog(
        pages=at_stage.get(PAGE_WANTED, 0),
        unread=at_stage.get(UNREAD, 0),
        unweighed=at_stage.get(READ, 0),
        undelivered=in_state.get(PENDING, 0) + in_state.get(SENDING, 0),
        quarantined=at_stage.get(QUARANTINED, 0),
        refused=in_state.get(REFUSED, 0),
    )


def _by_value(connection: Connection, column: ColumnElement[str], values: tuple[str, ...]) -> dict[str, int]:
    counted = select(column, func.count()).where(column.in_(values)).group_by(column)
    return {row[0]: row[1] for row in connection.execute(counted)}


def rows_by_kind(connection: Connection) -> dict[str, int]:
    return {table.name: _count(connection, table) for table in _KINDS}


def articles_by_stage(connection: Connection) -> dict[str, int]:
    stage = article_states.c.stage
    return {row[0]: row[1] for row in connection.execute(select(stage, func.count()).group_by(stage))}


def _count(connection: Connection, table: Table, *conditions: ColumnElement[bool]) -> int:
    return connection.scalar(select(func.count()).select_from(table).where(*conditions)) or 0


def versions(connection: Connection) -> list[Versions]:
    """All that any stream or alert was judged with."""
    found = connection.scalars(union(select(streams.c.versions), select(alerts.c.versions)))
    return sorted((decode(Versions, document) for document in found), key=lambda v: (v.baseline, v.model, v.code))


def week_counts(connection: Connection, start: datetime, end: datetime) -> dict[str, int]:
    """Of the articles seen in [start, end): what reading made of them. Of that time: what was said, told and held back."""

    def count(table: Table, moment: ColumnElement[Any], *conditions: ColumnElement[bool]) -> int:
        return _count(connection, table, moment >= start, moment < end, *conditions)

    sent_alert = (deliveries.c.key.startswith("alert:"), deliveries.c.state == SENT)
    return {
        "articles": count(articles, articles.c.seen),
        **_one(connection, _of_readings(start, end)),
        **_one(connection, _of_statements(start, end)),
        "utterances": count(utterances, utterances.c.said_at),
        "quarantined": count(article_states, article_states.c.quarantined_at, article_states.c.stage == QUARANTINED),
        "delivered": count(deliveries, deliveries.c.ended_at, *sent_alert),
        "held": count(alerts, alerts.c.raised_at, alerts.c.channel == "digest"),
    }


def feed_volumes(connection: Connection, bounds: Sequence[datetime]) -> dict[str, tuple[int, ...]]:
    """By feed, the articles first seen between each two bounds, those of its backlog aside."""
    spans = list(pairwise(bounds))
    volumes: dict[str, list[int]] = {}
    for place, (start, end) in enumerate(spans):
        seen = articles.c.seen >= start, articles.c.seen < end, articles.c.backlog.is_(False)
        counted = select(articles.c.feed_id, func.count()).where(*seen).group_by(articles.c.feed_id)
        for feed, n in connection.execute(counted):
            volumes.setdefault(feed, [0] * len(spans))[place] = n
    return {feed: tuple(counts) for feed, counts in sorted(volumes.items())}


def _one(connection: Connection, found: Select[*tuple[int, ...]]) -> dict[str, int]:
    return dict(connection.execute(found).mappings().one())


def _of_readings(start: datetime, end: datetime) -> Select[*tuple[int, ...]]:
    return (
        select(func.count().label("read"), func.count(readings.c.copy_of).label("copies"))
        .join_from(articles, readings, readings.c.article_id == articles.c.id)
        .where(articles.c.seen >= start, articles.c.seen < end)
    )


def _of_statements(start: datetime, end: datetime) -> Select[*tuple[int, ...]]:
    """All; those on no issue; those on an issue whose level is left open."""
    issue = statements.c.issue
    left_open = case((issue.is_not(None) & statements.c.abstained, 1))
    return (
        select(
            func.count().label("statements"),
            func.count(case((issue.is_(None), 1))).label("unassigned"),
            func.count(left_open).label("abstained"),
        )
        .join_from(articles, statements, statements.c.article_id == articles.c.id)
        .where(articles.c.seen >= start, articles.c.seen < end)
    )


def all_languages(connection: Connection) -> dict[str, int]:
    """All articles that went through reading, by language, the most frequent first."""
    number = func.count()
    found = (
        select(readings.c.language, number).group_by(readings.c.language).order_by(number.desc(), readings.c.language)
    )
    return {row[0]: row[1] for row in connection.execute(found)}


def languages(connection: Connection, start: datetime, end: datetime) -> dict[str, int]:
    """Articles read, by language, of those seen in [start, end)."""
    joined = readings.join(articles, articles.c.id == readings.c.article_id)
    found = (
        select(readings.c.language, func.count())
        .select_from(joined)
        .where(articles.c.seen >= start, articles.c.seen < end)
        .group_by(readings.c.language)
        .order_by(func.count().desc(), readings.c.language)
    )
    return {row[0]: row[1] for row in connection.execute(found)}
