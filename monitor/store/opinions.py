"""The budget of second opinions: one row a UTC day. May import only SQLAlchemy, the tables and the types."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from monitor.store.inserts import insert_missing
from monitor.store.schema import opinion_days
from monitor.types import OpinionDay

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Connection

_day = opinion_days.c


def claim(connection: Connection, *, now: datetime, per_day: int) -> bool:
    """Counts one more where the day has one left; the row's lock keeps two processes from taking the same one."""
    connection.execute(insert_missing(connection, opinion_days), {"day": _utc_day(now)})
    left = update(opinion_days).where(_day.day == _utc_day(now), _day.asked < per_day).values(asked=_day.asked + 1)
    return connection.execute(left).rowcount == 1


def end(connection: Connection, *, claimed: datetime, trouble: str | None, now: datetime, spent: bool) -> None:
    """On the day of the claim, also where midnight has passed since."""
    this = update(opinion_days).where(_day.day == _utc_day(claimed))
    if trouble is None:
        connection.execute(this.values(answered=_day.answered + 1))
    else:
        given_back = 0 if spent else 1
        connection.execute(this.values(asked=_day.asked - given_back, trouble=trouble, trouble_at=now))


def day(connection: Connection, now: datetime) -> OpinionDay:
    """Counts of that day, trouble of any."""
    counted = connection.execute(select(_day.asked, _day.answered).where(_day.day == _utc_day(now))).one_or_none()
    last = connection.execute(
        select(_day.trouble, _day.trouble_at)
        .where(_day.trouble_at.is_not(None))
        .order_by(_day.trouble_at.desc())
        .limit(1)
    ).one_or_none()
    asked, answered = counted if counted is not None else (0, 0)
    trouble, at = last if last is not None else (None, None)
    return OpinionDay(asked=asked, answered=answered, trouble=trouble, trouble_at=at)


def _utc_day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()
