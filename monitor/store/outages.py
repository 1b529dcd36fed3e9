"""What an outage held up is told in one message, not in a flood. May import only SQLAlchemy, the tables and the types."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import or_, select, update

from monitor.store import outbox
from monitor.store.codec import decode, encode
from monitor.store.schema import alerts, deliveries
from monitor.store.stories import story_of
from monitor.types import CatchUp

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

KEY = "catch-up:"
_CERTAIN = (deliveries.c.state == outbox.PENDING, deliveries.c.started_at.is_(None))


class _Waiting(NamedTuple):
    """A first message that waits, and certainly did not arrive."""

    id: int
    ref: str
    raised_at: datetime
    error: str | None


def is_due(connection: Connection, *, now: datetime, since: datetime, at_least: int, wakes: int) -> bool:
    """Whether `sum_up` would change anything."""
    waiting = _waiting(connection, now, wakes)
    return bool(waiting) and (_summary(connection, now) is not None or _is_outage(connection, waiting, since, at_least))


def sum_up(connection: Connection, *, now: datetime, since: datetime, at_least: int, wakes: int) -> int:
    """Where nothing has left since then and so many alerts wait, they become one message; answers how many.

    While that message waits too, later alerts are added to it. What is less severe than `wakes` waits for the morning.
    """
    if not is_due(connection, now=now, since=since, at_least=at_least, wakes=wakes):
        return 0
    waiting, summary = _waiting(connection, now, wakes), _summary(connection, now)
    refs = tuple(row.ref for row in waiting)
    if summary is None:
        key, begun = f"{KEY}{refs[0]}", min(row.raised_at for row in waiting)
        document = encode(CatchUp(alerts=refs, since=begun))
        outbox.add(connection, key=key, kind="notice", ref="", due=now, document=document)
    else:
        key, known = summary[0], decode(CatchUp, summary[1])
        more = encode(replace(known, alerts=(*known.alerts, *refs)))
        connection.execute(update(deliveries).where(deliveries.c.key == key).values(document=more))
    summed = {"state": outbox.SUMMED, "error": None, "document": key}
    connection.execute(update(deliveries).where(deliveries.c.id.in_([row.id for row in waiting])).values(summed))
    return len(waiting)


def _waiting(connection: Connection, now: datetime, wakes: int) -> list[_Waiting]:
    """Oldest first; without those of a summary that was refused, and those that quiet hours hold up or would."""
    columns = (deliveries.c.id, deliveries.c.ref, alerts.c.raised_at, deliveries.c.error)
    joined = deliveries.join(alerts, alerts.c.id == deliveries.c.ref)
    these = (deliveries.c.kind == "alert", deliveries.c.document.is_(None), _held_up(now), *_CERTAIN)
    found = select(*columns).select_from(joined).where(*these).order_by(deliveries.c.id)
    waiting = [_Waiting(*row) for row in connection.execute(found)]
    return [row for row in waiting if wakes <= 0 or _severity(connection, row.ref) >= wakes]


def _held_up(now: datetime) -> ColumnElement[bool]:
    """By an outage, not by quiet hours, which leave no error."""
    return or_(deliveries.c.error.is_not(None), deliveries.c.next_attempt <= now)


def _severity(connection: Connection, alert_id: str) -> int:
    story = story_of(connection, alert_id)
    return 0 if story is None else story.weightiest.severity


def _summary(connection: Connection, now: datetime) -> tuple[str, str] | None:
    """One that waits for the morning takes none: what wakes people would wait with it."""
    of = (deliveries.c.kind == "notice", deliveries.c.key.startswith(KEY), _held_up(now), *_CERTAIN)
    row = connection.execute(select(deliveries.c.key, deliveries.c.document).where(*of).limit(1)).one_or_none()
    return None if row is None else (row.key, row.document)


def _is_outage(connection: Connection, waiting: list[_Waiting], since: datetime, at_least: int) -> bool:
    """Nothing has left since then, and something that was tried in vain waits for as long."""
    last = outbox.last_told(connection)
    in_vain = any(row.error and row.raised_at <= since for row in waiting)
    return len(waiting) >= at_least and in_vain and (last is None or last < since)
