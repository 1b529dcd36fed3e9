"""One story, one thread: the outbox rows that follow a first message. May import only SQLAlchemy, the tables and the types.

A first message that has not left yet needs none: it is made of the alert as it stands when it leaves.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from monitor.store import outbox
from monitor.store.codec import decode, encode
from monitor.store.inserts import insert_missing
from monitor.store.schema import alerts, deliveries, verdicts
from monitor.types import Alert, Development, Remark, Sent, Story, Verdict

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, RowMapping

GATHER = timedelta(minutes=2)
"""How long further evidence is gathered before people are told: ten copies of one wire are one message."""


def tell_new(connection: Connection, alert: Alert, *, now: datetime) -> None:
    """A new alert: into the thread of the story that it goes on from where that is in the chat, else as its own message."""
    story = _told_story(connection, alert)
    if story is not None:
        _add_reply(connection, f"alert:{alert.id}", alert.id, story=story, due=now)
        edit_soon(connection, story, due=now)
        _ask_again(connection, story, now=now)
    elif alert.channel == "chat":
        outbox.add(connection, key=f"alert:{alert.id}", kind="alert", ref=alert.id, due=now, story=alert.id)


def tell_renewed(connection: Connection, before: Alert, after: Alert, *, now: datetime) -> None:
    """What people were told of has changed: new words are a message in the thread, counts only change the first message."""
    first = _first_row(connection, before.story or before.id)
    if first is None or before == after:
        return
    _ask_again(connection, first["story"], now=now)
    if _never_left(first):
        return
    edit_soon(connection, first["story"], due=now + GATHER)
    change = development(before, after)
    if change.evidence or change.was_headline or before.status != after.status:
        _tell_change(connection, change, story=first["story"], now=now)


def add_remark(connection: Connection, alert_id: str, remark: Remark, *, name: str, due: datetime) -> None:
    """Lines for the thread of the alert's story, once for each name; nothing where that is not in the chat."""
    of = connection.execute(select(alerts.c.id, alerts.c.story).where(alerts.c.id == alert_id)).one_or_none()
    first = None if of is None else _first_row(connection, of.story or of.id)
    if first is not None and first["state"] != outbox.REFUSED:
        _add_reply(connection, f"remark:{name}", alert_id, story=first["story"], due=due, document=encode(remark))


def development(before: Alert, after: Alert) -> Development:
    known = {(place.article, place.start, place.end) for place in before.evidence}
    return Development(
        alert_id=before.id,
        was_status=before.status,
        was_confidence=before.confidence,
        was_severity=before.severity,
        was_sources=before.independent_sources,
        was_copies=before.copies,
        evidence=tuple(place for place in after.evidence if (place.article, place.start, place.end) not in known),
        was_headline=before.headline if before.after.level != after.after.level else "",
    )


def edit_soon(connection: Connection, story: str, *, due: datetime) -> None:
    """The first message of the story is to be brought up to date; also where that was done before, or is being done."""
    first = _first_row(connection, story)
    if first is None or first["state"] == outbox.REFUSED:
        return
    key = f"edit:{story}"
    again = update(deliveries).where(deliveries.c.key == key, deliveries.c.state != outbox.PENDING)
    row = {"key": key, "kind": "edit", "ref": story, "story": story, "state": outbox.PENDING, "attempts": 0}
    if connection.execute(insert_missing(connection, deliveries), {**row, "next_attempt": due}).rowcount < 1:
        anew = {"state": outbox.PENDING, "attempts": 0, "next_attempt": due, "started_at": None, "error": None}
        connection.execute(again.values(anew))


def story_of(connection: Connection, alert_id: str) -> Story | None:
    """The story that the alert begins or belongs to."""
    found = connection.scalar(select(alerts.c.document).where(alerts.c.id == alert_id))
    if found is None:
        return None
    alert = decode(Alert, found)
    if alert.story is not None:
        return story_of(connection, alert.story)
    order = (alerts.c.raised_at, alerts.c.id)
    later = connection.scalars(select(alerts.c.document).where(alerts.c.story == alert_id).order_by(*order))
    told = tuple(decode(Alert, document) for document in later)
    row = _first_row(connection, alert_id)
    return Story(
        first=alert,
        later=told,
        verdicts=tuple(_verdicts(connection, [alert_id, *(other.id for other in told)])),
        sent=_place(row),
        summed=row is not None and row["state"] == outbox.SUMMED,
    )


def _told_story(connection: Connection, alert: Alert) -> str | None:
    """The story's id where its first message goes to the chat and was not refused there."""
    row = None if alert.story is None else _first_row(connection, alert.story)
    return None if row is None or row["state"] == outbox.REFUSED else alert.story


def _first_row(connection: Connection, story: str) -> RowMapping | None:
    found = select(deliveries).where(deliveries.c.key == f"alert:{story}")
    return connection.execute(found).mappings().one_or_none()


def _never_left(row: RowMapping) -> bool:
    return row["state"] == outbox.PENDING and row["started_at"] is None


def _ask_again(connection: Connection, story: str, *, now: datetime) -> None:
    """What tells the story, by itself or with others, and waits for quiet hours to end may be what wakes by now.

    What failed keeps its own time.
    """
    first = f"alert:{story}"
    told_in = connection.scalar(select(deliveries.c.document).where(deliveries.c.key == first))
    waits = (deliveries.c.state == outbox.PENDING, deliveries.c.error.is_(None), deliveries.c.next_attempt > now)
    these = update(deliveries).where(deliveries.c.key.in_((first, told_in or first)), *waits)
    connection.execute(these.values(next_attempt=now))


def _place(row: RowMapping | None) -> Sent | None:
    return None if row is None or row["sent_ts"] is None else Sent(channel=row["sent_channel"], ts=row["sent_ts"])


def _verdicts(connection: Connection, ids: list[str]) -> list[Verdict]:
    names = ("alert_id", "word", "by", "at", "note", "user", "ref")
    columns = [verdicts.c[name] for name in names]
    found = select(*columns).where(verdicts.c.alert_id.in_(ids)).order_by(verdicts.c.at, verdicts.c.id)
    return [Verdict(**row) for row in connection.execute(found).mappings()]


def _tell_change(connection: Connection, change: Development, *, story: str, now: datetime) -> None:
    """Added to the message that waits already, so that an hour of outage ends in one message, not in ten."""
    waits = (
        deliveries.c.story == story,
        deliveries.c.ref == change.alert_id,
        deliveries.c.kind == "reply",
        deliveries.c.state == outbox.PENDING,
        deliveries.c.started_at.is_(None),
        deliveries.c.key.startswith("news:"),
    )
    found = select(deliveries.c.id, deliveries.c.document).where(*waits).order_by(deliveries.c.id.desc()).limit(1)
    row = connection.execute(found.with_for_update()).one_or_none()
    if row is None:
        number = len(connection.execute(select(deliveries.c.id).where(deliveries.c.story == story)).all())
        key = f"news:{change.alert_id}:{number}"
        _add_reply(connection, key, change.alert_id, story=story, due=now + GATHER, document=encode(change))
        return
    told = decode(Development, row.document)
    more = replace(
        told, evidence=(*told.evidence, *change.evidence), was_headline=told.was_headline or change.was_headline
    )
    connection.execute(update(deliveries).where(deliveries.c.id == row.id).values(document=encode(more)))


def _add_reply(
    connection: Connection, key: str, ref: str, *, story: str, due: datetime, document: str | None = None
) -> None:
    outbox.add(connection, key=key, kind="reply", ref=ref, due=due, story=story, document=document)
