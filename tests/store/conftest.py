"""The store on both databases: a file of SQLite, and a PostgreSQL server of our own where its programs are installed."""

from __future__ import annotations

import shutil
import sys
from itertools import count
from pathlib import Path

import pytest

ROOT = str(Path(__file__).resolve().parents[2])
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)

from monitor.store import open_store  # noqa: E402  # the path comes first
from monitor.store.schema import metadata  # noqa: E402  # as above
from tests.store.throwaway_postgres import (  # noqa: E402  # as above
    MISSING,
    create_database,
    drop_database,
    empty_tables,
    running,
    server_programs,
    url_of,
)

_numbers = count()


def _upgraded(url):
    store = open_store(url)
    store.upgrade()
    store.close()
    return url


@pytest.fixture(scope="session")
def postgres_socket():
    programs = server_programs()
    if programs is None:
        pytest.skip(MISSING)
    with running(programs) as socket:
        yield socket


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory):
    path = tmp_path_factory.mktemp("migrated") / "monitor.db"
    _upgraded(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_postgres(postgres_socket):
    _upgraded(create_database(postgres_socket, "migrated"))
    return "migrated"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """A database with all tables, each empty."""
    if request.param == "sqlite":
        path = tmp_path / "monitor.db"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
        yield f"sqlite:///{path}"
    else:
        socket, name = request.getfixturevalue("postgres_socket"), request.getfixturevalue("migrated_postgres")
        empty_tables(socket, name, [table.name for table in metadata.sorted_tables])
        yield url_of(socket, name)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request, tmp_path):
    """A database of its own for the test, without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'monitor.db'}"
    else:
        socket, name = request.getfixturevalue("postgres_socket"), f"test{next(_numbers)}"
        yield create_database(socket, name)
        drop_database(socket, name)


@pytest.fixture
def open_at():
    """Opens stores that are closed after the test."""
    stores = []

    def open_one(url):
        stores.append(open_store(url))
        return stores[-1]

    yield open_one
    for store in stores:
        store.close()


@pytest.fixture
def store(url, open_at):
    return open_at(url)
