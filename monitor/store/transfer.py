"""All rows from one database into another, of whichever kind, or into a file for other programs. May import only SQLAlchemy and the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, func, insert, select, text

from monitor.errors import StoreError
from monitor.store.schema import articles, claims, drafts, members, metadata, sessions, subscriptions, users

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection, Table

AT_ONCE = 500
OF_PROCESSES = (claims, members, drafts)
"""What only processes that are at work say to each other."""


def tables() -> list[Table]:
    """What is kept, each after what it refers to. Logins are not: an old copy would bring back those that were ended since."""
    return [table for table in metadata.sorted_tables if table not in (*OF_PROCESSES, sessions)]


def public() -> list[Table]:
    """What other programs may read: no passwords, though they are hashed, and nothing that hubs are known by."""
    return [table for table in tables() if table not in (users, subscriptions)]


def freeze(connection: Connection) -> None:
    """Everything that is read in this transaction is as it was at one moment, whatever others write meanwhile."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))


def be_patient(connection: Connection) -> None:
    """This transaction may be idle for as long as it takes the other database to sort millions of rows."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))


def rows(connection: Connection, table: Table) -> Iterator[Mapping[str, Any]]:
    """By key, read piece by piece; articles as they came in, for the search of SQLite numbers them as they are written."""
    order = (articles.c.seen, articles.c.id) if table is articles else tuple(table.primary_key)
    found = select(table).order_by(*order).execution_options(yield_per=AT_ONCE)
    for row in connection.execute(found).mappings():
        yield {str(name): value for name, value in row.items()}


def copy(source: Connection, target: Connection, *, place: str) -> dict[str, int]:
    """Every row; answers how many of each table. Raises StoreError where the target holds anything."""
    taken = [table.name for table in tables() if target.scalar(select(func.count()).select_from(table))]
    if taken:
        raise StoreError(f"{place} is not empty ({', '.join(taken)}); name a new database, so that nothing is mixed")
    return {table.name: _copy_table(source, target, table) for table in tables()}


def _copy_table(source: Connection, target: Connection, table: Table) -> int:
    number, batch = 0, []
    for row in rows(source, table):
        batch.append(dict(row))
        if len(batch) == AT_ONCE:
            target.execute(insert(table), batch)
            number, batch = number + len(batch), []
    if batch:
        target.execute(insert(table), batch)
    _count_on(target, table)
    return number + len(batch)


def _count_on(target: Connection, table: Table) -> None:
    """The next number that PostgreSQL gives goes on after those that came along."""
    keys = list(table.primary_key)
    if target.dialect.name != "postgresql" or len(keys) != 1 or not isinstance(keys[0].type, Integer):
        return
    highest = target.scalar(select(func.max(keys[0])))
    if highest is not None:
        target.execute(select(func.setval(func.pg_get_serial_sequence(table.name, keys[0].name), highest)))
