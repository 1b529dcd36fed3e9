"""What is asked once an article is answered from an index, however much is stored."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from monitor.types import ArticleFilter, SaidFilter, StreamKey

NOW = datetime(2025, 9, 8, 12, 0, tzinfo=UTC)
WEEK = timedelta(days=7)
ASKED = {
    "due_feeds": lambda store: store.due_feeds(NOW, 10),
    "due_feeds_besides": lambda store: store.due_feeds(NOW, 10, besides={"feed-1", "feed-2"}),
    "next_due": lambda store: store.next_due(),
    "pages_due": lambda store: store.pages_due(NOW, 10),
    "unread": lambda store: store.unread(10),
    "article": lambda store: store.article("a"),
    "similar": lambda store: store.similar(range(128), since=NOW, until=NOW, exclude="a"),
    "unweighed": lambda store: store.unweighed(10),
    "stream_memory": lambda store: store.stream_memory(
        [StreamKey("a", "b"), StreamKey("a", "c")], at=NOW, window=timedelta(days=2)
    ),
    "stream_trail": lambda store: store.stream_trail(StreamKey("a", "b"), NOW - WEEK),
    "utterances_of": lambda store: store.utterances_of("a"),
    "sent_to_chat": lambda store: store.sent_to_chat(NOW, NOW),
    "alerts_on": lambda store: store.alerts_on(["a", "b"], NOW, NOW),
    "office_history": lambda store: store.office_history("a"),
    "claim_delivery": lambda store: store.claim_delivery(NOW, WEEK),
    "last_delivery": lambda store: store.last_delivery(),
    "alerts": lambda store: store.alerts(since=NOW, until=NOW, limit=5),
    "verdicts": lambda store: store.verdicts("a"),
    "weekly_shares": lambda store: store.weekly_shares(NOW, 26),
    "said_between": lambda store: store.said_between(NOW - WEEK, NOW),
    "worded_between": lambda store: store.worded_between(NOW - WEEK, NOW),
    "unplaced_between": lambda store: store.unplaced_between(NOW - WEEK, NOW),
    "utterances": lambda store: store.utterances(["a", "b"]),
    "feed_volumes": lambda store: store.feed_volumes([NOW - WEEK, NOW]),
    "first_seen": lambda store: store.first_seen(),
    "digest": lambda store: store.digest("2025-W37"),
}


@pytest.fixture
def plans(migrated_sqlite, tmp_path, open_at):
    """Runs something on a store and answers the plans that SQLite made for it."""
    store = open_at(f"sqlite:///{tmp_path / 'monitor.db'}")
    store.upgrade()
    found = []

    def explain(connection, cursor, statement, parameters, context, many):
        if statement.startswith("SELECT"):
            plan = connection.connection.cursor().execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            found.extend(row[3] for row in plan)

    for engine in (store._database.reading, store._database.durable):
        event.listen(engine, "before_cursor_execute", explain)

    def run(ask):
        ask(store)
        return found

    return run


@pytest.mark.parametrize("name", ASKED)
def test_no_table_is_searched_from_end_to_end(plans, name):
    found = plans(ASKED[name])

    assert found
    assert [step for step in found if step.startswith("SCAN") and "USING" not in step] == []


@pytest.mark.parametrize("name", ["unread", "unweighed", "pages_due", "sent_to_chat", "alerts", "claim_delivery"])
def test_what_waits_comes_sorted_from_its_index(plans, name):
    steps = plans(ASKED[name])

    assert [step for step in steps if step == "USE TEMP B-TREE FOR ORDER BY"] == []


@pytest.mark.parametrize("wanted", [{}, {"office": "a"}, {"issue": "b"}, {"since": NOW}], ids=str)
def test_a_list_of_what_was_said_is_walked_however_far_back(plans, wanted):
    steps = plans(lambda store: store.review.said(SaidFilter(**wanted), offset=300_000, limit=50))

    assert not any("TEMP B-TREE" in step for step in steps)
    assert any("COVERING INDEX ix_utterances_" in step for step in steps)


def test_the_newest_articles_with_a_word_come_first_without_the_others(plans):
    steps = plans(lambda store: store.review.find_articles(ArticleFilter(words="word"), limit=25))

    assert not any("TEMP B-TREE" in step for step in steps)


def test_how_often_each_office_spoke_is_not_counted_when_it_is_asked(plans):
    assert not any("utterances" in step for step in plans(lambda store: store.review.spoken()))


@pytest.mark.parametrize("wanted", [{}, {"stage": "unread"}], ids=str)
def test_a_list_of_articles_is_walked_from_its_newest_day(plans, wanted):
    steps = plans(lambda store: store.review.find_articles(ArticleFilter(**wanted), limit=25))

    assert any("COVERING INDEX ix_article_states_" in step for step in steps)
    assert not any("TEMP B-TREE" in step for step in steps)


@pytest.mark.parametrize("wanted", [{"feed": "a"}, {"since": NOW}, {"feed": "a", "since": NOW}], ids=str)
def test_what_is_sorted_of_a_list_of_articles_is_sorted_without_their_texts(plans, wanted):
    steps = plans(lambda store: store.review.find_articles(ArticleFilter(**wanted), limit=25))

    assert any("COVERING INDEX ix_articles_" in step for step in steps)
