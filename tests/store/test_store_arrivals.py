"""What is new: by the feed's own key, between feeds by the address, and a primary source's words before what passed them on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.types import FeedState, PageResult, PollResult, Reading
from tests.builders import found_article

NOW = datetime(2025, 9, 8, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
PAGE = "example.org/live"


def post(number, **changes):
    """One of several items of one feed that share an address."""
    url = f"https://example.org/live#post-{number}"
    return found_article(number, **{"id": None, "url": url, "url_key": PAGE, **changes})


def titles(store):
    return sorted(article.title for article in store.unread(20))


def again(item, number, **changes):
    """The same item under another key, as outlets give it that make keys anew for each poll."""
    return replace(item, item_key=f"other-{number}", seen=item.seen + number * HOUR, **changes)


def test_items_of_one_feed_that_share_an_address_are_all_stored(store):
    assert store.add_articles([post(n) for n in range(1, 6)]) == 5
    assert store.add_articles([post(n) for n in range(1, 6)]) == 0
    assert titles(store) == [f"Piece of news {n}" for n in range(1, 6)]


def test_a_later_item_at_an_address_that_its_feed_brought_before_is_new(store):
    store.add_articles([post(1), post(2)])
    assert store.add_articles([post(3), post(2)]) == 1
    assert store.add_articles([post(3), post(2)]) == 0


def test_a_feed_that_gives_its_items_other_keys_at_every_poll_brings_nothing_new(store):
    first = [found_article(n, id=None) for n in (1, 2)]
    store.add_articles(first)

    assert [store.add_articles([again(item, poll) for item in first]) for poll in range(1, 5)] == [0, 0, 0, 0]


def test_nor_where_the_text_came_from_the_page_or_was_let_go(store):
    first = found_article(1, id="a", wants_page=True)
    store.add_articles([first])
    store.save_page(PageResult(article_id="a", text="The whole page.", outcome="page"))

    assert [store.add_articles([again(first, poll, id=None)]) for poll in range(1, 5)] == [0, 0, 0, 0]


def test_an_undated_one_whose_text_came_from_the_page_is_stored_once_more_and_never_again(store):
    first = found_article(1, id="a", wants_page=True, published=None)
    store.add_articles([first])
    store.save_page(PageResult(article_id="a", text="The whole page.", outcome="page"))

    assert [store.add_articles([again(first, poll, id=None)]) for poll in range(1, 5)] == [1, 0, 0, 0]


def test_several_items_at_one_address_with_other_keys_at_every_poll_are_each_stored_once(store):
    posts = [post(n) for n in range(1, 4)]
    store.add_articles(posts)

    assert [store.add_articles([again(item, poll) for item in posts]) for poll in (1, 2)] == [0, 0]


def test_of_items_that_share_a_page_the_first_asks_for_it_and_the_others_have_their_own_words(store):
    due = NOW + HOUR
    store.add_articles([post(n, wants_page=True, look_at=due, primary=True) for n in (1, 2)])
    store.add_articles([post(3, wants_page=True, text="")])

    assert [article.title for article in store.pages_due(NOW, 9)] == ["Piece of news 1", "Piece of news 3"]
    assert [look.article.title for look in store.looks_due(due, 9)] == ["Piece of news 1"]
    assert titles(store) == ["Piece of news 2"]


def test_what_two_feeds_of_an_outlet_list_is_stored_once_also_where_items_share_an_address(store):
    posts = [post(n) for n in range(1, 4)]
    store.add_articles(posts)

    assert store.add_articles([replace(item, feed_id="feed-2") for item in reversed(posts)]) == 0


def test_posts_are_not_lost_to_another_feed_that_linked_to_their_page(store):
    store.add_articles([found_article(9, feed_id="links", url_key=PAGE)])
    assert store.add_articles([post(1)]) == 0
    assert store.add_articles([post(1), post(2)]) == 2


def passed_on(**changes):
    """What an aggregator brought; its page is wanted."""
    return found_article(1, **{"id": "a", "feed_id": "links", "wants_page": True, **changes})


def own_voice(**changes):
    changed = {"id": None, "primary": True, "speaks_for": "RU-MFA", "outlet": "The Ministry", "owner": "The Ministry"}
    given = {"seen": NOW, "look_at": NOW + HOUR, "wants_page": True, "text": "As the ministry gives it."}
    return found_article(1, **{"feed_id": "ministry", "item_key": "own", **changed, **given, **changes})


def test_a_primary_source_takes_the_place_of_what_passed_its_page_on(store):
    store.add_articles([passed_on()])

    assert store.add_articles([own_voice()]) == 1
    (article,) = store.pages_due(NOW, 9)
    assert (article.id, article.feed_id, article.outlet, article.owner) == ("a", "ministry", *("The Ministry",) * 2)
    assert (article.primary, article.speaks_for, article.text) == (True, "RU-MFA", "As the ministry gives it.")
    assert article.seen == passed_on().seen
    assert [look.article.id for look in store.looks_due(NOW + HOUR, 9)] == ["a"]
    assert store.add_articles([own_voice()]) == store.add_articles([passed_on(id=None)]) == 0


def test_what_brings_the_whole_text_is_read_at_once(store):
    store.add_articles([passed_on()])
    store.add_articles([own_voice(wants_page=False)])

    assert [article.feed_id for article in store.unread(9)] == ["ministry"]
    assert store.pages_due(NOW, 9) == []


def test_it_is_news_if_it_was_news_to_one_of_them(store):
    for past in ((True, True), (True, False), (False, True), (False, False)):
        key = f"example.org/{past}"
        store.add_articles([passed_on(id=key, item_key=key, url_key=key, backlog=past[0])])
        store.add_articles([own_voice(item_key=key, url_key=key, backlog=past[1])])
        assert store.article(key).backlog is all(past)


def test_it_is_an_article_of_its_own_where_the_other_may_be_read_already(store):
    store.add_articles([passed_on(wants_page=False)])

    assert store.add_articles([own_voice(), own_voice(item_key="own-2")]) == 1
    (article,) = store.pages_due(NOW, 9)
    assert (article.feed_id, article.primary) == ("ministry", True)
    assert [article.primary for article in store.unread(9)] == [False]
    assert len(store.looks_due(NOW + HOUR, 9)) == 1
    assert store.add_articles([own_voice()]) == store.add_articles([own_voice(item_key="own-3")]) == 0


def test_of_two_primary_sources_the_first_keeps_the_address(store):
    store.add_articles([own_voice()])
    assert store.add_articles([own_voice(feed_id="ministry-2")]) == 0


def test_several_items_of_a_primary_source_at_an_address_that_was_passed_on_are_all_its_own(store):
    store.add_articles([passed_on(url_key=PAGE)])
    store.add_articles([post(n, feed_id="ministry", primary=True, text=f"Its words {n}.") for n in (1, 2, 3)])

    assert titles(store) == [f"Piece of news {n}" for n in (1, 2, 3)]
    assert all(article.primary for article in store.unread(9))


def test_what_a_primary_source_only_passes_on_may_be_looked_at_again_when_it_becomes_its_own(store):
    store.add_articles([passed_on(look_at=NOW + HOUR)])
    assert store.add_articles([own_voice()]) == 1
    assert len(store.looks_due(NOW + HOUR, 9)) == 1


def in_first_document(**changes):
    """What the first document of a feed that was added at noon held."""
    return found_article(1, **{"id": "a", "feed_id": "added", "seen": NOW, "backlog": True, **changes})


def brought(store, *items, first_asked, feed_id="old", **changes):
    """How many articles were new, or became news, of those that a feed brings a minute later."""
    asked = FeedState(feed_id=feed_id, next_due=NOW + HOUR, first_polled_at=first_asked)
    given = {"id": None, "feed_id": feed_id, "seen": NOW + timedelta(minutes=1), "backlog": False, **changes}
    return store.save_poll(PollResult(state=asked, articles=tuple(replace(item, **given) for item in items)))


def test_news_of_an_old_feed_stays_news_where_the_first_document_of_another_had_it_already(store):
    waiting = (in_first_document(), in_first_document(wants_page=True))
    for number, item in enumerate(waiting):
        named = replace(item, id=f"a{number}", item_key=f"k{number}", url_key=f"example.org/{number}")
        store.add_articles([found_article(9, seen=NOW - 30 * 24 * HOUR), named])
        assert brought(store, named, first_asked=NOW - HOUR, item_key=f"o{number}") == 1
        assert store.article(named.id).backlog is False
        assert brought(store, named, first_asked=NOW - HOUR, item_key=f"o{number}") == 0
        assert brought(store, named, first_asked=NOW - HOUR, feed_id="third") == 0
    assert [article.id for article in store.unread(8)] == ["article-9", "a0"]  # as news, before all that is past


def test_it_is_looked_at_again_as_other_news_is(store):
    item = in_first_document(primary=True)
    store.add_articles([item])
    brought(store, item, first_asked=NOW - HOUR, look_at=NOW + HOUR, text="Its other feed words it otherwise.")
    (look,) = store.looks_due(NOW + HOUR, 9)
    assert (look.article.id, look.fed) == ("a", None)


def test_where_it_is_read_already_it_is_weighed_as_news_once(store):
    store.add_articles([in_first_document()])
    store.save_reading(Reading(article_id="a", language="en", genre="news", statements=()), copy_of=None, now=NOW)

    assert brought(store, in_first_document(), first_asked=NOW - HOUR) == 1
    assert brought(store, in_first_document(title="Worded otherwise"), first_asked=NOW - HOUR, feed_id="third") == 0
    assert [(article.feed_id, article.backlog) for article in store.unread(9)] == [("old", False)]
    assert store.article("a").backlog is True


def test_what_may_have_been_in_the_first_document_of_each_stays_past(store):
    store.add_articles([in_first_document()])

    assert brought(store, in_first_document(), first_asked=NOW, backlog=True) == 0
    assert brought(store, in_first_document(), first_asked=NOW) == 0
    assert store.article("a").backlog is True


@pytest.mark.parametrize(("days", "changed"), [(13, 1), (15, 0)])
def test_what_is_undated_and_was_stored_long_ago_as_past_is_no_news(store, days, changed):
    store.add_articles([in_first_document(published=None)])
    later = NOW + days * 24 * HOUR

    assert brought(store, in_first_document(published=None), first_asked=NOW - HOUR, seen=later) == changed
    assert store.article("a").backlog is (not changed)


def test_what_is_dated_today_is_news_however_long_its_address_is_known(store):
    store.add_articles([in_first_document()])
    later = NOW + 90 * 24 * HOUR

    assert brought(store, in_first_document(published=later), first_asked=NOW - HOUR, seen=later) == 1


def test_what_a_feed_gives_other_keys_at_every_poll_is_no_news_to_it(store):
    store.add_articles([in_first_document(feed_id="old")])

    assert brought(store, in_first_document(), first_asked=NOW - HOUR, item_key="another") == 0
    assert store.article("a").backlog is True


def reused(number, key="the-feed", **changes):
    """One of the items of a feed that gives each the same id."""
    return found_article(number, **{"id": None, "item_key": key, **changes})


def test_items_that_bear_the_id_of_another_are_all_stored_once(store):
    shown = [[reused(n) for n in range(poll, max(0, poll - 3), -1)] for poll in range(1, 6)]
    by_link = [[first, *(replace(item, item_key=item.url) for item in others)] for first, *others in shown]

    assert [store.add_articles(document) for document in by_link] == [1] * 5
    assert titles(store) == [f"Piece of news {n}" for n in range(1, 6)]


def test_also_where_ids_count_places_in_the_list(store):
    shown = [[reused(n, key=f"{poll - n}") for n in range(poll, max(0, poll - 3), -1)] for poll in range(1, 6)]

    assert [store.add_articles(document) for document in shown] == [1] * 5


def test_what_is_edited_keeps_its_link_its_title_or_its_date(store):
    first = found_article(1, id=None)
    store.add_articles([first])
    edited = {"title": "Worded otherwise", "published": NOW, "url": "https://example.org/other", "url_key": "other"}

    assert all(
        store.add_articles([replace(first, **{k: v for k, v in edited.items() if not k.startswith(kept)})]) == 0
        for kept in ("title", "published", "url")
    )
    assert store.add_articles([replace(first, **edited)]) == 1


LATER = NOW + 90 * 24 * HOUR


def undated(numbers, *, seen, backlog=False):
    """The document of a feed that numbers its undated items by their place in the list."""
    given = {"published": None, "seen": seen, "backlog": backlog, "look_at": None if backlog else seen}
    return [reused(n, key=f"{place}", **given) for place, n in enumerate(numbers)]


def news_of(store):
    return sorted(article.title for article in store.unread(99) if not article.backlog)


def test_what_an_undated_feed_has_shown_for_long_is_past_when_it_is_told_apart_first(store):
    store.add_articles(undated(range(30), seen=NOW, backlog=True))
    shown = range(40, 69)
    assert store.add_articles(undated(shown, seen=LATER)) == 29
    assert news_of(store) == []
    assert store.looks_due(LATER, 99) == []

    assert store.add_articles(undated([69, *shown], seen=LATER + HOUR)) == 1
    assert news_of(store) == ["Piece of news 69"]
    assert store.add_articles(undated(range(70, 100), seen=LATER + 2 * HOUR)) == 30
    assert len(news_of(store)) == 31


def test_what_comes_later_in_such_a_feed_is_news_from_the_first_on(store):
    store.add_articles(undated(range(5), seen=NOW, backlog=True))
    assert store.add_articles(undated([5, 0, 1, 2, 3], seen=LATER)) == 1
    assert news_of(store) == ["Piece of news 5"]


def test_also_where_it_shows_one_item_at_a_time(store):
    store.add_articles(undated([0], seen=NOW, backlog=True))
    for number in (1, 2):
        store.add_articles(undated([number], seen=LATER + number * HOUR))
    assert news_of(store) == ["Piece of news 1", "Piece of news 2"]


def test_what_all_came_within_the_stale_limit_is_news(store):
    store.add_articles(undated(range(5), seen=NOW, backlog=True))
    assert store.add_articles(undated(range(5, 10), seen=NOW + 10 * 24 * HOUR)) == 5
    assert len(news_of(store)) == 5


def tracked(poll, **changes):
    """What a primary source gives under one id, with a link that tells its polls apart."""
    return own_voice(item_key="its-id", url=f"https://example.org/news/1?utm_id={poll}", **changes)


@pytest.mark.parametrize("passed_on_first", [False, True])
def test_an_edit_under_a_link_that_tracks_readers_is_compared_and_not_stored_again(store, passed_on_first):
    if passed_on_first:
        store.add_articles([passed_on(wants_page=False)])
    store.add_articles([tracked(1)])
    edited = tracked(2, title="Worded otherwise", published=NOW, text="As it is given now.")

    assert store.add_articles([edited]) == 0
    (look,) = store.looks_due(NOW + HOUR, 9)
    assert look.given == "As it is given now."


def test_posts_of_one_page_under_one_id_are_each_stored(store):
    posts = [post(n, item_key="the-page", published=NOW + n * HOUR) for n in (1, 2, 3)]
    assert [store.add_articles([item]) for item in posts] == [1, 1, 1]


def test_an_item_under_the_id_of_another_is_no_edit_of_it(store):
    store.add_articles([own_voice(item_key="the-feed")])
    store.add_articles([reused(2, feed_id="ministry", primary=True, text="Other words.")])
    (look,) = store.looks_due(NOW + HOUR, 9)
    assert look.given is None


def on_day(number, **changes):
    """A page that is told anew each day under one address and title."""
    at = NOW + number * 24 * HOUR
    named = {"title": "Briefing by the spokesperson", "item_key": f"of-{number}", "wants_page": True}
    return found_article(1, **{"id": None, "seen": at, "published": at, **named, **changes})


@pytest.mark.parametrize("words", ["", "Live from noon."])
def test_a_page_that_is_told_anew_each_day_is_read_each_day(store, words):
    for day in range(5):
        item = on_day(day, text=words)
        assert [store.add_articles([item]), store.add_articles([item])] == [1, 0]
        (article,) = store.pages_due(item.seen, 9)
        if day:  # the first could not be had
            store.save_page(PageResult(article_id=article.id, text=f"Said on day {day}.", outcome="page"))
        else:
            store.save_page(PageResult(article_id=article.id, text=None, outcome="a paywall"))


def test_what_has_other_keys_and_dates_at_every_poll_is_stored_once_more_a_day(store):
    items = [on_day(0, item_key=f"poll-{n}", published=NOW + n * HOUR, text="") for n in range(72)]
    assert sum(store.add_articles([item]) for item in items) <= 5


def day_of(number, pages):
    """All items of a feed, as it gives them on that day."""
    named = [(f"of-{number}-{page}", f"Page {page}", f"example.org/page/{page}") for page in range(pages)]
    return [on_day(number, item_key=key, title=title, url_key=at, text="") for key, title, at in named]


def test_a_feed_that_makes_keys_and_dates_at_every_poll_is_read_once_more_and_not_each_day(store):
    assert [store.add_articles(day_of(day, 20)) for day in range(4)] == [20, 0, 0, 0]


def test_a_feed_that_is_all_briefings_is_read_each_day(store):
    assert [store.add_articles(day_of(day, 4)) for day in range(4)] == [4] * 4


def test_briefings_among_other_items_are_read_each_day(store):
    for day in range(4):
        others = [found_article(100 * day + n, id=None) for n in range(10, 20)]
        assert store.add_articles([*day_of(day, 6), *others]) == 16


def test_posts_that_share_an_address_for_a_day_have_their_own_words(store):
    posts = [post(n, published=NOW + n * 13 * HOUR, wants_page=True) for n in (1, 2, 3)]
    assert [store.add_articles([item]) for item in posts] == [1, 1, 1]
    assert [article.title for article in store.pages_due(NOW, 9)] == ["Piece of news 1"]
