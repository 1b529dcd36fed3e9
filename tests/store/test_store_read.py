"""Reading: what waits, what reading leaves, copies, failures."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from monitor.errors import StoreError
from monitor.types import PageResult, Reading, Weighed
from tests.builders import found_article, statement

NOW = datetime(2025, 9, 10, 12, 0, tzinfo=UTC)
WEEK = timedelta(days=7)


def a_signature(seed=1):
    numbers = random.Random(seed)
    return tuple(numbers.getrandbits(32) for _ in range(128))


def partly(signature, equal):
    """The first `equal` numbers as they are, the others changed."""
    return signature[:equal] + tuple(number ^ 1 for number in signature[equal:])


def a_reading(number=1, **changes):
    usual = {"language": "en", "genre": "news", "statements": (statement(),), "signature": a_signature(number)}
    return Reading(article_id=f"article-{number}", **(usual | changes))


def read(store, number, **changes):
    store.add_articles([found_article(number)])
    store.save_reading(a_reading(number, **changes), copy_of=None, now=NOW)


def similar(store, signature, *, exclude="article-9", since=NOW - WEEK, until=NOW + WEEK):
    return store.similar(signature, since=since, until=until, exclude=exclude)


def test_the_oldest_is_read_first(store):
    store.add_articles([found_article(3), found_article(1), found_article(2)])

    assert [article.id for article in store.unread(2)] == ["article-1", "article-2"]


def test_an_article_that_is_not_there_is_none(store):
    assert store.article("article-1") is None


def test_a_read_article_waits_to_be_weighed_with_its_statements_in_order(store):
    said = (
        statement(start=9, reasons=("a", "b")),
        statement(start=3, office=None, issue=None, levels=None, level=None),
    )
    read(store, 1, statements=said)

    ((article, statements, copy_of),) = store.unweighed(10)
    assert (article.id, statements, copy_of) == ("article-1", said, None)
    assert store.unread(10) == []


def test_an_article_without_statements_waits_to_be_weighed_too(store):
    read(store, 1, statements=(), signature=())

    assert [statements for _, statements, _ in store.unweighed(10)] == [()]


def test_weighing_takes_the_earliest_dated_first(store):
    for number, days in ((1, 3), (2, 1), (3, 2)):
        store.add_articles([found_article(number, published=NOW - timedelta(days=days))])
        store.save_reading(a_reading(number), copy_of=None, now=NOW)

    assert [article.id for article, _, _ in store.unweighed(2)] == ["article-1", "article-3"]


def test_a_copy_says_of_what(store):
    read(store, 1)
    store.add_articles([found_article(2)])
    store.save_reading(a_reading(2), copy_of="article-1", now=NOW)

    assert [copy_of for _, _, copy_of in store.unweighed(10)] == [None, "article-1"]


def test_of_what_was_met_in_one_poll_what_was_published_first_is_read_first_whichever_arrived_first(store):
    for number, hours in ((1, 5), (2, 1), (3, 3)):
        store.add_articles([found_article(number, seen=NOW, published=NOW - timedelta(days=1, hours=-hours))])

    assert [article.id for article in store.unread(10)] == ["article-2", "article-3", "article-1"]
    for number in (2, 3, 1):
        store.save_reading(a_reading(number), copy_of=None if number == 2 else "article-2", now=NOW)
    assert [article.id for article, _, _ in store.unweighed(10)] == ["article-2", "article-3", "article-1"]
    for number in (1, 2, 3):
        assert [one.id for one in store.review.copies(f"article-{number}")] == ["article-2", "article-3", "article-1"]


def test_reading_again_before_weighing_replaces_the_first_reading(store):
    read(store, 1)
    store.save_reading(a_reading(1, statements=(statement(start=5),)), copy_of=None, now=NOW)

    ((_, statements, _),) = store.unweighed(10)
    assert statements == (statement(start=5),)


def test_a_reading_of_an_article_that_is_set_aside_changes_nothing(store):
    store.add_articles([found_article(1)])
    store.quarantine("article-1", "read", "the worker died", NOW)
    store.save_reading(a_reading(1), copy_of=None, now=NOW)

    assert store.unweighed(10) == []
    assert store.counts()["statements"] == 0


def test_a_reading_of_an_unknown_article_is_refused(store):
    with pytest.raises(StoreError, match="no article article-1"):
        store.save_reading(a_reading(1), copy_of=None, now=NOW)


def test_similar_articles_come_best_first_with_the_share_of_equal_numbers(store):
    base = a_signature()
    read(store, 1, signature=partly(base, 64))
    read(store, 2, signature=base)
    read(store, 3, signature=a_signature(3))

    assert similar(store, base) == [("article-2", 1.0), ("article-1", 0.5)]


def test_an_article_is_not_similar_to_itself(store):
    read(store, 1)

    assert similar(store, a_signature(1), exclude="article-1") == []


def test_similar_articles_are_dated_within(store):
    read(store, 1)
    dated = found_article(1).published

    assert similar(store, a_signature(1), since=dated, until=dated) == [("article-1", 1.0)]
    assert similar(store, a_signature(1), since=dated + timedelta(seconds=1)) == []
    assert similar(store, a_signature(1), until=dated - timedelta(seconds=1)) == []


def test_a_text_without_a_signature_is_similar_to_nothing(store):
    read(store, 1, signature=())

    assert similar(store, ()) == []


def test_the_whole_range_of_a_signature_is_kept(store):
    edges = (0, 2**32 - 1) * 64
    read(store, 1, signature=edges)

    assert similar(store, edges) == [("article-1", 1.0)]


def test_tries_are_counted_for_each_stage(store):
    store.add_articles([found_article(1)])
    counted = [store.count_attempt("article-1", stage) for stage in ("read", "read", "weigh", "read")]

    assert counted == [1, 2, 1, 1]


@pytest.mark.parametrize(
    ("page", "tries", "kept"),
    [("walled", 0, "walled"), ("walled", 2, "walled"), (None, 1, None)],
)
def test_why_a_page_was_not_read_outlives_the_reading(store, page, tries, kept):
    store.add_articles([found_article(1, wants_page=True)])
    text = None if page else "From the page."
    store.save_page(PageResult(article_id="article-1", text=text, outcome=page or "text taken from the page"))
    for _ in range(tries):
        store.count_attempt("article-1", "read")
    store.save_reading(a_reading(1), copy_of=None, now=NOW)
    between = store.review.read_article("article-1").reason
    store.save_weighed("article-1", Weighed(), NOW)

    assert (between, store.review.read_article("article-1").reason) == (kept, kept)


def test_a_try_at_an_unknown_article_is_refused(store):
    with pytest.raises(StoreError, match="no article"):
        store.count_attempt("article-1", "read")


def test_what_is_set_aside_is_shown_and_taken_by_no_pass(store):
    store.add_articles([found_article(number) for number in (1, 2, 3)])
    for number in (1, 2, 3):
        store.quarantine(f"article-{number}", "read", "failed three times", NOW)

    shown = [(article.id, stage, reason) for article, stage, reason in store.quarantined()]
    assert shown == [(f"article-{number}", "read", "failed three times") for number in (1, 2, 3)]
    assert (store.unread(10), store.pages_due(NOW + WEEK, 10), store.unweighed(10)) == ([], [], [])
    assert store.backlog(NOW).quarantined == 3


def test_what_was_read_meanwhile_is_not_set_aside(store):
    store.add_articles([found_article(2, wants_page=True)])
    read(store, 1)
    read(store, 3)
    store.save_weighed("article-3", Weighed(), NOW)
    for number in (1, 2, 3):
        store.quarantine(f"article-{number}", "read", "failed three times", NOW)

    assert store.quarantined() == []
    assert [piece[0].id for piece in store.unweighed(10)] == ["article-1"]
    assert [article.id for article in store.pages_due(NOW + WEEK, 10)] == ["article-2"]
    assert store.stages()["weighed"] == 1
