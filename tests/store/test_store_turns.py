"""Turns at hosts and absences of feeds, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from monitor.types import FeedState, PollResult, Weighed
from tests.builders import evidence, feed, found_article, utterance

NOW = datetime(2025, 9, 8, 12, 0, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def take(store, holder, *, now=NOW, spacing=timedelta(0), host="a.example"):
    return store.take_turn(host, holder=holder, now=now, spacing=spacing, most=2, lease=120 * SECOND)


def test_so_many_turns_at_a_time_and_the_next_when_one_is_given_back(store):
    assert [take(store, holder).taken for holder in "abc"] == [True, True, False]

    store.give_turn("a.example", "a")

    assert take(store, "c").taken


def test_a_turn_that_was_never_given_back_ends_with_its_lease(store):
    take(store, "a")
    take(store, "b", now=NOW + SECOND)
    refused = take(store, "c", now=NOW + SECOND)

    assert (refused.taken, refused.again) == (False, NOW + 120 * SECOND)
    assert take(store, "c", now=refused.again).taken


def test_turns_begin_apart(store):
    take(store, "a", spacing=5 * SECOND)
    refused = take(store, "b", spacing=5 * SECOND)

    assert (refused.taken, refused.again) == (False, NOW + 5 * SECOND)
    assert take(store, "b", now=NOW + 5 * SECOND).taken


def test_a_host_at_rest_gives_no_turns_and_rest_is_never_shortened(store):
    store.rest_host("a.example", NOW + 60 * SECOND)
    store.rest_host("a.example", NOW + 30 * SECOND)

    assert take(store, "a").again == NOW + 60 * SECOND
    assert take(store, "a", host="b.example").taken


def a_poll(when, *, failures=0, success=None, due=None):
    state = FeedState(
        feed_id="f", next_due=due or when, last_polled_at=when, last_success_at=success or when, failures=failures
    )
    return PollResult(state=state)


def test_an_absence_of_more_than_a_day_is_remembered_when_it_ends(store):
    store.save_poll(a_poll(NOW))
    store.save_poll(a_poll(NOW + 2 * DAY, failures=3, success=NOW))
    lasting = store.feed_absences(NOW - DAY, NOW + 3 * DAY)
    store.save_poll(a_poll(NOW + 5 * DAY))

    assert lasting == {"f": [(NOW, NOW + 3 * DAY)]}
    assert store.feed_absences(NOW - DAY, NOW + 6 * DAY) == {"f": [(NOW, NOW + 5 * DAY)]}
    assert store.feed_absences(NOW + 5 * DAY, NOW + 6 * DAY) == {}


def test_where_we_neither_asked_nor_read_for_more_than_a_day_nobody_was_heard(store):
    store.save_poll(a_poll(NOW))
    lasting = store.feed_absences(NOW - DAY, NOW + 3 * DAY)
    store.save_poll(a_poll(NOW + 5 * DAY))

    assert lasting == {"f": [(NOW, NOW + 3 * DAY)]}
    assert store.feed_absences(NOW - DAY, NOW + 6 * DAY) == {"f": [(NOW, NOW + 5 * DAY)]}


def test_a_feed_that_is_asked_once_in_two_days_was_not_away(store):
    store.save_poll(a_poll(NOW, due=NOW + 2 * DAY))
    assert store.feed_absences(NOW - DAY, NOW + 2 * DAY) == {}
    store.save_poll(a_poll(NOW + 2 * DAY))
    assert store.feed_absences(NOW - DAY, NOW + 2 * DAY) == {}


def test_a_feed_that_is_configured_no_more_is_not_away(store):
    store.save_poll(a_poll(NOW))
    store.register_feeds([], NOW)
    assert store.feed_absences(NOW - DAY, NOW + 9 * DAY) == {}


def away_and_then(store, change):
    store.register_feeds([feed(id="f", url="https://outlet.example/old")], NOW - DAY)
    store.save_poll(a_poll(NOW))
    store.save_poll(a_poll(NOW + 2 * DAY, failures=3, success=NOW))
    store.register_feeds(change, NOW + 5 * DAY)


def test_a_feed_that_was_taken_out_while_it_failed_is_away_no_longer(store):
    away_and_then(store, [])
    assert store.feed_absences(NOW - DAY, NOW + 90 * DAY) == {"f": [(NOW, NOW + 5 * DAY)]}


def test_an_absence_that_ends_at_another_address_is_remembered(store):
    away_and_then(store, [feed(id="f", url="https://outlet.example/new")])
    store.save_poll(a_poll(NOW + 5 * DAY + DAY / 24))
    assert store.feed_absences(NOW - DAY, NOW + 6 * DAY) == {"f": [(NOW, NOW + 5 * DAY)]}


def test_an_absence_that_lasts_at_another_address_is_remembered_whole(store):
    away_and_then(store, [feed(id="f", url="https://outlet.example/new")])
    store.save_poll(a_poll(NOW + 6 * DAY, failures=1, success=NOW))
    store.save_poll(a_poll(NOW + 20 * DAY))
    assert store.feed_absences(NOW - DAY, NOW + 20 * DAY + DAY / 24) == {"f": [(NOW, NOW + 20 * DAY)]}


def test_a_short_absence_is_none(store):
    store.save_poll(a_poll(NOW))
    store.save_poll(a_poll(NOW + DAY / 2, failures=3, success=NOW))
    store.save_poll(a_poll(NOW + 3 * DAY / 4))

    assert store.feed_absences(NOW - DAY, NOW + DAY) == {}


def test_what_each_feed_alone_brings_of_an_office(store):
    store.add_articles([found_article(n, feed_id=feed) for n, feed in ((1, "a"), (2, "b"), (3, "b"))])
    for number, articles in enumerate(((1,), (1, 2), (2, 3), (3,)), start=1):
        places = tuple(evidence(article=f"article-{n}") for n in articles)
        said = utterance(id=f"ut-{number}", said_at=NOW + number * DAY, evidence=places)
        store.save_weighed("article-1", Weighed(utterances=(said,)), NOW)

    assert store.feed_parts(NOW, NOW + 9 * DAY) == {"RU-MFA": {"a": 0.25, "b": 0.5}}
    assert store.feed_parts(NOW + 3 * DAY, NOW + 9 * DAY) == {"RU-MFA": {"b": 1.0}}
