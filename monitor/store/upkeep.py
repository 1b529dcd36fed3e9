"""A copy of the database as it was at one moment, while others read and write. May import only SQLAlchemy and the store's own parts."""

from __future__ import annotations

import gzip
import json
import shutil
import tempfile
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from monitor.errors import StoreError
from monitor.store import migrate, transfer
from monitor.store.connect import open_database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitor.store.connect import Database


def backup(database: Database, target: str) -> None:
    """Into a new SQLite file, from either kind of database. Raises StoreError."""
    path = _new_file(target)
    part = _part_of(path)
    if database.url.get_backend_name() == "sqlite":
        with database.read() as connection:
            connection.exec_driver_sql("COMMIT")  # VACUUM is its own transaction
            connection.execute(text("VACUUM INTO :target"), {"target": str(part)})
        part.rename(path)
        return
    copied = open_database(f"sqlite:///{part}")
    try:
        move(database, copied)
        with copied.write() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA journal_mode=DELETE")  # one file, and no others beside it
            connection.exec_driver_sql("BEGIN")
    finally:
        copied.close()
    part.rename(path)


def restore(source: str, database: Database) -> dict[str, int]:
    """A backup into an empty database of either kind; one of an earlier version is brought up to this one. Raises StoreError."""
    path = Path(source)
    if not path.is_file():
        raise StoreError(f"there is no file {path} to restore from")
    newest = path.with_name(f"{path.name}-wal")
    if newest.is_file() and newest.stat().st_size:
        raise StoreError(
            f"{path} is no backup but a database in use or after a kill: its newest rows are in {newest.name}. "
            f"Take them along with `monitor db move sqlite:///{path}`, or `monitor db backup` it first"
        )
    # A copy of the copy, for it may have to be migrated, and a backup never changes.
    with tempfile.TemporaryDirectory(prefix="monitor-restore-") as folder, _opened(shutil.copy(path, folder)) as copied:
        with copied.write() as connection:
            migrate.upgrade(connection, place=str(path))
        return move(copied, database)


@contextmanager
def _opened(path: str) -> Iterator[Database]:
    database = open_database(f"sqlite:///{path}")
    try:
        yield database
    finally:
        database.close()


def move(source: Database, target: Database) -> dict[str, int]:
    """All rows into an empty database, whole or not at all; answers how many of each table. Raises StoreError."""
    with target.write() as writing:
        migrate.upgrade(writing, place=target.place)
        with source.read() as reading:
            transfer.freeze(reading)
            for connection in (reading, writing):
                transfer.be_patient(connection)
            migrate.check(reading, place=source.place)
            return transfer.copy(reading, writing, place=target.place)


def export(database: Database, target: str) -> dict[str, int]:
    """Every row of what other programs may read as a line of JSON, gzipped: `{"table": …, …}`. Raises StoreError."""
    path, counts = _new_file(target), {}
    part = _part_of(path)
    with database.read() as connection, gzip.open(part, "xt", encoding="utf-8") as file:
        transfer.freeze(connection)
        for table in transfer.public():
            counts[table.name] = 0
            for row in transfer.rows(connection, table):
                file.write(json.dumps({"table": table.name, **row}, ensure_ascii=False, default=_plain) + "\n")
                counts[table.name] += 1
    part.rename(path)
    return counts


def _plain(value: Any) -> str | float:
    """What JSON does not know: times, spans in seconds, and the bytes of signatures."""
    if isinstance(value, timedelta):
        return value.total_seconds()
    return value.isoformat() if isinstance(value, datetime | date) else bytes(value).hex()


def _part_of(path: Path) -> Path:
    """Where it is written until it is whole; what is left of one that was broken off goes."""
    part = path.with_name(f"{path.name}.part")
    for left in (part, *(part.with_name(f"{part.name}-{beside}") for beside in ("journal", "wal", "shm"))):
        left.unlink(missing_ok=True)
    return part


def _new_file(target: str) -> Path:
    path = Path(target)
    if path.exists():
        raise StoreError(f"{path} exists already; name a new file")
    if not path.parent.is_dir():
        raise StoreError(f"there is no folder {path.parent} to put it in")
    return path
