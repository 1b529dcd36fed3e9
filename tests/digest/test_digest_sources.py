"""What is quiet because nothing was said, and what because nothing was heard."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.digest import build_digest, parse_week
from monitor.types import FeedState, Versions
from tests.builders import digest_rows, utterance, week_config

WEEK = parse_week("2026-W47", "Europe/Brussels")
NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
LAST_DAY = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def content(rows, **how):
    versions = Versions(baseline="b4a5e1", model="rules", code="0.1.0")
    usual = {"config": week_config(), "previous": None}
    return build_digest(rows, week=WEEK, versions=versions, now=NOW, **(usual | how)).content


def spoke(*days_ago):
    return tuple(utterance(id=f"ut-{days}", said_at=LAST_DAY - timedelta(days=days)) for days in days_ago)


def test_an_office_that_is_silent_for_three_times_its_usual_gap_is_told_with_its_last_day():
    (row,) = content(digest_rows(utterances=spoke(8, 10, 12, 14)))["silent"]
    assert (row["office_name"], row["last"], row["days"], row["usual_days"]) == (
        "Russian Foreign Ministry",
        "2026-11-14",
        8,
        2.0,
    )


@pytest.mark.parametrize(
    "days",
    [(6, 7, 8, 9), (8, 10, 12), (9, 12, 15, 18), (0, 1, 2, 3, 60)],
    ids=["a week is short", "too few", "usual", "spoke"],
)
def test_a_silence_that_is_short_or_usual_or_not_known_is_not_told(days):
    assert content(digest_rows(utterances=spoke(*days)))["silent"] == []


@pytest.mark.parametrize(
    ("weeks", "turn"),
    [
        ((20, 22, 18, 20, 3), "fewer"),
        ((20, 22, 18, 20, 70), "more"),
        ((20, 22, 18, 20, 15), None),
        ((2, 3, 2, 2, 0), None),
        ((0, 0, 0, 20, 20, 20, 1), None),
        ((0, 0, 20, 20, 20, 20, 1), "fewer"),
    ],
)
def test_a_feed_that_brings_far_less_or_more_than_usual_is_told(weeks, turn):
    found = content(digest_rows(volumes={"kremlin-en": weeks, "gone": (90, 90, 90, 90, 1)}))["volumes"]
    assert [row["turn"] for row in found] == ([turn] if turn else [])


def test_offices_of_which_too_little_was_heard_are_named_and_not_compared():
    made = content(digest_rows(), frozen=["RU-MFA"])
    assert made["frozen"] == ["Russian Foreign Ministry"]


def back(**changes):
    """A feed that answers as the digest is made."""
    usual = {
        "next_due": NOW,
        "first_polled_at": NOW - timedelta(days=90),
        "last_polled_at": NOW,
        "last_success_at": NOW,
        "last_new_at": NOW,
    }
    return FeedState(feed_id="kremlin-en", **(usual | changes))


ALL_WEEK = {"kremlin-en": [(WEEK.start - timedelta(days=2), NOW)]}


def test_of_a_week_in_which_no_feed_was_heard_it_is_not_said_that_feeds_answered():
    made = content(digest_rows(feeds=(back(),), absences=ALL_WEEK))
    assert made["coverage"]["feeds_up"] == 0
    assert made["coverage"]["lines"][0].startswith("No feed was heard; ")
    assert "No feed was heard in that time: this monitor did not run, or reached none of them." in made["lines"]
    assert made["lines"][-1].endswith("from 0 of 1 feeds; one feed was not heard.")
    assert [line.partition(",")[0] for line in made["health"]] == ["Not heard from 13 Nov to 23 Nov"]


def test_of_a_week_in_which_no_feed_was_asked_this_is_said_and_not_how_many_answered():
    before = WEEK.start - timedelta(days=2)
    made = content(digest_rows(feeds=(back(last_polled_at=before, last_success_at=before, last_new_at=before),)))
    assert made["coverage"]["lines"][0].startswith("No feed was asked; ")
    assert "No feed was asked in that time." in made["lines"]


@pytest.mark.parametrize(
    "absences",
    [{}, {"kremlin-en": [(WEEK.start, WEEK.end - timedelta(days=3))]}, {"gone": ALL_WEEK["kremlin-en"]}],
    ids=["none", "a part of the week", "a feed no longer asked"],
)
def test_a_feed_that_was_heard_within_the_week_answered(absences):
    made = content(digest_rows(feeds=(back(),), absences=absences))
    assert made["coverage"]["lines"][0].startswith("1 of 1 feeds answered; ")


def test_the_time_in_which_no_feed_was_heard_is_no_silence_of_an_office():
    said = spoke(13, 15, 17, 19)
    alone = content(digest_rows(utterances=said, feeds=(back(),)))["silent"]
    assert [row["days"] for row in alone] == [13]

    ours = {"kremlin-en": [(LAST_DAY - timedelta(days=13), LAST_DAY - timedelta(days=3))]}
    assert content(digest_rows(utterances=said, feeds=(back(),), absences=ours))["silent"] == []


def test_an_office_that_is_silent_while_other_feeds_are_heard_is_told():
    away = {"kremlin-en": [(LAST_DAY - timedelta(days=13), LAST_DAY - timedelta(days=3))]}
    other = FeedState(feed_id="other", next_due=NOW, first_polled_at=NOW - timedelta(days=60), last_success_at=NOW)
    config = week_config()
    two = replace(config, feeds=(*config.feeds, replace(config.feeds[0], id="other")))
    rows = digest_rows(utterances=spoke(13, 15, 17, 19), feeds=(back(), other), absences=away)
    assert [row["days"] for row in content(rows, config=two)["silent"]] == [13]


def test_a_silence_that_is_long_without_our_own_time_too_is_told():
    ours = {"kremlin-en": [(LAST_DAY - timedelta(days=3), LAST_DAY - timedelta(days=1))]}
    rows = digest_rows(utterances=spoke(13, 15, 17, 19), feeds=(back(),), absences=ours)
    assert [row["days"] for row in content(rows)["silent"]] == [13]


def test_a_feed_that_brought_something_in_every_week_is_not_silent_though_its_last_news_came_after_the_week():
    previous = None
    for name in ("2026-W39", "2026-W40", "2026-W41", "2026-W42"):
        week = parse_week(name, "Europe/Brussels")
        rows = digest_rows(feeds=(back(last_new_at=week.start),))
        previous = build_digest(
            rows,
            week=week,
            config=week_config(),
            versions=Versions(baseline="b4a5e1", model="rules", code="0.1.0"),
            previous=previous,
            now=week.end,
        )
    now_it_speaks = digest_rows(feeds=(back(),), volumes={"kremlin-en": (3, 3)})
    assert not any("silent" in line for line in content(now_it_speaks, previous=previous)["health"])
    still = digest_rows(feeds=(back(),), volumes={"kremlin-en": (0, 0)})
    assert any("silent" in line for line in content(still, previous=previous)["health"])
