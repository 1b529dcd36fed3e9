"""What the people who look after the service are told, and that a quiet day is quiet."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.alerts.health import health_lines
from monitor.ports import Backlog
from monitor.types import SignOfLife
from tests.builders import feed_state

NOW, HOUR = datetime(2025, 9, 10, 12, 0, tzinfo=UTC), timedelta(hours=1)
CALM = Backlog(pages=0, unread=3, unweighed=0, undelivered=1, quarantined=0, refused=0)
WELL = SignOfLife(name="Slack answers", at=NOW, well=True, words="connected")


def lines(feeds=(), backlog=CALM, signs=(WELL,)):
    return health_lines(feeds, backlog, signs, now=NOW)


def test_where_all_is_well_nothing_is_said():
    assert lines(feeds=[feed_state(), feed_state(failures=3, last_success_at=NOW - timedelta(hours=23))]) == ()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"failures": 9, "outcome": "answered 503", "next_due": NOW},
            "has not answered since 2025-09-08 10:00 UTC: answered 503; look with `monitor feeds test URL`",
        ),
        (
            {"failures": 9, "outcome": "answered 404", "last_success_at": None},
            "has never answered: answered 404; look with `monitor feeds test URL`",
        ),
        (
            {"ended": True, "outcome": "answered 410"},
            "has ended: answered 410; find its new address (`monitor feeds test SITE`)",
        ),
    ],
)
def test_a_feed_that_does_not_answer_for_a_day_is_named_with_its_reason(changes, words):
    assert lines(feeds=[feed_state(**changes)]) == (f"Feed ministry-en {words}",)


def test_speakers_own_feeds_are_named_first():
    feeds = [feed_state(feed_id=name, ended=True) for name in ("agency", "ministry")]
    told = health_lines(feeds, CALM, (WELL,), primary={"ministry"}, now=NOW)

    assert told[0].startswith("Feed ministry (primary source) has ended")


def test_a_flood_of_silent_feeds_is_cut():
    assert lines(feeds=[feed_state(feed_id=f"f{n}", ended=True) for n in range(30)])[-1] == "and 10 more feeds"


def test_what_waits_for_a_person_is_counted():
    told = lines(backlog=CALM._replace(refused=1, quarantined=2))

    assert [line.split(":")[0] for line in told] == [
        "1 message refused by Slack",
        "2 articles put aside as unreadable",
    ]


@pytest.mark.parametrize(
    ("at", "well", "words"),
    [
        (NOW - timedelta(minutes=6), True, "silent since 2025-09-10 11:54 UTC"),
        (NOW, False, "Slack: invalid_auth"),
    ],
)
def test_a_part_that_is_not_well_is_named(at, well, words):
    sign = SignOfLife(name="Slack answers", at=at, well=well, words="Slack: invalid_auth")

    assert lines(signs=[sign]) == (f"Slack answers: {words}",)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"newest": NOW - timedelta(days=5), "pause": timedelta(days=1), "last_new_at": NOW - timedelta(days=5)},
            "answers, and has brought nothing since 2025-09-05: more than three times its usual pause of 24 hours; look whether the outlet still writes there",
        ),
        (
            {"first_polled_at": NOW - timedelta(days=99), "last_new_at": NOW - timedelta(days=40), "newest": None},
            "answers, and has brought nothing since 2025-08-01: more than a month, while its rhythm is not known; look whether the outlet still writes there",
        ),
        (
            {"last_new_at": None, "pause": timedelta(hours=1), "newest": NOW},
            "answers, and has not changed since it was first asked on 2025-08-31: look whether its address is still the right one",
        ),
    ],
)
def test_a_feed_that_answers_and_brings_nothing_is_named(changes, words):
    state = feed_state(**{"first_polled_at": NOW - timedelta(days=10), "last_success_at": NOW, **changes})
    assert lines(feeds=[state]) == (f"Feed ministry-en {words}",)


def test_what_nobody_asked_or_read_is_not_called_silent():
    news = {"newest": NOW - timedelta(days=5), "pause": timedelta(days=1), "last_new_at": NOW - timedelta(days=5)}
    begun = feed_state(first_polled_at=NOW - timedelta(days=10), last_success_at=NOW - timedelta(days=4), **news)
    last = NOW - timedelta(days=4)
    failing = feed_state(failures=2, failing_since=NOW - timedelta(hours=2), last_success_at=last, next_due=NOW)
    left = feed_state(failures=2, failing_since=last, last_success_at=last, next_due=last + timedelta(hours=2))
    assert lines(feeds=[begun, failing, left]) == ()


READING = SignOfLife(
    name="Reading", at=NOW, well=False, words="this machine cannot read articles since noon: no memory"
)


def test_that_a_machine_cannot_read_is_told_while_it_says_so():
    assert lines(signs=[WELL, READING]) == (f"Reading: {READING.words}",)
    assert lines(signs=[replace(READING, well=True), replace(READING, name="Reading at b", at=NOW - HOUR)]) == ()


def test_feeds_that_may_have_lost_items_are_named_in_one_last_line_for_a_day():
    missed = [feed_state(feed_id=f"f{n}", gap_at=NOW - timedelta(hours=20)) for n in range(12)]
    first, last = lines(feeds=[*missed, feed_state(feed_id="gone", ended=True, outcome="answered 410")], signs=[])
    assert first.startswith("Feed gone has ended: answered 410")
    assert last == (
        "Items may have been missed in 12 feeds, which reached back to nothing recent that we had: f0, f1, f2, f3, f4, f5,"
        " f6, f7, f8, f9 and 2 more. Ask more often (`every`), or find feeds that hold more"
    )
    assert lines(feeds=missed[:1])[0].startswith("Items may have been missed in 1 feed, which")
    assert lines(feeds=[feed_state(gap_at=NOW - timedelta(hours=25))]) == ()


def test_an_ended_feed_that_may_have_lost_items_counts_as_one():
    both = [feed_state(feed_id=f"f{n}", gap_at=NOW, ended=True) for n in range(20)]
    assert "more feeds" not in " ".join(lines(feeds=both))
