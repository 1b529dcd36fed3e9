"""Copies for further targets: outbox rows made from outbox rows. May import only SQLAlchemy, the tables and the types.

A target begins with what is new when it is first met (`since`); whatever of the last thousand rows has no copy yet gets one, also
where a row with a lower number was committed later than one with a higher.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, func, literal, or_, select

from monitor.store import outbox
from monitor.store.inserts import insert_missing
from monitor.store.schema import deliveries, forwards

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

SEPARATOR = "|"
LOOKED_AT = 1_000


def behind(connection: Connection, targets: Sequence[str]) -> bool:
    """Whether `copy` would change anything."""
    known = _known(connection)
    return any(target not in known or _missing(connection, target, known[target]) for target in targets)


def copy(connection: Connection, targets: Sequence[str], *, now: datetime) -> None:
    """For each target a row for each alert and digest that it has no copy of, in the order of the originals."""
    known = _known(connection)
    for target in targets:
        if target not in known:
            connection.execute(insert_missing(connection, forwards), {"target": target, "since": _newest(connection)})
            continue
        for key in _missing(connection, target, known[target]):
            outbox.add(connection, key=f"{target}{SEPARATOR}{key}", kind="copy", ref=key, due=now)


def _known(connection: Connection) -> dict[str, int]:
    return {row.target: row.since for row in connection.execute(select(forwards))}


def _newest(connection: Connection) -> int:
    return connection.scalar(select(func.max(deliveries.c.id))) or 0


def _missing(connection: Connection, target: str, since: int) -> list[str]:
    """Alerts, also those told in a thread, and digests."""
    copies, prefix = deliveries.alias("copies"), literal(f"{target}{SEPARATOR}")
    told = or_(
        deliveries.c.kind.in_(("alert", "digest")),
        and_(deliveries.c.kind == "reply", deliveries.c.key.startswith("alert:")),
    )
    has_one = exists(select(copies.c.id).where(copies.c.key == prefix + deliveries.c.key))
    after = max(since, _newest(connection) - LOOKED_AT)
    found = select(deliveries.c.key).where(told, deliveries.c.id > after, ~has_one).order_by(deliveries.c.id)
    return list(connection.scalars(found))
