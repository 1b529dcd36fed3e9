"""When a feed was away, and which streams went without it. May import only SQLAlchemy, the tables and the types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from monitor.store.inserts import insert_missing
from monitor.store.schema import feed_outages, feeds
from monitor.types import DOWN_AFTER

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from monitor.types import FeedState

Spans = dict[str, list[tuple["datetime", "datetime"]]]


def note(connection: Connection, after: FeedState) -> None:
    """Before the feed's new state is saved: where a long absence ends with it, that is remembered."""
    if after.failures or after.last_success_at is None:
        return
    before = select(feeds.c.last_success_at, feeds.c.failures).where(feeds.c.feed_id == after.feed_id)
    row = connection.execute(before).one_or_none()
    began = row.last_success_at if row is not None else None
    if began is not None and row is not None and row.failures and after.last_success_at - began > DOWN_AFTER:
        values = {"feed_id": after.feed_id, "began": began, "ended": after.last_success_at}
        connection.execute(insert_missing(connection, feed_outages), values)


def between(connection: Connection, start: datetime, end: datetime) -> Spans:
    """For each feed when it was away in [start, end), the absences that last included."""
    over = select(feed_outages.c.feed_id, feed_outages.c.began, feed_outages.c.ended).where(
        feed_outages.c.ended > start, feed_outages.c.began < end
    )
    spans: Spans = {}
    for feed_id, began, ended in connection.execute(over):
        spans.setdefault(feed_id, []).append((began, ended))
    lasting = select(feeds.c.feed_id, feeds.c.last_success_at).where(
        (feeds.c.failures > 0) | feeds.c.ended, feeds.c.last_success_at < end - DOWN_AFTER
    )
    for feed_id, began in connection.execute(lasting):
        spans.setdefault(feed_id, []).append((began, end))
    return spans
