"""The log of what people decided: written in the transaction of what was decided, and never changed. May import only SQLAlchemy, the tables and the types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from monitor.store.schema import decisions
from monitor.types import Decision, Part

if TYPE_CHECKING:
    from sqlalchemy import Connection

_NAMES = ("at", "by", "action", "about", "detail")


def note(connection: Connection, decision: Decision) -> None:
    connection.execute(insert(decisions), {name: getattr(decision, name) for name in _NAMES})


def newest_first(connection: Connection, *, offset: int, limit: int) -> Part[Decision]:
    columns = [decisions.c[name] for name in _NAMES]
    order = (decisions.c.at.desc(), decisions.c.id.desc())
    rows = connection.execute(select(*columns).order_by(*order).offset(offset).limit(limit)).mappings()
    total = connection.scalar(select(func.count()).select_from(decisions)) or 0
    return Part(items=tuple(Decision(**row) for row in rows), total=total)
