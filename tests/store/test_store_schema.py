"""Migrations: from nothing to the newest, back, and what a wrong schema is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from monitor.errors import StoreError
from monitor.store import migrate
from monitor.store.connect import open_database
from monitor.store.schema import metadata
from monitor.types import FeedState, PollResult


@pytest.fixture
def database(empty_url):
    opened = open_database(empty_url)
    yield opened
    opened.close()


def pretend_newer(database):
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))


def not_of_the_search(name, kind, parents):
    """FTS5's own tables and PostgreSQL's generated column are no part of the tables."""
    return name is None or not name.startswith("article_search")


def test_the_migrations_make_what_the_tables_say(database):
    with database.write() as connection:
        migrate.upgrade(connection, place="here")
        context = MigrationContext.configure(
            connection, opts={"compare_server_default": True, "include_name": not_of_the_search}
        )

        assert compare_metadata(context, metadata) == []


def test_the_way_back_leaves_an_empty_database(database):
    with database.write() as connection:
        migrate.upgrade(connection, place="here")
    with database.write() as connection:
        migrate.downgrade(connection, "base")
    with database.read() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]


def test_after_the_way_back_the_upgrade_works_again(database):
    for _ in range(2):
        with database.write() as connection:
            migrate.upgrade(connection, place="here")
            migrate.downgrade(connection, "base")


def test_an_upgrade_that_fails_half_way_leaves_nothing(database):
    def fail_in_the_middle():
        with database.write() as connection:
            migrate.upgrade(connection, place="here")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_in_the_middle()
    with database.read() as connection:
        assert inspect(connection).get_table_names() == []


def test_text_is_ordered_alike_on_both(store):
    names = ["B", "_", "a", "é", "Я"]
    for name in reversed(names):
        store.save_poll(PollResult(state=FeedState(feed_id=name, next_due=datetime(2025, 9, 8, tzinfo=UTC))))

    assert [state.feed_id for state in store.feed_states()] == names


def test_postgresql_orders_text_by_code_points_whatever_its_locale(postgres_socket, migrated_postgres):
    with psycopg.connect(host=postgres_socket, user="monitor", dbname=migrated_postgres) as connection:
        found = connection.execute(
            "SELECT DISTINCT collation_name FROM information_schema.columns "
            "WHERE table_schema = 'public' AND data_type = 'text'"
        ).fetchall()

    assert found == [("C",)]


def test_upgrading_twice_changes_nothing(empty_url, open_at):
    store = open_at(empty_url)
    store.upgrade()
    store.upgrade()

    store.check()


def test_two_processes_may_upgrade_at_the_same_time(empty_url, open_at):
    stores = [open_at(empty_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda store: store.upgrade(), stores))

    assert stores[0].counts()["articles"] == 0


def test_a_database_without_tables_is_told_to_upgrade(empty_url, open_at):
    with pytest.raises(StoreError, match="monitor db upgrade"):
        open_at(empty_url).check()
    with pytest.raises(StoreError, match="monitor db upgrade"):
        open_at(empty_url).unread(1)


@pytest.mark.parametrize("method", ["check", "upgrade"])
def test_a_database_of_a_newer_version_is_left_alone(database, empty_url, open_at, method):
    with database.write() as connection:
        migrate.upgrade(connection, place="here")
    pretend_newer(database)

    with pytest.raises(StoreError, match="newer version of this program"):
        getattr(open_at(empty_url), method)()


def test_a_database_of_an_older_version_is_told_to_upgrade(database, empty_url, open_at):
    with database.write() as connection:
        migrate.upgrade(connection, place="here")
    with database.write() as connection:
        connection.execute(text("DELETE FROM alembic_version"))

    with pytest.raises(StoreError, match="monitor db upgrade"):
        open_at(empty_url).check()


def test_memory_keeps_what_several_threads_write(open_at):
    store = open_at("sqlite://")
    store.upgrade()

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda _: store.counts()["articles"], range(20))) == [0] * 20
