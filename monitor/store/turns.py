"""Whose turn it is at a host, where several processes ask. May import only SQLAlchemy, the tables and the ports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import case, delete, select, update

from monitor.ports import Turn
from monitor.store.inserts import insert_missing, insert_or_renew
from monitor.store.schema import host_turns, hosts

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from sqlalchemy import Connection


def take(
    connection: Connection, host: str, *, holder: str, now: datetime, spacing: timedelta, most: int, lease: timedelta
) -> Turn:
    """A turn for `holder`, or when to ask for one again. One that is not given back ends with its lease."""
    connection.execute(insert_missing(connection, hosts), {"host": host, "free_at": now})
    # The host's row is the lock, so that two processes never count the same places.
    free_at = connection.scalars(select(hosts.c.free_at).where(hosts.c.host == host).with_for_update()).one()
    taken = select(host_turns.c.place, host_turns.c.until).where(host_turns.c.host == host, host_turns.c.until > now)
    held = {row.place: row.until for row in connection.execute(taken)}
    place = next((place for place in range(most) if place not in held), None)
    if free_at > now or place is None:
        return Turn(taken=False, again=max([free_at] if place is not None else [free_at, min(held.values())]))
    row = {"host": host, "place": place, "holder": holder, "until": now + lease}
    connection.execute(insert_or_renew(connection, host_turns), row)
    connection.execute(update(hosts).where(hosts.c.host == host).values(free_at=now + spacing))
    return Turn(taken=True, again=now)


def give(connection: Connection, host: str, *, holder: str) -> None:
    connection.execute(delete(host_turns).where(host_turns.c.host == host, host_turns.c.holder == holder))


def rest(connection: Connection, host: str, *, until: datetime) -> None:
    """Nobody asks the host before `until`."""
    connection.execute(insert_missing(connection, hosts), {"host": host, "free_at": until})
    later = case((hosts.c.free_at < until, until), else_=hosts.c.free_at)
    connection.execute(update(hosts).where(hosts.c.host == host).values(free_at=later))
