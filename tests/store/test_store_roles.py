"""The roles that are shipped for PostgreSQL: enough to work, not enough to change a table."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from monitor.errors import StoreError
from monitor.store import open_store
from monitor.types import Member
from tests.builders import alert, found_article
from tests.store.throwaway_postgres import create_database, drop_database

ROLES = Path(__file__).resolve().parents[2] / "deploy" / "database-roles.sql"
NOW = datetime(2026, 10, 8, tzinfo=UTC)


@pytest.fixture
def as_role(postgres_socket):
    """The address of a database with the shipped roles, for one of them."""
    create_database(postgres_socket, "roles")
    with psycopg.connect(host=postgres_socket, user="monitor", dbname="roles", autocommit=True) as connection:
        connection.execute(ROLES.read_text(encoding="utf-8"))
    yield lambda role: f"postgresql://{role}@/roles?host={postgres_socket}"
    drop_database(postgres_socket, "roles")
    with psycopg.connect(host=postgres_socket, user="monitor", dbname="postgres", autocommit=True) as connection:
        connection.execute("DROP ROLE monitor_owner, monitor_app, monitor_reader")


def test_each_role_can_do_its_own_and_no_more(as_role):
    early = open_store(as_role("monitor_app"))
    with pytest.raises(StoreError, match="may not do that"):
        early.upgrade()
    early.close()
    owner = open_store(as_role("monitor_owner"))
    owner.upgrade()
    owner.close()

    app = open_store(as_role("monitor_app"), holder="app")
    app.upgrade()  # as every start does; there is nothing to do
    app.check()
    app.sharing.beat(
        Member(name="app", role="run", version="1", made_for="x", at=NOW), lease=timedelta(seconds=30), leads=True
    )
    app.add_articles([found_article(1)])
    app.add_alerts([alert()], NOW)
    assert app.claim_delivery(NOW, timedelta(seconds=60)) is not None
    app.prune(NOW)
    with pytest.raises(StoreError, match="may not do that"), app._database.write() as connection:
        connection.exec_driver_sql("DROP TABLE articles")
    app.close()

    reader = open_store(as_role("monitor_reader"))
    assert reader.counts()["articles"] == 1
    with pytest.raises(StoreError):
        reader.add_articles([found_article(2)])
    reader.close()
