"""Streams as they stood at days' beginnings; each holds only as long as nothing that it is made of changes. May import only SQLAlchemy, the tables and the types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from monitor.store.codec import decode, encode
from monitor.store.inserts import insert_or_renew
from monitor.store.schema import milestones
from monitor.types import StreamState
from monitor.types.milestones import kept_days

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Connection

    from monitor.types import StreamKey
    from monitor.types.milestones import Milestone


def latest(connection: Connection, key: StreamKey, *, until: date, made_with: str) -> tuple[date, StreamState] | None:
    """The stream at the beginning of the last such day up to `until`, itself included."""
    kept = milestones.c
    found = (
        select(kept.day, kept.document)
        .where(kept.office == key.office, kept.issue == key.issue, kept.day <= until, kept.made_with == made_with)
        .order_by(kept.day.desc())
        .limit(1)
    )
    row = connection.execute(found).one_or_none()
    return None if row is None else (row.day, decode(StreamState, row.document))


def forget(connection: Connection, key: StreamKey, *, after: date) -> None:
    """Something that was said on that day is new or has changed."""
    kept = milestones.c
    connection.execute(delete(milestones).where(kept.office == key.office, kept.issue == key.issue, kept.day > after))


def save(connection: Connection, reached: Sequence[Milestone]) -> None:
    """Adds these, and of each stream drops those that stand too close to others."""
    rows = [
        {
            "office": each.state.key.office,
            "issue": each.state.key.issue,
            "day": each.day,
            "made_with": each.made_with,
            "document": encode(each.state),
        }
        for each in reached
    ]
    if rows:
        connection.execute(insert_or_renew(connection, milestones), rows)
    for key, made_with in sorted({(each.state.key, each.made_with) for each in reached}):
        _thin_out(connection, key, made_with)


def _thin_out(connection: Connection, key: StreamKey, made_with: str) -> None:
    """Those that were made with something else are of no more use, and must push out none that are."""
    kept = milestones.c
    of_stream = (kept.office == key.office, kept.issue == key.issue)
    connection.execute(delete(milestones).where(*of_stream, kept.made_with != made_with))
    days = list(connection.scalars(select(kept.day).where(*of_stream)))
    dropped = sorted(set(days) - kept_days(days, max(days)))
    if dropped:
        connection.execute(delete(milestones).where(*of_stream, kept.day.in_(dropped)))
