"""Who works on what, where several processes do. May import only SQLAlchemy, the tables and the type."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, or_, select, update

from monitor.errors import StoreError
from monitor.store.inserts import insert_or_change
from monitor.store.schema import claims
from monitor.types import Lead

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Select

LEAD, CLOCK = "lead", "clock"
"""Whoever holds this claim weighs, delivers and makes the digest."""
NOBODY = ""
FAR_AHEAD = timedelta(hours=1)
"""No lease is so long: what is claimed until later than that was claimed while the database's clock was wrong."""


def take(
    connection: Connection, kind: str, pieces: Iterable[str], *, holder: str, now: datetime, until: datetime
) -> list[str]:
    """Those that nobody else holds now; they are the holder's until then."""
    # In one order always, so that two processes never wait for each other's rows.
    rows = [{"kind": kind, "piece": piece, "holder": holder, "until": until} for piece in sorted(set(pieces))]
    if not rows:
        return []
    free = or_(~holds(now), claims.c.holder == holder)
    changes = {"holder": holder, "until": until, "tries": claims.c.tries + 1}
    taken = insert_or_change(connection, claims, changes=changes, where=free).values(rows)
    return list(connection.scalars(taken.returning(claims.c.piece)))


def held_by_others(kind: str, piece: ColumnElement[str], *, holder: str, now: datetime) -> Select[tuple[str]]:
    """The claim of another process on the piece that is looked at, where it holds."""
    return select(claims.c.piece).where(
        claims.c.kind == kind, claims.c.piece == piece, claims.c.holder != holder, holds(now)
    )


def holds(now: datetime) -> ColumnElement[bool]:
    """Whether a claim is good at that time: it has not ended, and was not made while the database's clock was far ahead,
    by a process that may have died since."""
    return and_(claims.c.until > now, claims.c.until < now + FAR_AHEAD)


def renew(connection: Connection, *, holder: str, until: datetime) -> None:
    """All that the holder has in hand; what is being saved at this moment is as good as done."""
    mine = select(claims.c.kind, claims.c.piece).where(claims.c.holder == holder, claims.c.kind != LEAD)
    free = mine.order_by(claims.c.kind, claims.c.piece).with_for_update(skip_locked=True)
    for kind, piece in connection.execute(free).all():
        connection.execute(update(claims).where(claims.c.kind == kind, claims.c.piece == piece).values(until=until))


def let_go(connection: Connection, kind: str, *, holder: str, now: datetime) -> None:
    """What the holder did not finish is nobody's and can be had at once; it still counts as tried."""
    mine = (claims.c.kind == kind, claims.c.holder == holder)
    connection.execute(update(claims).where(*mine).values(holder=NOBODY, until=now))


def give_back(connection: Connection, kind: str, pieces: Iterable[str], *, holder: str) -> None:
    connection.execute(
        delete(claims).where(claims.c.kind == kind, claims.c.piece.in_(sorted(pieces)), claims.c.holder == holder)
    )


def give_back_all(connection: Connection, *, holder: str) -> None:
    connection.execute(delete(claims).where(claims.c.holder == holder))


def leader(connection: Connection, now: datetime) -> str | None:
    found = lead(connection, now)
    return None if found is None else found.holder


def lead(connection: Connection, now: datetime) -> Lead | None:
    held = select(claims.c.holder, claims.c.until).where(claims.c.kind == LEAD, claims.c.piece == CLOCK, holds(now))
    row = connection.execute(held).one_or_none()
    return None if row is None else Lead(holder=row.holder, until=row.until, now=now)


def refuse_unless_leading(connection: Connection, holder: str) -> None:
    """Keeps the lead where it is until the transaction ends. Raises StoreError where it went to another process."""
    mine = select(claims.c.piece).where(claims.c.kind == LEAD, claims.c.piece == CLOCK, claims.c.holder == holder)
    if connection.scalar(mine.with_for_update(read=True)) is None:
        raise StoreError("another process leads now; what this one had in hand is left to it")
