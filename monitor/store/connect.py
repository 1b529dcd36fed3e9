"""Opens the database: where it is, how each connection is set up, how a transaction begins. May import only SQLAlchemy.

SQLite gets three pools. `reading` begins with BEGIN; `writing` holds one connection, so that the writers of this process
queue in turn, and begins with BEGIN IMMEDIATE, so that those of other processes wait instead of failing half-way;
`durable` is a writer that reaches the disk before it returns (docs/data.md). PostgreSQL and memory need one.
"""

from __future__ import annotations

import logging
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError

from monitor.errors import StoreError
from monitor.store.failures import told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_log = logging.getLogger(__name__)
_WAIT_SECONDS = 30
_NOTICED = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 4, "tcp_user_timeout": 30_000}
"""Half a minute until a server is given up that vanished without a word, as one whose power failed does; else it is up to two hours."""
_NOTICED_THERE = {
    "tcp_keepalives_idle": 10,
    "tcp_keepalives_interval": 5,
    "tcp_keepalives_count": 4,
    "tcp_user_timeout": 30_000,
    "idle_in_transaction_session_timeout": 60_000,
}
_EXAMPLES = "sqlite:///data/monitor.db, sqlite:// (in memory) or postgresql://user:password@host/database"


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """The engines of one database and its name for messages. Each method is one transaction and may raise StoreError."""

    url: URL
    place: str
    reading: Engine
    writing: Engine
    durable: Engine
    clock: Callable[[Connection], datetime]
    """By which leases end: one for all processes that share the database, whatever their machines' clocks show."""

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with told(self.place, self.url), self.reading.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        with told(self.place, self.url), self.writing.begin() as connection:
            yield connection

    @contextmanager
    def write_through(self) -> Iterator[Connection]:
        """As `write`, and on the disk, with all writes before it, when it ends: what the outside is told of afterwards."""
        with told(self.place, self.url), self.durable.begin() as connection:
            yield connection

    def close(self) -> None:
        for engine in {self.reading, self.writing, self.durable}:
            engine.dispose()


def open_database(url: str) -> Database:
    """Connects to nothing yet, only makes the folder of a SQLite file. Raises StoreError."""
    parsed = _parse(url)
    if parsed.get_backend_name() == "postgresql":
        return _open_postgresql(parsed)
    if is_memory(parsed):
        return _open_memory(parsed)
    return _open_file(parsed)


def _parse(url: str) -> URL:
    text = url.strip()
    if text.startswith("postgres://"):
        text = text.replace("postgres://", "postgresql://", 1)
    try:
        parsed = make_url(text)
    except (ArgumentError, ValueError):
        # Not chained: the parser's own message may repeat a part of the address, and that may be the password.
        raise StoreError(f"DATABASE_URL cannot be understood; write {_EXAMPLES}") from None
    if parsed.drivername not in ("sqlite", "postgresql", "postgresql+psycopg"):
        raise StoreError(f"DATABASE_URL: {parsed.drivername} is not a database this program can use; write {_EXAMPLES}")
    return parsed


def is_memory(url: URL) -> bool:
    """Whether it is this process's own, and gone with it."""
    return url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:")


def _open_postgresql(url: URL) -> Database:
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_timeout=_WAIT_SECONDS,
        connect_args={"connect_timeout": 10, "application_name": "messaging-monitor", **_NOTICED},
    )
    event.listen(engine, "connect", _let_the_server_notice)
    address = url.host or url.normalized_query.get("host", ("local socket",))[0]
    port = f":{url.port}" if url.port else ""
    place = f"PostgreSQL database {url.database} at {address}{port}"
    return Database(url=url, place=place, reading=engine, writing=engine, durable=engine, clock=_the_server_s_time)


def _the_server_s_time(connection: Connection) -> datetime:
    found: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
    return found


def _this_machine_s_time(connection: Connection) -> datetime:
    """SQLite's file is one machine's."""
    _ = connection
    return datetime.now(UTC)


def _let_the_server_notice(connection: Any, record: object) -> None:
    """A machine that was cut off must not go on holding rows there that others wait for."""
    _ = record
    with connection.cursor() as cursor:
        for name, value in _NOTICED_THERE.items():
            cursor.execute(f"SET {name} = {value}")
    connection.commit()


def _open_memory(url: URL) -> Database:
    engine = _sqlite_engine(url, begin="BEGIN IMMEDIATE", synchronous="OFF", connections=1)
    return Database(
        url=url, place="SQLite in memory", reading=engine, writing=engine, durable=engine, clock=_this_machine_s_time
    )


def _open_file(url: URL) -> Database:
    path = Path(str(url.database))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise StoreError(
            f"the folder {path.parent} for the database cannot be made ({exc.strerror}); "
            "name a place this user may write to in DATABASE_URL"
        ) from exc
    return Database(
        url=url,
        place=f"SQLite database {path}",
        reading=_sqlite_engine(url, begin="BEGIN", synchronous="NORMAL", connections=5),
        writing=_sqlite_engine(url, begin="BEGIN IMMEDIATE", synchronous="NORMAL", connections=1),
        durable=_sqlite_engine(url, begin="BEGIN IMMEDIATE", synchronous="FULL", connections=1),
        clock=_this_machine_s_time,
    )


def _sqlite_engine(url: URL, *, begin: str, synchronous: str, connections: int) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=_WAIT_SECONDS,
        connect_args={"check_same_thread": False, "cached_statements": 256, "timeout": _WAIT_SECONDS},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: object) -> None:
        _ = record
        _prepare(connection, synchronous=synchronous)

    @event.listens_for(engine, "begin")
    def begin_explicitly(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _prepare(connection: Any, *, synchronous: str) -> None:
    # The driver's own implicit BEGIN would leave reads outside the transaction, and lose updates.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={_WAIT_SECONDS * 1000}")
    mode = _turn_on_wal(connection, cursor)
    if mode not in ("wal", "memory"):
        _log.warning(
            "SQLite keeps journal_mode=%s here (a network disk?): readers and writers will wait for each other", mode
        )
    cursor.execute(f"PRAGMA synchronous={synchronous}")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _turn_on_wal(connection: Any, cursor: Any) -> str:
    """The journal mode that was got. For this one lock SQLite does not wait by itself, where two processes open a new file at once."""
    end = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            return str(cursor.execute("PRAGMA journal_mode=WAL").fetchone()[0])
        except connection.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > end:
                raise
            time.sleep(0.02)
