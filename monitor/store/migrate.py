"""Brings the schema to the newest migration, and tells whether it is there. The only file that drives Alembic."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from monitor.errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy import Connection

_FOLDER = Path(__file__).parent / "migrations"
_LOCK = 5_208_315_724
"""Any number that no other program on the server uses for its advisory lock."""


def upgrade(connection: Connection, *, place: str) -> None:
    """To the newest revision, in the transaction of `connection`. Raises StoreError where the database is newer than this program."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
    _refuse_newer(_revision(connection), place=place)
    if _revision(connection) != _newest():
        command.upgrade(_config(connection), "head")


def downgrade(connection: Connection, revision: str) -> None:
    """Back to `revision`; "base" is an empty database."""
    command.downgrade(_config(connection), revision)


def check(connection: Connection, *, place: str) -> None:
    """Reads one row. Raises StoreError where the schema is not the one this program was written for."""
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    _refuse_newer(found, place=place)
    if found != _newest():
        raise StoreError(f"{place}: its tables are missing or old; run `monitor db upgrade`")


def _refuse_newer(revision: str | None, *, place: str) -> None:
    if revision is not None and revision not in _known():
        raise StoreError(
            f"{place} was made by a newer version of this program (schema {revision}); "
            "install that version, or restore the backup made before it"
        )


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


@cache
def _known() -> frozenset[str]:
    return frozenset(script.revision for script in ScriptDirectory(str(_FOLDER)).walk_revisions())


@cache
def _newest() -> str | None:
    return ScriptDirectory(str(_FOLDER)).get_current_head()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
