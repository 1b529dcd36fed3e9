"""What goes wrong is said with what to do, and without secrets."""

from __future__ import annotations

import sqlite3
import threading
import traceback
from datetime import UTC, datetime

import psycopg
import pytest

from monitor.errors import StoreError
from monitor.store import connect, open_store
from tests.builders import found_article
from tests.store.throwaway_postgres import create_database

NOW = datetime(2025, 9, 8, 12, 0, tzinfo=UTC)


def failure(url):
    """The error of a first use."""
    with pytest.raises(StoreError) as caught:
        check(url)
    return caught.value


def check(url):
    store = open_store(url)
    try:
        store.check()
    finally:
        store.close()


def told(exc):
    """All that a log could show of it."""
    return "".join(traceback.format_exception(exc))


def on_the_writer(store, pragma):
    """Sets something up on the connection that writes."""
    with store._database.write() as connection:
        connection.exec_driver_sql(pragma)


def test_a_server_out_of_reach_is_named_without_its_password():
    exc = failure("postgresql://monitor:s3cret-word@127.0.0.1:1/monitor")

    assert "out of reach" in str(exc)
    assert "127.0.0.1:1" in str(exc)
    assert "s3cret-word" not in told(exc)


def test_an_unknown_host_is_out_of_reach():
    assert "out of reach" in str(failure("postgresql://monitor@nowhere.invalid/monitor"))


def test_a_missing_database_is_told(postgres_socket):
    exc = failure(f"postgresql://monitor:s3cret-word@/nothing?host={postgres_socket}")

    assert "database name in DATABASE_URL" in str(exc)
    assert "s3cret-word" not in told(exc)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "monitor.db",
        "mysql://root:s3cret-word@host/db",
        "postgresql://u:s3cret-word@host:port/db",
        "sqlite+aiosqlite://",
    ],
)
def test_an_address_that_is_none_is_told_what_to_write(url):
    exc = failure(url)

    assert "postgresql://user:password@host/database" in str(exc)
    assert "s3cret-word" not in told(exc)


def test_the_short_name_of_postgresql_is_understood():
    assert "out of reach" in str(failure("postgres://monitor@127.0.0.1:1/monitor"))


def test_a_folder_that_cannot_be_made_is_told():
    assert "/proc/nowhere" in str(failure("sqlite:////proc/nowhere/monitor.db"))


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path):
    (tmp_path / "data").write_text("a file")

    assert "cannot be made" in str(failure(f"sqlite:///{tmp_path}/data/monitor.db"))


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path):
    assert "cannot be opened" in str(failure(f"sqlite:///{tmp_path}"))


def test_a_file_that_is_not_a_database_is_told(tmp_path):
    path = tmp_path / "monitor.db"
    path.write_text("Dear diary, " * 1000)

    assert "not a SQLite database" in str(failure(f"sqlite:///{path}"))
    assert path.read_text().startswith("Dear diary")


def test_the_folder_of_the_file_is_made(tmp_path, open_at):
    open_at(f"sqlite:///{tmp_path}/new/folder/monitor.db").upgrade()

    assert (tmp_path / "new/folder/monitor.db").exists()


@pytest.fixture
def file_store(tmp_path, open_at):
    store = open_at(f"sqlite:///{tmp_path / 'monitor.db'}")
    store.upgrade()
    return store


def test_a_locked_file_is_told(file_store, tmp_path):
    on_the_writer(file_store, "PRAGMA busy_timeout=20")
    other = sqlite3.connect(tmp_path / "monitor.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(StoreError, match="locked by another process"):
        file_store.add_articles([found_article(1)])
    other.execute("ROLLBACK")
    other.close()

    assert file_store.add_articles([found_article(1)]) == 1


def test_a_read_only_database_is_told(file_store):
    on_the_writer(file_store, "PRAGMA query_only=ON")

    with pytest.raises(StoreError, match="read-only"):
        file_store.add_articles([found_article(1)])


def test_a_full_disk_is_told_and_the_next_try_works(file_store):
    on_the_writer(file_store, "PRAGMA max_page_count=1")
    with pytest.raises(StoreError, match="disk is full"):
        file_store.add_articles([found_article(1, text="much " * 100_000)])
    on_the_writer(file_store, "PRAGMA max_page_count=1000000")

    assert file_store.add_articles([found_article(1)]) == 1


def test_readers_are_not_held_up_by_a_writer(file_store, tmp_path):
    other = sqlite3.connect(tmp_path / "monitor.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    assert file_store.unread(1) == []
    other.close()


def test_sqlite_is_set_up_as_documented(file_store):
    pragmas = ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
    kinds = {"read": ["wal", 1, 30000, 1], "write": ["wal", 1, 30000, 1], "write_through": ["wal", 2, 30000, 1]}
    for kind, expected in kinds.items():
        with getattr(file_store._database, kind)() as connection:
            assert [connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() for pragma in pragmas] == expected


def test_an_error_repeats_neither_the_statement_nor_the_text(file_store):
    words = "a text of ours"
    found = found_article(1, title=None, text=words)
    with pytest.raises(StoreError) as caught:
        file_store.add_articles([found])

    assert words not in told(caught.value)
    assert "INSERT" not in str(caught.value)


def test_a_server_that_was_restarted_is_used_again(postgres_socket, open_at):
    store = open_at(create_database(postgres_socket, "restarted"))
    store.upgrade()
    with psycopg.connect(host=postgres_socket, user="monitor", dbname="postgres", autocommit=True) as admin:
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'restarted'")

    store.check()


def test_a_server_lets_go_of_what_a_machine_that_is_gone_has_in_hand(postgres_socket):
    database = connect.open_database(create_database(postgres_socket, "held"))
    with database.read() as connection:
        longest = connection.exec_driver_sql("SHOW idle_in_transaction_session_timeout").scalar()
    database.close()

    assert longest == "1min"


def test_a_copy_is_made_while_the_store_is_used(file_store, tmp_path, open_at):
    file_store.add_articles([found_article(1)])
    file_store.backup(str(tmp_path / "copy.db"))
    file_store.add_articles([found_article(2)])

    copy = open_at(f"sqlite:///{tmp_path / 'copy.db'}")
    copy.check()
    assert copy.counts()["articles"] == 1
    assert file_store.counts()["articles"] == 2


def test_a_copy_never_writes_over_a_file(file_store, tmp_path):
    (tmp_path / "copy.db").write_text("precious")

    with pytest.raises(StoreError, match="exists already"):
        file_store.backup(str(tmp_path / "copy.db"))


def test_a_place_where_wal_does_not_work_is_logged(caplog):
    connection = sqlite3.connect("")  # a temporary file, for which SQLite keeps no WAL
    connect._prepare(connection, synchronous="NORMAL")
    connection.close()

    assert "journal_mode=delete" in caplog.text


def test_a_new_file_that_another_process_is_just_setting_up_is_waited_for(tmp_path, open_at):
    other = sqlite3.connect(tmp_path / "monitor.db", isolation_level=None, check_same_thread=False)
    other.execute("CREATE TABLE t (n)")
    other.execute("BEGIN EXCLUSIVE")
    timer = threading.Timer(0.3, other.execute, ["COMMIT"])
    timer.start()

    open_at(f"sqlite:///{tmp_path / 'monitor.db'}").upgrade()
    timer.join()
    other.close()


def test_a_copy_into_a_folder_that_is_not_there_is_told(file_store, tmp_path):
    with pytest.raises(StoreError, match="there is no folder"):
        file_store.backup(str(tmp_path / "missing" / "copy.db"))


def test_a_postgresql_without_our_tables_is_not_copied_and_what_to_do_is_told(postgres_socket, open_at, tmp_path):
    store = open_at(f"postgresql://monitor@/postgres?host={postgres_socket}")

    with pytest.raises(StoreError, match="monitor db upgrade"):
        store.backup(str(tmp_path / "copy.db"))
    assert not (tmp_path / "copy.db").exists()


def test_waiting_for_a_connection_ends(file_store):
    file_store._database.writing.pool._timeout = 0.05

    with file_store._database.write(), pytest.raises(StoreError, match="all connections were in use"):
        file_store.add_articles([found_article(1)])


def test_an_odd_name_is_kept_as_it_is(tmp_path, open_at):
    store = open_at(f"sqlite:///{tmp_path}/100 % ё/monitor.db")
    store.upgrade()

    store.check()
