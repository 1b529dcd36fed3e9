"""The store: the only folder that imports SQLAlchemy and Alembic. Nothing else of it is for others than `open_store`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.store.connect import open_database
from monitor.store.sql_store import SqlStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

__all__ = ["DEFAULT_URL", "SqlStore", "open_store"]

DEFAULT_URL = "sqlite:///data/monitor.db"


def open_store(
    url: str = DEFAULT_URL, *, holder: str | None = None, clock: Callable[[], datetime] | None = None
) -> SqlStore:
    """The store at `sqlite:///FILE`, `sqlite://` (in memory, for this process) or `postgresql://…`.

    `holder`: who this process is among those that share the database. `clock`: by which leases end, instead of the database's own.
    Makes the folder of the file, and connects at the first use. Raises StoreError, saying what to do.
    """
    database = open_database(url)
    if clock is not None:
        database = replace(database, clock=lambda _: clock())
    return SqlStore(database, holder=holder)
