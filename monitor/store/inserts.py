"""INSERT … ON CONFLICT, which both databases have and SQLAlchemy spells once for each. May import only SQLAlchemy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement, Connection, Table

Insert = postgresql.Insert | sqlite.Insert


def insert_missing(connection: Connection, table: Table) -> Insert:
    """Leaves alone what is already there, whichever unique key says so."""
    return _insert(connection, table).on_conflict_do_nothing()


def insert_or_renew(connection: Connection, table: Table, *, keep: tuple[str, ...] = ()) -> Insert:
    """Writes over the row with the same primary key, except for the columns in `keep`."""
    statement = _insert(connection, table)
    keys = [column.name for column in table.primary_key]
    renewed = {c.name: statement.excluded[c.name] for c in table.c if c.name not in keys and c.name not in keep}
    return statement.on_conflict_do_update(index_elements=keys, set_=renewed)


def insert_or_change(
    connection: Connection, table: Table, *, changes: Mapping[str, Any], where: ColumnElement[bool]
) -> Insert:
    """Makes these changes to the row with the same primary key, if it is one `where` allows."""
    keys = [column.name for column in table.primary_key]
    return _insert(connection, table).on_conflict_do_update(index_elements=keys, set_=changes, where=where)


def _insert(connection: Connection, table: Table) -> Insert:
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
