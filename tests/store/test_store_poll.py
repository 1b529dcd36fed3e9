"""Polling: which feeds are due, what is new, and pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.errors import StoreError
from monitor.types import Feed, FeedState, PageResult, PollResult, Validators
from tests.builders import found_article

NOW = datetime(2025, 9, 8, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def a_feed(feed_id="feed-1", url="https://www.example.org/rss"):
    return Feed(id=feed_id, url=url, outlet="Example Gazette", owner="Example Press", every=timedelta(minutes=15))


def a_state(feed_id="feed-1", **changes):
    return FeedState(feed_id=feed_id, next_due=NOW + HOUR, **changes)


def ids(rows):
    return [row.feed_id for row in rows]


def test_a_new_feed_is_due_at_once(store):
    store.register_feeds([a_feed()], NOW)

    assert store.due_feeds(NOW, 10) == [FeedState(feed_id="feed-1", next_due=NOW)]


def test_registering_again_changes_nothing(store):
    store.register_feeds([a_feed()], NOW)
    store.register_feeds([a_feed()], NOW + HOUR)

    assert store.next_due() == NOW


def test_a_feed_that_is_no_longer_configured_is_not_due(store):
    store.register_feeds([a_feed("one"), a_feed("two")], NOW)
    store.register_feeds([a_feed("two")], NOW)

    assert ids(store.due_feeds(NOW, 10)) == ["two"]
    assert ids(store.feed_states()) == ["two"]


def test_a_feed_that_comes_back_still_knows_what_it_was(store):
    store.register_feeds([a_feed()], NOW)
    state = a_state(first_polled_at=NOW, validators=Validators(etag='"1"'))
    store.save_poll(PollResult(state=state))
    store.register_feeds([], NOW)
    store.register_feeds([a_feed()], NOW + HOUR)

    assert store.feed_states() == [state]


def test_a_new_address_is_asked_at_once_and_without_the_old_validators(store):
    store.register_feeds([a_feed()], NOW)
    known = a_state(validators=Validators(etag='"1"'), ended=True, first_polled_at=NOW, newest=NOW, items=9)
    store.save_poll(PollResult(state=known))
    store.register_feeds([a_feed(url="https://www.example.org/new")], NOW)

    (state,) = store.due_feeds(NOW, 10)
    assert (state.validators, state.ended, state.first_polled_at) == (Validators(), False, NOW)
    assert (state.newest, state.items) == (None, 0)


def test_the_longest_due_comes_first_and_no_more_than_asked(store):
    store.register_feeds([a_feed("one"), a_feed("two"), a_feed("three")], NOW)
    store.save_poll(PollResult(state=FeedState(feed_id="two", next_due=NOW - HOUR)))

    assert ids(store.due_feeds(NOW, 2)) == ["two", "one"]


def test_an_ended_feed_is_not_due(store):
    store.register_feeds([a_feed()], NOW)
    store.save_poll(PollResult(state=a_state(ended=True)))

    assert store.due_feeds(NOW + 2 * HOUR, 10) == []
    assert store.next_due() is None


def test_feeds_that_are_being_asked_are_not_looked_up_again(store):
    store.register_feeds([a_feed(f"f{n}") for n in range(3)], NOW)
    assert [state.feed_id for state in store.due_feeds(NOW, 1, besides={"f0", "f2"})] == ["f1"]


def test_a_feed_that_a_person_asks_for_is_due_at_once_and_no_other_nor_one_that_has_ended(store):
    store.register_feeds([a_feed(f"f{n}") for n in range(3)], NOW)
    for n in range(3):
        store.save_poll(PollResult(state=a_state(feed_id=f"f{n}", ended=n == 2)))
    store.ask_now(["f0", "f2", "unknown"], NOW)
    assert [state.feed_id for state in store.due_feeds(NOW, 9)] == ["f0"]
    store.ask_now(["f0"], NOW + HOUR / 2)  # longer due: it keeps its turn
    assert store.due_feeds(NOW, 9)[0].next_due == NOW


def test_what_several_polls_left_is_saved_together(store):
    store.register_feeds([a_feed("f1"), a_feed("f2")], NOW)
    away = a_state(feed_id="f1", failures=3, last_success_at=NOW - 30 * HOUR)
    store.save_poll(PollResult(state=away))

    back = replace(away, failures=0, last_success_at=NOW)
    results = [PollResult(state=back, articles=(found_article(1),)), PollResult(state=a_state(feed_id="f2"))]
    assert store.save_polls(results) == [1, 0]
    assert store.save_polls([]) == []
    assert store.feed_absences(NOW - 40 * HOUR, NOW) == {"f1": [(NOW - 30 * HOUR, NOW)]}


def test_a_feed_state_comes_back_as_it_was_saved(store):
    state = a_state(
        validators=Validators(etag='W/"a"', last_modified="Mon, 08 Sep 2025 10:00:00 GMT"),
        body_hash="abc",
        first_polled_at=NOW - HOUR,
        last_polled_at=NOW,
        last_success_at=NOW,
        last_new_at=NOW,
        newest=NOW.replace(microsecond=1),
        failures=2,
        outcome="2 new",
    )
    store.save_poll(PollResult(state=state))

    assert store.feed_states() == [state]


def test_a_poll_answers_how_many_articles_were_new(store):
    first = store.save_poll(PollResult(state=a_state(), articles=(found_article(1), found_article(2))))
    second = store.save_poll(PollResult(state=a_state(), articles=(found_article(2), found_article(3))))

    assert (first, second) == (2, 1)
    assert [article.id for article in store.unread(10)] == ["article-1", "article-2", "article-3"]


def test_a_feed_remembers_when_it_last_brought_something_new(store):
    store.save_poll(PollResult(state=a_state(last_polled_at=NOW), articles=(found_article(1),)))
    (state,) = store.feed_states()
    store.save_poll(PollResult(state=replace(state, last_polled_at=NOW + HOUR), articles=(found_article(1),)))

    assert store.feed_states() == [a_state(last_polled_at=NOW + HOUR, last_new_at=NOW, brought=1)]


def test_a_feed_remembers_when_all_it_held_was_new(store):
    found = (found_article(1), found_article(2))
    store.save_poll(PollResult(state=a_state(last_polled_at=NOW), articles=found, gap_from=3))
    assert store.feed_states()[0].gap_at is None

    store.save_poll(PollResult(state=a_state(last_polled_at=NOW), articles=(*found, found_article(3)), gap_from=2))
    assert store.feed_states()[0].gap_at is None

    all_new = (found_article(4), found_article(5))
    store.save_poll(PollResult(state=a_state(last_polled_at=NOW + HOUR), articles=all_new, gap_from=2))
    assert store.feed_states()[0].gap_at == NOW + HOUR


def test_an_article_found_under_a_second_feed_is_not_new(store):
    store.add_articles([found_article(1)])
    again = found_article(2, feed_id="feed-2", url_key=found_article(1).url_key)

    assert store.add_articles([again]) == 0


def test_two_articles_without_an_address_are_both_new(store):
    assert store.add_articles([found_article(1, url_key=None), found_article(2, url_key=None)]) == 2


def test_the_same_item_twice_in_one_poll_is_new_once(store):
    assert store.add_articles([found_article(1, id=None), found_article(1, id=None), found_article(1, id="x")]) == 1


def test_an_article_without_an_id_gets_the_same_in_every_store(store, open_at):
    other = open_at("sqlite://")
    other.upgrade()
    for each in (store, other):
        each.add_articles([found_article(1, id=None)])

    assert store.unread(1)[0].id == other.unread(1)[0].id


def test_a_known_article_is_not_changed_by_a_later_poll(store):
    store.add_articles([found_article(1)])
    store.add_articles([found_article(1, text="Another text.")])

    assert store.article("article-1").text == found_article(1).text


def test_an_article_comes_back_as_it_was_found(store):
    found = found_article(
        1, author="N. N.", country="RU", primary=True, speaks_for="RU-MFA", backlog=True, published=None
    )
    store.add_articles([found])

    kept = store.article("article-1")
    names = ("url", "title", "text", "seen", "published", "author", "country", "primary", "speaks_for", "backlog")
    assert [getattr(kept, name) for name in names] == [getattr(found, name) for name in names]


def test_what_no_database_can_keep_is_replaced_letter_by_letter(store):
    store.add_articles([found_article(1, text="a\x00b\ud800c", title="\udfff")])

    kept = store.article("article-1")
    assert (kept.text, kept.title) == ("a\ufffdb\ufffdc", "\ufffd")


def test_a_time_of_another_zone_comes_back_as_the_same_moment_in_utc(store):
    moscow = datetime.fromisoformat("2025-09-08T15:00:00.000007+03:00")
    store.add_articles([found_article(1, seen=moscow)])

    seen = store.article("article-1").seen
    assert (seen, seen.utcoffset()) == (moscow, timedelta(0))


def test_a_time_without_a_zone_is_refused(store):
    with pytest.raises(StoreError, match="time zone"):
        store.add_articles([found_article(1, seen=datetime(2025, 9, 8))])  # noqa: DTZ001  # that is the test


def test_an_article_whose_page_is_wanted_is_not_yet_to_be_read(store):
    store.add_articles([found_article(1, wants_page=True)])

    assert store.unread(10) == []
    assert [article.id for article in store.pages_due(NOW, 10)] == ["article-1"]


def test_a_page_gives_the_text_and_the_date_that_the_feed_lacked(store):
    store.add_articles([found_article(1, wants_page=True, published=None)])
    store.save_page(PageResult(article_id="article-1", text="The whole text.", outcome="page", published=NOW - HOUR))

    (article,) = store.unread(10)
    assert (article.text, article.published) == ("The whole text.", NOW - HOUR)


def test_the_date_of_the_feed_is_kept(store):
    store.add_articles([found_article(1, wants_page=True)])
    store.save_page(PageResult(article_id="article-1", text="The whole text.", outcome="page", published=NOW))

    assert store.article("article-1").published == found_article(1).published


def test_without_a_page_the_text_of_the_feed_must_do(store):
    store.add_articles([found_article(1, wants_page=True)])
    store.save_page(PageResult(article_id="article-1", text=None, outcome="404"))

    assert [article.text for article in store.unread(10)] == [found_article(1).text]


def test_a_page_to_be_asked_for_again_waits_until_then(store):
    store.add_articles([found_article(1, wants_page=True)])
    store.save_page(PageResult(article_id="article-1", text=None, outcome="timeout", retry_at=NOW + HOUR))

    assert store.pages_due(NOW, 10) == []
    assert len(store.pages_due(NOW + HOUR, 10)) == 1
    assert store.backlog(NOW).pages == 1


def test_a_page_that_comes_late_does_not_change_the_text(store):
    store.add_articles([found_article(1)])
    store.save_page(PageResult(article_id="article-1", text="Too late.", outcome="page"))

    assert store.article("article-1").text == found_article(1).text


def test_the_first_article_is_the_one_seen_first(store):
    assert store.first_seen() is None

    store.add_articles([found_article(2), found_article(1)])

    assert store.first_seen() == found_article(1).seen


@pytest.mark.parametrize(("enough", "told"), [(True, None), (False, "a wall")])
def test_why_the_page_is_not_read_is_kept_only_where_something_is_missing(store, enough, told):
    store.add_articles([found_article(1, wants_page=True)])
    store.save_page(PageResult(article_id="article-1", text=None, outcome="a wall", enough=enough))

    assert store.review.read_article("article-1").reason == told


def test_feeds_that_ended_with_just_these_words_are_due_again_and_no_others(store):
    store.register_feeds([a_feed("mine"), a_feed("theirs"), a_feed("due")], NOW)
    for name, outcome, due in (("mine", "ours", NOW + HOUR), ("theirs", "other", NOW + HOUR), ("due", "ours", NOW)):
        store.save_poll(PollResult(state=FeedState(feed_id=name, next_due=due, outcome=outcome, failures=3)))
    store.ask_again("ours", NOW + HOUR / 2)

    assert ids(store.due_feeds(NOW + HOUR / 2, 10)) == ["due", "mine"]
    assert {state.feed_id: state.next_due for state in store.feed_states()} == {
        "due": NOW,
        "mine": NOW + HOUR / 2,
        "theirs": NOW + HOUR,
    }
