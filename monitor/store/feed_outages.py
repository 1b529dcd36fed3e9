"""When a feed was away, and which streams went without it. May import only SQLAlchemy, the tables and the types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from monitor.store.inserts import insert_or_renew
from monitor.store.schema import articles, feed_outages, feeds, utterance_articles, utterances
from monitor.types import DOWN_AFTER

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from monitor.types import FeedState

Spans = dict[str, list[tuple["datetime", "datetime"]]]
_KNOWN = select(feeds.c.feed_id, feeds.c.last_success_at, feeds.c.next_due, feeds.c.failures).where(
    feeds.c.feed_id.in_(bindparam("feeds", expanding=True)), feeds.c.last_success_at.is_not(None)
)


def note(connection: Connection, after: Sequence[FeedState]) -> None:
    """Before the feeds' new states are saved: where a long absence ends with one, that is remembered.

    Whoever was to blame: of a feed that was due and that nobody here asked or read, no office was heard either.
    """
    back = {s.feed_id: s.last_success_at for s in after if s.last_success_at is not None and not s.failures}
    if not back:
        return
    ended = [
        {"feed_id": feed_id, "began": began, "ended": back[feed_id]}
        for feed_id, began, due, failures in connection.execute(_KNOWN, {"feeds": sorted(back)})
        if back[feed_id] - (began if failures else max(began, due)) > DOWN_AFTER
    ]
    if ended:
        connection.execute(insert_or_renew(connection, feed_outages), ended)


def note_given_up(connection: Connection, feed_ids: Sequence[str], *, now: datetime) -> None:
    """Before feeds are taken out, or asked at another address: what they were away until then is remembered, and ends."""
    known = feeds.c
    away = (known.failures > 0) | known.ended | (known.configured & (known.next_due < now - DOWN_AFTER))
    found = select(known.feed_id, known.last_success_at).where(
        known.feed_id.in_(feed_ids), away, known.last_success_at < now - DOWN_AFTER
    )
    ended = [{"feed_id": feed_id, "began": began, "ended": now} for feed_id, began in connection.execute(found)]
    if ended:
        connection.execute(insert_or_renew(connection, feed_outages), ended)


def between(connection: Connection, start: datetime, end: datetime) -> Spans:
    """For each feed when it was away in [start, end), the absences that last included."""
    over = select(feed_outages.c.feed_id, feed_outages.c.began, feed_outages.c.ended).where(
        feed_outages.c.ended > start, feed_outages.c.began < end
    )
    spans: Spans = {}
    for feed_id, began, ended in connection.execute(over):
        spans.setdefault(feed_id, []).append((began, ended))
    not_heard = (feeds.c.failures > 0) | feeds.c.ended | (feeds.c.next_due < end - DOWN_AFTER)
    lasting = select(feeds.c.feed_id, feeds.c.last_success_at).where(
        feeds.c.configured, not_heard, feeds.c.last_success_at < end - DOWN_AFTER
    )
    for feed_id, began in connection.execute(lasting):
        spans.setdefault(feed_id, []).append((began, end))
    return spans


def parts(connection: Connection, start: datetime, end: datetime) -> dict[str, dict[str, float]]:
    """For each office, which part of what it said in [start, end) each feed alone brought."""
    said, by = utterances.c, func.min(articles.c.feed_id)
    joined = utterances.join(utterance_articles, utterance_articles.c.utterance_id == said.id).join(
        articles, articles.c.id == utterance_articles.c.article_id
    )
    each = (
        select(said.office, by.label("feed_id"), func.count(articles.c.feed_id.distinct()).label("feeds"))
        .select_from(joined)
        .where(said.said_at >= start, said.said_at < end)
        .group_by(said.id, said.office)
        .subquery()
    )
    counted = select(each.c.office, each.c.feeds, each.c.feed_id, func.count()).group_by(
        each.c.office, each.c.feeds, each.c.feed_id
    )
    rows = [tuple(row) for row in connection.execute(counted)]
    totals: dict[str, int] = {}
    for office, _, _, number in rows:
        totals[office] = totals.get(office, 0) + number
    found: dict[str, dict[str, float]] = {}
    for office, feeds_of_it, feed_id, number in rows:
        if feeds_of_it == 1:
            found.setdefault(office, {})[feed_id] = number / totals[office]
    return found
