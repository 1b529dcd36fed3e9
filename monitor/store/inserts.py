"""INSERT … ON CONFLICT, which both databases have and SQLAlchemy spells once for each. May import only SQLAlchemy."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement, Connection, Table

Insert = postgresql.Insert | sqlite.Insert


def insert_missing(connection: Connection, table: Table) -> Insert:
    """Leaves alone what is already there, whichever unique key says so."""
    return _missing(connection.dialect.name, table)


def insert_or_renew(connection: Connection, table: Table, *, keep: tuple[str, ...] = ()) -> Insert:
    """Writes over the row with the same primary key, except for the columns in `keep`."""
    return _renewing(connection.dialect.name, table, keep)


def insert_or_change(
    connection: Connection, table: Table, *, changes: Mapping[str, Any], where: ColumnElement[bool]
) -> Insert:
    """Makes these changes to the row with the same primary key, if it is one `where` allows."""
    keys = [column.name for column in table.primary_key]
    statement = _insert(connection.dialect.name, table)
    return statement.on_conflict_do_update(index_elements=keys, set_=changes, where=where)


# Statements never change once they are made, and making one takes longer than a row does.
@cache
def _missing(dialect: str, table: Table) -> Insert:
    return _insert(dialect, table).on_conflict_do_nothing()


@cache
def _renewing(dialect: str, table: Table, keep: tuple[str, ...]) -> Insert:
    statement = _insert(dialect, table)
    keys = [column.name for column in table.primary_key]
    renewed = {c.name: statement.excluded[c.name] for c in table.c if c.name not in keys and c.name not in keep}
    return statement.on_conflict_do_update(index_elements=keys, set_=renewed)


def _insert(dialect: str, table: Table) -> Insert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
