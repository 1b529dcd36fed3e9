"""Which processes are at work. May import only SQLAlchemy, the table and the type."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from monitor.store.inserts import insert_or_renew
from monitor.store.schema import members
from monitor.types import Member

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

REMEMBERED = timedelta(days=1)
"""A process that ended without a word is shown for so long."""


def note(connection: Connection, member: Member) -> None:
    row = {column.name: getattr(member, column.name) for column in members.c}
    connection.execute(insert_or_renew(connection, members), row)
    connection.execute(delete(members).where(members.c.at < member.at - REMEMBERED))


def forget(connection: Connection, name: str) -> None:
    connection.execute(delete(members).where(members.c.name == name))


def every(connection: Connection) -> list[Member]:
    """By name."""
    return [Member(**row) for row in connection.execute(select(members).order_by(members.c.name)).mappings()]


def one(connection: Connection, name: str, *, since: datetime) -> Member | None:
    """If it has been heard of since."""
    row = connection.execute(select(members).where(members.c.name == name, members.c.at >= since)).mappings().first()
    return None if row is None else Member(**row)
