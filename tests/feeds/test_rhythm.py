"""How often a feed is asked, and how it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor.errors import FetchError
from monitor.feeds.answers import freshness
from monitor.feeds.moving import HOLDS_AFTER, address_of, note_failure, note_move
from monitor.feeds.rhythm import gap_from, interval, rhythm
from monitor.types import PollingSettings
from tests.builders import feed, feed_state

NOW = datetime(2025, 9, 8, 10, 15, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
POLLING = PollingSettings()


def own(**state: object) -> timedelta:
    adaptive = feed(quickest=5 * MINUTE, slowest=HOUR)
    return interval(adaptive, feed_state(**state), polling=POLLING, wish=None).wait


@pytest.mark.parametrize(
    ("pace", "wait"), [(None, 15 * MINUTE), (MINUTE, 5 * MINUTE), (30 * MINUTE, 15 * MINUTE), (3 * DAY, HOUR)]
)
def test_a_feed_is_asked_twice_in_the_time_between_its_items_within_bounds(pace, wait) -> None:
    assert own(pace=pace) == wait


def test_a_feed_whose_items_were_nearly_all_new_is_asked_at_the_quickest() -> None:
    later = feed_state().first_polled_at + HOUR
    assert own(pace=3 * DAY, items=30, brought=21, last_new_at=later) == 5 * MINUTE
    assert own(pace=3 * DAY, items=30, brought=20, last_new_at=later) == HOUR


def test_the_first_document_is_all_new_and_says_nothing() -> None:
    assert own(pace=3 * DAY, items=30, brought=30, last_new_at=feed_state().first_polled_at) == HOUR


def test_a_feed_with_an_interval_of_its_own_keeps_it() -> None:
    assert interval(feed(), feed_state(pace=MINUTE), polling=POLLING, wish=None).wait == 15 * MINUTE


@pytest.mark.parametrize(("wish", "wait"), [(MINUTE, 15 * MINUTE), (40 * MINUTE, 40 * MINUTE), (7 * DAY, HOUR)])
def test_the_outlets_wish_is_a_lower_bound_up_to_the_cap(wish: timedelta, wait: timedelta) -> None:
    found = interval(feed(), feed_state(), polling=POLLING, wish=wish)
    assert found.wait == wait


def test_each_interval_says_why() -> None:
    reasons = {interval(feed(), feed_state(), polling=POLLING, wish=wish).reason for wish in (None, 40 * MINUTE)} | {
        interval(feed(every=MINUTE), feed_state(), polling=POLLING, wish=None).reason
    }
    assert reasons == {"as configured", "as the outlet wishes", "as often as anyone may be asked"}


# ------------------------------------------------------------------ rhythm


def test_pace_and_pause_come_from_the_dates_and_the_newest_known_before() -> None:
    dates = [NOW - n * HOUR for n in range(10)]
    found = rhythm(dates, feed_state(newest=NOW - 3 * HOUR), now=NOW)
    assert (found.pace, found.pause) == (HOUR, HOUR)


def test_old_items_that_are_pinned_make_no_pause() -> None:
    dates = [NOW - n * HOUR for n in range(9)] + [NOW - 700 * DAY]
    assert rhythm(dates, feed_state(newest=None), now=NOW).pause == HOUR


def test_a_night_is_learnt_when_it_ends() -> None:
    dates = [NOW - n * MINUTE for n in range(10)]
    assert rhythm(dates, feed_state(newest=NOW - 9 * HOUR), now=NOW).pause > 8 * HOUR


def test_a_pause_fades_by_half_in_two_weeks() -> None:
    state = feed_state(pause=8 * DAY, newest=None, last_success_at=NOW - 14 * DAY)
    assert rhythm([NOW - n * HOUR for n in range(10)], state, now=NOW).pause == 4 * DAY


def test_without_dates_nothing_is_known_anew() -> None:
    found = rhythm([], feed_state(pace=HOUR, pause=DAY), now=NOW)
    assert (found.pace, found.pause) == (HOUR, DAY)


# --------------------------------------------------------------------- gap


TEN = [NOW - n * MINUTE for n in range(10)]


@pytest.mark.parametrize(
    ("dates", "newest", "items", "found"),
    [
        (TEN, NOW - 5 * MINUTE, 10, None),  # it holds what was the newest
        (TEN, NOW - HOUR, 10, 8),
        ([*TEN[:8], NOW - 90 * DAY, NOW - 91 * DAY], NOW - HOUR, 10, 8),  # two that we have are pinned
        (
            [*TEN[:7], *(NOW - n * DAY for n in (1, 2, 3))],
            NOW - HOUR,
            10,
            10,
        ),  # known ones are no pins: it reaches back
        (TEN[:5], NOW - HOUR, 10, 10),  # half of them without a date
        ([], NOW - HOUR, 10, 10),
        ([], None, 0, None),
    ],
)
def test_a_gap_is_where_a_document_reaches_back_to_nothing_known(dates, newest, items: int, found: int | None) -> None:
    assert gap_from(dates, feed_state(newest=newest, items=10), items=items) == found


@pytest.mark.parametrize(
    ("items", "before", "found"),
    [
        (1, 1, None),  # it shows one at a time
        (3, 3, None),
        (4, 4, 4),
        (10, 0, None),  # it was empty, or is another document
        (5, 30, None),  # today's
        (30, 5, 24),
    ],
)
def test_no_gap_is_said_where_none_can_be_known(items: int, before: int, found: int | None) -> None:
    dates = [NOW - n * MINUTE for n in range(items)]
    assert gap_from(dates, feed_state(newest=NOW - HOUR, items=before), items=items) == found


def test_a_first_document_follows_on_nothing() -> None:
    assert gap_from(TEN, feed_state(first_polled_at=None, newest=None, items=10), items=10) is None


def test_a_gap_is_told_for_as_long_as_is_asked() -> None:
    state = feed_state(gap_at=NOW - DAY)
    assert (state.gap_within(DAY, NOW), state.gap_within(DAY, NOW + MINUTE)) == (NOW - DAY, None)


# --------------------------------------------------------------- condition


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"first_polled_at": None}, "new"),
        ({"failures": 1}, "failing"),
        ({"ended": True, "failures": 3}, "ended"),
        ({"newest": NOW - 2 * DAY, "pause": DAY, "last_new_at": NOW - 2 * DAY}, "working"),
        (
            {"newest": NOW - 4 * DAY, "pause": DAY, "first_polled_at": NOW - 9 * DAY, "last_new_at": NOW - 4 * DAY},
            "silent",
        ),
        (
            {"newest": NOW - 20 * HOUR, "pause": MINUTE, "last_new_at": NOW - 20 * HOUR},
            "working",
        ),  # a night is no silence
        ({"first_polled_at": NOW - 8 * DAY, "last_new_at": NOW - 8 * DAY, "pause": DAY}, "unchanging"),
        ({"first_polled_at": NOW - 8 * DAY, "last_new_at": NOW - 8 * DAY, "pause": None}, "working"),
        ({"first_polled_at": NOW - 31 * DAY, "last_new_at": None, "pause": None}, "unchanging"),
        ({"first_polled_at": NOW - 40 * DAY, "last_new_at": NOW - 40 * DAY, "pause": 20 * DAY}, "working"),
    ],
)
def test_every_feed_has_a_condition(changes, word: str) -> None:
    assert feed_state(**changes).condition(NOW) == word


def test_a_feed_is_down_after_a_day_of_failing_or_at_its_end() -> None:
    polled = {"last_polled_at": NOW, "failures": 3}
    assert not feed_state(**polled, last_success_at=NOW - 20 * HOUR).is_down(NOW)
    assert feed_state(**polled, last_success_at=NOW - 25 * HOUR).is_down(NOW)
    assert feed_state(**polled, last_success_at=None).is_down(NOW)
    assert feed_state(ended=True).is_down(NOW)


# ------------------------------------------------------------------ headers


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"cache-control": "public, max-age=600"}, 600),
        ({"cache-control": "max-age=600", "age": "200"}, 400),
        ({"cache-control": "max-age=600", "age": "900"}, None),
        ({"cache-control": 'max-age="600"'}, 600),
        ({"cache-control": "max-age=0"}, None),
        ({"cache-control": "no-cache, max-age=600"}, None),
        ({"cache-control": "max-age=soon"}, None),
        ({"cache-control": "max-age=600", "expires": "Mon, 08 Sep 2025 12:15:00 GMT"}, 600),
        ({"expires": "Mon, 08 Sep 2025 10:45:00 GMT"}, 1800),
        ({"expires": "Mon, 08 Sep 2025 10:45:00 GMT", "date": "Mon, 08 Sep 2025 10:40:00 GMT"}, 300),
        ({"expires": "0"}, None),
        ({"expires": "-1"}, None),
        ({"expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, None),
        ({}, None),
    ],
)
def test_what_headers_say_of_freshness(headers: dict[str, str], seconds: int | None) -> None:
    assert freshness(headers, NOW) == (None if seconds is None else timedelta(seconds=seconds))


# ------------------------------------------------------------------- moving

NEW = "https://new.example/feed.xml"


def moved(times: int, to: str | None = NEW) -> object:
    state = feed_state()
    for _ in range(times):
        state = note_move(feed(), state, to)
    return state


def test_a_move_is_believed_once_it_has_held() -> None:
    assert address_of(feed(), moved(HOLDS_AFTER - 1)) == feed().url
    assert address_of(feed(), moved(HOLDS_AFTER)) == NEW


def test_a_move_that_is_taken_back_is_forgotten() -> None:
    back = note_move(feed(), moved(HOLDS_AFTER - 1), None)
    assert (back.moved_to, back.moved_polls) == (None, 0)


def test_a_move_to_somewhere_else_begins_anew() -> None:
    other = note_move(feed(), moved(HOLDS_AFTER - 1), "https://other.example/")
    assert (other.moved_to, other.moved_polls) == ("https://other.example/", 1)


def test_at_the_new_place_no_redirect_means_that_it_stays() -> None:
    assert note_move(feed(), moved(HOLDS_AFTER), None) == moved(HOLDS_AFTER)


@pytest.mark.parametrize(("kind", "kept"), [("hard", False), ("gone", False), ("temporary", True), ("soft", True)])
def test_a_new_place_that_is_not_there_is_forgotten(kind: str, *, kept: bool) -> None:
    after = note_failure(moved(HOLDS_AFTER), FetchError("x", kind=kind))
    assert (after.moved_to == NEW) is kept
