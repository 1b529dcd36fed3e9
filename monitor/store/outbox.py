"""Messages that must go out once. May import only SQLAlchemy, the table and the types.

While a row is `sending`, `next_attempt` is when it may be given out again: its lease, or the time set for looking it up.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import RowMapping, and_, case, exists, func, or_, select, update

from monitor.store.codec import decode
from monitor.store.inserts import insert_missing
from monitor.store.schema import deliveries
from monitor.types import CatchUp, Delivery, Development, Remark, Sent

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, ScalarSelect, Update

PENDING, SENDING, SENT, REFUSED = "pending", "sending", "sent", "refused"
SUMMED = "summed"
"""It is told in a summary with others, after an outage."""
TOLD = ("alert", "digest", "notice", "reply")
"""What is told in words in the chat; edits, pictures and copies for others are beside it."""
BESIDE = ("copy", "picture")
"""What may fail for days: no words wait for it."""
_WAS_TOLD = (deliveries.c.state == SENT, deliveries.c.kind.in_(TOLD))
_TOLD_BY: dict[str, type[Development | Remark | CatchUp]] = {
    "news": Development,
    "remark": Remark,
    "health": Remark,
    "catch-up": CatchUp,
}
"""What the document of a row is, by the first word of its key."""
_TICK = timedelta(microseconds=1)
"""A lease has ended when more than its length has passed; times here have microseconds."""


def add(
    connection: Connection,
    *,
    key: str,
    kind: str,
    ref: str,
    due: datetime,
    story: str | None = None,
    document: str | None = None,
) -> None:
    """One row a key, ever."""
    row = {"key": key, "kind": kind, "ref": ref, "state": PENDING, "attempts": 0, "next_attempt": due}
    connection.execute(insert_missing(connection, deliveries), {**row, "story": story, "document": document})


def claim(connection: Connection, *, now: datetime, lease: timedelta) -> Delivery | None:
    """SKIP LOCKED (PostgreSQL) and BEGIN IMMEDIATE (SQLite) keep two processes from taking the same row."""
    # A message that may have arrived goes first: it is looked for in the channel's history, and the sooner the less there is to read.
    # Copies and pictures come after all words. Each state by itself, so that the index gives its first row at once.
    kind = deliveries.c.kind
    first = _longest_due(connection, SENDING, now, kind.in_(TOLD))
    first = first or _longest_due(connection, PENDING, now, kind.not_in(BESIDE))
    found = [first] if first else [row for state in (PENDING, SENDING) if (row := _longest_due(connection, state, now))]
    if not found:
        return None
    delivery_id = min(found)[1]
    claimed = (
        update(deliveries)
        .where(deliveries.c.id == delivery_id)
        .values(
            state=SENDING,
            attempts=deliveries.c.attempts + 1,
            started_at=case((deliveries.c.state == SENDING, deliveries.c.started_at), else_=now),
            next_attempt=now + lease + _TICK,
        )
        .returning(deliveries)
    )
    return _delivery(connection.execute(claimed).mappings().one())


def _longest_due(
    connection: Connection, state: str, now: datetime, *which: ColumnElement[bool]
) -> tuple[datetime, int] | None:
    waiting = (
        select(deliveries.c.next_attempt, deliveries.c.id)
        .where(deliveries.c.state == state, deliveries.c.next_attempt <= now, ~_waits_for_another(), *which)
        .order_by(deliveries.c.next_attempt, deliveries.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = connection.execute(waiting).one_or_none()
    return None if row is None else (row.next_attempt, row.id)


def _waits_for_another() -> ColumnElement[bool]:
    """A thread has an order: nothing of it leaves before what comes first in it has arrived or was refused."""
    earlier = deliveries.alias("earlier")
    return exists(
        select(earlier.c.id).where(
            earlier.c.story == deliveries.c.story,
            earlier.c.id < deliveries.c.id,
            earlier.c.kind != "edit",
            or_(earlier.c.state.in_((PENDING, SENDING)), and_(earlier.c.state == SUMMED, earlier.c.sent_ts.is_(None))),
        )
    )


def wake(connection: Connection, *, now: datetime) -> None:
    """What waits for its next try is due; what may be under way is left alone."""
    waits = (deliveries.c.state == PENDING, deliveries.c.next_attempt > now)
    connection.execute(update(deliveries).where(*waits).values(next_attempt=now))


def mark_sent(connection: Connection, delivery_id: int, sent: Sent, *, now: datetime, pictures: bool = False) -> None:
    values = {"state": SENT, "sent_channel": sent.channel, "sent_ts": sent.ts, "error": None, "ended_at": now}
    # An edit that was asked for again while it was made is made again.
    current = or_(deliveries.c.kind != "edit", deliveries.c.state == SENDING)
    connection.execute(update(deliveries).where(deliveries.c.id == delivery_id, current).values(values))
    of = (deliveries.c.state == SUMMED, deliveries.c.document == _key_of(delivery_id))
    connection.execute(update(deliveries).where(*of).values({**values, "state": SUMMED}))
    if pictures:
        _add_pictures(connection, delivery_id, now=now)


def _add_pictures(connection: Connection, delivery_id: int, *, now: datetime) -> None:
    """Of no story, so that nothing waits for them: a picture that cannot go out holds no words up."""
    this = (deliveries.c.id == delivery_id, deliveries.c.kind.in_(("alert", "digest")))
    key = connection.scalar(select(deliveries.c.key).where(*this))
    if key is not None:
        add(connection, key=f"picture:{key}", kind="picture", ref=key, due=now)


def place_of(connection: Connection, key: str) -> Sent | None:
    """Where the message with that key is."""
    this = (deliveries.c.key == key, deliveries.c.state == SENT, deliveries.c.sent_ts.is_not(None))
    row = connection.execute(select(deliveries.c.sent_channel, deliveries.c.sent_ts).where(*this)).one_or_none()
    return None if row is None else Sent(channel=row.sent_channel, ts=row.sent_ts)


def _key_of(delivery_id: int) -> ScalarSelect[str]:
    own = deliveries.alias("own")
    return select(own.c.key).where(own.c.id == delivery_id).scalar_subquery()


def postpone(connection: Connection, delivery_id: int, *, until: datetime) -> None:
    """It was not tried: people are not to be disturbed now. What failed before is over: it waits for no connection."""
    waits = {"state": PENDING, "started_at": None, "next_attempt": until, "error": None}
    connection.execute(_in_progress(delivery_id).values(**waits, attempts=deliveries.c.attempts - 1))


def mark_failed(connection: Connection, delivery_id: int, error: str, *, retry_at: datetime, sure: bool) -> None:
    values: dict[str, Any] = {"error": error, "next_attempt": retry_at}
    if sure:
        values |= {"state": PENDING, "started_at": None}
    connection.execute(_in_progress(delivery_id).values(values))


def mark_refused(connection: Connection, delivery_id: int, error: str, *, now: datetime) -> None:
    """What was to be told in the message that is refused is told by itself; it keeps that message's key, and is not summed up again."""
    refused = _in_progress(delivery_id).values(state=REFUSED, error=error, ended_at=now)
    if connection.execute(refused).rowcount:
        of = (deliveries.c.state == SUMMED, deliveries.c.document == _key_of(delivery_id))
        by_itself = {"state": PENDING, "attempts": 0, "next_attempt": now}
        connection.execute(update(deliveries).where(*of).values(by_itself))


def _in_progress(delivery_id: int) -> Update:
    """What another process has meanwhile found to be sent stays sent."""
    return update(deliveries).where(deliveries.c.id == delivery_id, deliveries.c.state == SENDING)


def last_told(connection: Connection) -> datetime | None:
    """When words last reached the chat; what goes to others meanwhile says nothing of that."""
    last: datetime | None = connection.scalar(select(func.max(deliveries.c.ended_at)).where(*_WAS_TOLD))
    return last


def last_sent(connection: Connection) -> Delivery | None:
    order = (deliveries.c.ended_at.desc(), deliveries.c.id.desc())
    found = select(deliveries).where(*_WAS_TOLD).order_by(*order).limit(1)
    row = connection.execute(found).mappings().one_or_none()
    return None if row is None else _delivery(row)


def troubled(connection: Connection, *, limit: int) -> list[Delivery]:
    """Those that did not go out when they were last tried, oldest first, pictures last."""
    last = case((deliveries.c.kind == "picture", 1), else_=0)
    found = (
        select(deliveries)
        .where(deliveries.c.state != SENT, deliveries.c.error.is_not(None))
        .order_by(last, deliveries.c.id)
        .limit(limit)
    )
    return [_delivery(row) for row in connection.execute(found).mappings()]


def _delivery(row: RowMapping) -> Delivery:
    values = dict(row)
    channel, ts = values.pop("sent_channel"), values.pop("sent_ts")
    told_by = _TOLD_BY.get(values["key"].split(":")[0])
    document = values.pop("document")
    del values["ended_at"]
    return Delivery(
        **values,
        sent=None if channel is None else Sent(channel=channel, ts=ts),
        news=decode(told_by, document) if document and told_by else None,
    )
