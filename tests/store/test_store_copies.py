"""Copies of the database: made while others write, restored into either kind, moved, exported, and what retention never takes."""

from __future__ import annotations

import gzip
import json
import threading
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Boolean, Date, Float, Integer, LargeBinary, func, insert, select

from monitor.errors import StoreError
from monitor.store import migrate, transfer
from monitor.store.columns import Span, UtcTime
from monitor.store.schema import metadata
from monitor.types import ArticleFilter, Reading, Session, User, Verdict, Weighed
from tests.builders import alert, evidence, found_article, statement, utterance
from tests.store.throwaway_postgres import create_database, drop_database

NOW = datetime(2026, 10, 8, tzinfo=UTC)
LONG_AGO = timedelta(days=1)
SAMPLES = {
    UtcTime: NOW,
    Span: timedelta(hours=1),
    Boolean: True,
    Date: date(2026, 10, 5),
    Integer: 1,
    Float: 0.5,
    LargeBinary: b"\x01\xff",
}


def sample(column):
    if column.name == "document" or (column.table.name, column.name) == ("digests", "content"):
        return "{}"
    return next((value for kind, value in SAMPLES.items() if isinstance(column.type, kind)), "a")


def fill(connection):
    """A row in every table; where one refers to another the names agree."""
    for table in metadata.sorted_tables:
        connection.execute(insert(table).values({column.name: sample(column) for column in table.c}))


def everything(store):
    with store._database.read() as connection:
        return {table.name: [dict(row) for row in transfer.rows(connection, table)] for table in transfer.tables()}


@pytest.fixture
def full(store):
    with store._database.write() as connection:
        fill(connection)
    return store


def test_a_copy_restores_every_row_into_an_empty_database_of_the_other_kind(full, tmp_path, request, open_at):
    target = "sqlite" if full.is_shared else "postgresql"
    full.backup(str(tmp_path / "copy.db"))
    before = everything(full)
    with new_database(target, tmp_path, request) as url:
        other = open_at(url)
        counts = other.restore(str(tmp_path / "copy.db"))

        assert everything(other) == before
        assert set(counts.values()) == {1}
        other.add_verdict(
            Verdict(alert_id="a", word="confirm", by="Ada", at=NOW)
        )  # a number of its own, after those that came
        with pytest.raises(StoreError, match="not empty"):
            other.restore(str(tmp_path / "copy.db"))
        other.close()
    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy.db"]


def test_the_search_is_right_after_a_restore_and_users_log_in_anew(store, tmp_path, request, open_at):
    """Found newest first, as before: what came last has the name that sorts first."""
    store.upgrade()
    for number, minutes in ((3, 1), (2, 2), (1, 3)):
        moment = NOW + timedelta(minutes=minutes)
        store.add_articles([found_article(number, text=f"Frigates {number}", seen=moment, published=moment)])
    store.review.save_user(User(name="ada", role="read", secret="hash", added_at=NOW), "ada")
    store.review.begin_session(Session(mark="m", user="ada", began=NOW, ends=NOW + LONG_AGO))
    store.backup(str(tmp_path / "copy.db"))
    frigates = ArticleFilter(words="frigates")
    for target in ("sqlite", "postgresql"):
        with new_database(target, tmp_path, request) as url:
            other = open_at(url)
            other.restore(str(tmp_path / "copy.db"))

            found = [item.id for item in other.review.find_articles(frigates, limit=5).items]
            assert found == [item.id for item in store.review.find_articles(frigates, limit=5).items]
            assert found == ["article-1", "article-2", "article-3"]
            later = NOW + timedelta(minutes=4)
            other.add_articles([found_article(4, text="Frigates again", seen=later, published=later)])
            assert other.review.find_articles(frigates, limit=5).items[0].id == "article-4"
            assert other.review.user("ada") is not None
            assert other.review.user_of_session("m", NOW) is None
            other.close()


@contextmanager
def new_database(kind, tmp_path, request):
    if kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'new.db'}"
        return
    socket = request.getfixturevalue("postgres_socket")
    yield create_database(socket, "restored")
    drop_database(socket, "restored")


def test_a_copy_made_while_others_write_is_of_one_moment(store, tmp_path, open_at):
    stop, numbers = threading.Event(), iter(range(100_000))

    def write():
        while not stop.is_set():
            store.add_articles([found_article(next(numbers)) for _ in range(5)])

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while store.counts()["articles"] < 50:
            stop.wait(0.01)
        store.backup(str(tmp_path / "copy.db"))
    finally:
        stop.set()
        writer.join()
    copied = open_at(f"sqlite:///{tmp_path / 'copy.db'}")

    with copied._database.read() as connection:
        of = {
            name: connection.scalar(select(func.count()).select_from(metadata.tables[name]))
            for name in ("articles", "article_states")
        }
    assert of["articles"] == of["article_states"] > 0
    assert of["articles"] % 5 == 0


def test_a_copy_of_an_earlier_version_is_brought_up_to_this_one_and_stays_as_it_was(tmp_path, open_at):
    old = open_at(f"sqlite:///{tmp_path / 'old.db'}")
    old.upgrade()
    old.add_articles([found_article(1)])
    with old._database.write() as connection:
        migrate.downgrade(connection, "0004")
    old.close()
    size = (tmp_path / "old.db").stat().st_mtime_ns
    new = open_at(f"sqlite:///{tmp_path / 'new.db'}")
    new.restore(str(tmp_path / "old.db"))

    assert [article.id for article in new.unread(5)] == ["article-1"]
    assert (tmp_path / "old.db").stat().st_mtime_ns == size


def test_all_migrations_back_and_forth_keep_rows_that_fit(full):
    """A row in every table: what only a later version knows goes, the rest stays, and the way forward works with it."""
    with full._database.write() as connection:
        migrate.downgrade(connection, "0004")
        migrate.upgrade(connection, place="here")

    assert full.counts()["articles"] == full.counts()["alerts"] == 1
    full.check()
    with full._database.write() as connection:
        migrate.downgrade(connection, "0001")
        migrate.upgrade(connection, place="here")
    assert full.counts()["articles"] == full.counts()["digests"] == 1


def test_an_export_has_every_row_as_json(full, tmp_path):
    full.export(str(tmp_path / "all.jsonl.gz"))
    with gzip.open(tmp_path / "all.jsonl.gz", "rt", encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]

    kept = {table.name for table in transfer.tables()}
    assert kept - {line["table"] for line in lines} == {
        "users",  # whose passwords, though hashed, are nobody else's
        "subscriptions",  # nor the secrets that are shared with hubs
    }
    assert next(line for line in lines if line["table"] == "readings")["signature"] == "01ff"
    assert next(line for line in lines if line["table"] == "feeds")["pace"] == 3600
    with pytest.raises(StoreError, match="exists already"):
        full.export(str(tmp_path / "all.jsonl.gz"))


def test_an_export_that_is_broken_off_is_not_taken_for_a_whole_one(full, tmp_path, monkeypatch):
    target, rows = tmp_path / "all.jsonl.gz", transfer.rows

    def broken_off(connection, table):
        yield from rows(connection, table)
        raise StoreError("the database is gone")

    with monkeypatch.context() as patch:
        patch.setattr(transfer, "rows", broken_off)
        with pytest.raises(StoreError, match="is gone"):
            full.export(str(target))
    assert not target.exists()
    full.export(str(target))
    assert [each.name for each in tmp_path.glob("all*")] == [target.name]


@pytest.fixture
def weighed(store):
    """Both articles carry an utterance; an alert shows words of the first. Of three old alerts one was judged and one told."""
    store.add_articles([found_article(number) for number in (1, 2)])
    for number in (1, 2):
        name = f"article-{number}"
        store.save_reading(
            Reading(article_id=name, language="en", genre="news", statements=(statement(),)), copy_of=None, now=NOW
        )
        said = utterance(id=name, evidence=(evidence(article=name),))
        store.save_weighed(name, Weighed(utterances=(said,)), NOW)
    shown = (evidence(article="article-1"),)
    for name, channel in (("told", "chat"), ("judged", "digest"), ("listed", "digest")):
        store.add_alerts([alert(id=name, key=name, channel=channel, raised_at=NOW, evidence=shown)], NOW)
    store.add_verdict(Verdict(alert_id="judged", word="confirm", by="Ada", at=NOW))
    return store


def test_what_a_broken_off_backup_left_is_no_backup_and_stops_no_other(store, tmp_path):
    for name in ("copy.db.part", "copy.db.part-journal"):
        (tmp_path / name).write_bytes(b"half of it")
    store.backup(str(tmp_path / "copy.db"))

    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("copy.db")] == ["copy.db"]


def test_a_database_whose_newest_rows_lie_beside_it_is_no_backup(store, tmp_path):
    (tmp_path / "monitor.db").write_bytes(b"")
    (tmp_path / "monitor.db-wal").write_bytes(b"rows")
    with pytest.raises(
        StoreError, match=r"its newest rows are in monitor\.db-wal\. Take them along with `monitor db move"
    ):
        store.restore(str(tmp_path / "monitor.db"))


def test_a_backup_has_its_name_only_once_it_is_whole(store, tmp_path, monkeypatch):
    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("pathlib.Path.rename", killed)
    with pytest.raises(KeyboardInterrupt):
        store.backup(str(tmp_path / "copy.db"))
    assert not (tmp_path / "copy.db").exists()


def test_retention_never_takes_what_an_alert_rests_on(weighed):
    later = NOW + LONG_AGO

    assert weighed.prune(later) == {"articles": 0, "statements": 0}
    assert weighed.prune_texts(later) == {"articles": 1}
    assert weighed.prune_statements(later) == {"statements": 1}
    assert [weighed.article(f"article-{number}").text == "" for number in (1, 2)] == [False, True]
    assert weighed.utterances(["article-2"])[0].evidence[0].quote


def test_alerts_that_were_told_or_judged_are_kept(weighed):
    assert weighed.prune_alerts(NOW + LONG_AGO) == {"alerts": 1}
    assert sorted(kept.id for kept in weighed.alerts()) == ["judged", "told"]
    assert weighed.prune_alerts(NOW + LONG_AGO) == {"alerts": 0}


def test_quotations_are_known_two_years_longer_than_texts(store):
    with store._database.write() as connection:
        fill(connection)
    for days, left in ((729, 1), (731, 0)):
        store.prune(NOW + timedelta(days=days))
        with store._database.read() as connection:
            assert connection.scalar(select(func.count()).select_from(metadata.tables["quotes"])) == left
