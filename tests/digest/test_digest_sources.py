"""What is quiet because nothing was said, and what because nothing was heard."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor.digest import build_digest, parse_week
from monitor.types import Versions
from tests.builders import digest_rows, utterance, week_config

WEEK = parse_week("2026-W47", "Europe/Brussels")
NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
LAST_DAY = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def content(rows, **how):
    versions = Versions(baseline="b4a5e1", model="rules", code="0.1.0")
    return build_digest(rows, week=WEEK, config=week_config(), versions=versions, previous=None, now=NOW, **how).content


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
