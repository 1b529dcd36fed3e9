"""What the databases' errors mean and what to do about them. The one place that turns them into StoreError.

May import only SQLAlchemy and our errors. Nothing here repeats a statement, its values or a password.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from monitor.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL

_LOCKED = "it stayed locked by another process for 30 s; end the other one (a backup tool, an open shell), then repeat"
_READ_ONLY = "it is read-only; give this user the right to write the file and its folder"
_FULL = "its disk is full; free some space: nothing was lost, the work is repeated from the last saved step"
_NO_TABLES = "its tables are missing or old; run `monitor db upgrade`"
_NOT_A_DATABASE = (
    "this file is not a SQLite database, or it is damaged; name another one in DATABASE_URL or restore a backup"
)
_OUT_OF_REACH = (
    "it is out of reach; check that the server runs and that DATABASE_URL names the right host, port and database"
)
_LOG_IN = "it refused the log-in; check user, password and database name in DATABASE_URL"
_BUSY = "all connections were in use for 30 s; fewer processes or a larger max_connections will help"
_DISK = (
    "the disk failed while reading or writing; check the disk and its free space, then restore a backup if this stays"
)
_CONFLICT = "two writers collided; the step is repeated by itself at the next pass"
_REFUSED = "it refused the row because it contradicts what is stored"
_DEFECT = "a value cannot be stored; this is a defect of the program, please report it with this line"

_SQLITE = {
    "SQLITE_BUSY": _LOCKED,
    "SQLITE_LOCKED": _LOCKED,
    "SQLITE_READONLY": _READ_ONLY,
    "SQLITE_PERM": _READ_ONLY,
    "SQLITE_FULL": _FULL,
    "SQLITE_IOERR": _DISK,
    "SQLITE_CANTOPEN": "the file cannot be opened; check that its folder exists and that this user may write there",
    "SQLITE_NOTADB": _NOT_A_DATABASE,
    "SQLITE_CORRUPT": _NOT_A_DATABASE,
    "SQLITE_CONSTRAINT": _REFUSED,
}
_POSTGRESQL = {
    "08": _OUT_OF_REACH,
    "23": _REFUSED,
    "25006": "it takes no writes (a standby?); name the primary server in DATABASE_URL",
    "28": _LOG_IN,
    "3D": _LOG_IN,
    "40": _CONFLICT,
    "42501": "this user may not do that; grant it the tables",
    "42P01": _NO_TABLES,
    "42703": _NO_TABLES,
    "53100": _FULL,
    "53300": _BUSY,
    "55P03": _LOCKED,
    "57P": _OUT_OF_REACH,
    "58": _DISK,
}


@contextmanager
def told(place: str, url: URL) -> Iterator[None]:
    """Raises StoreError, saying what to do, for any error of SQLAlchemy inside; `place` names the database."""
    try:
        yield
    except SQLAlchemyError as exc:
        raise StoreError(_without_secrets(f"{place}: {_advice(exc)}{_original(exc)}", url)) from exc


def _advice(exc: SQLAlchemyError) -> str:
    if isinstance(exc, PoolTimeoutError):
        return _BUSY
    if not isinstance(exc, DBAPIError):
        return _DEFECT
    name = getattr(exc.orig, "sqlite_errorname", None)
    if name is not None:
        return _of_sqlite(name, str(exc.orig))
    state = getattr(exc.orig, "sqlstate", None)
    if state is None:
        return _unnumbered(exc)
    return next((_POSTGRESQL[state[:n]] for n in (5, 3, 2) if state[:n] in _POSTGRESQL), "it answered with an error")


def _of_sqlite(name: str, message: str) -> str:
    if "no such table" in message or "no such column" in message or "has no column" in message:
        return _NO_TABLES
    family = "_".join(name.split("_")[:2])
    return _SQLITE.get(family, "it answered with an error")


def _unnumbered(exc: DBAPIError) -> str:
    """psycopg gives no SQLSTATE for what it found out by itself: mostly that there is no connection."""
    if any(words in str(exc.orig) for words in ("password", "authentication", "does not exist")):
        return _LOG_IN
    return _OUT_OF_REACH if isinstance(exc, OperationalError) else _DEFECT


def _original(exc: SQLAlchemyError) -> str:
    """The database's own first line; never SQLAlchemy's text, which has the statement in it."""
    if not isinstance(exc, StatementError) or exc.orig is None:
        return ""
    lines = str(exc.orig).strip().splitlines()
    return f" ({lines[0]})" if lines else ""


def _without_secrets(message: str, url: URL) -> str:
    secrets = [url.password, *(value for key, value in url.normalized_query.items() if "pass" in key)]
    for secret in secrets:
        for text in secret if isinstance(secret, tuple) else (secret,):
            message = message.replace(text, "***") if text else message
    return message
