"""What we changed ourselves is told, so that it is not taken for a move of the world."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from monitor.digest import build_digest, parse_week, previous_week
from monitor.types import AlertRules, Feed, Position, Rules, Versions
from tests.builders import digest_rows, week_config

WEEK = parse_week("2026-W47", "Europe/Brussels")
BEFORE = previous_week(WEEK, "Europe/Brussels")
VERSIONS = Versions(baseline="b4a5e1", model="rules", code="0.1.0")
BASE = week_config()
ROW = Position(
    id="B06", actor="Russia", office="RU-MFA", bloc="RU", issue="DIA", level=-1, claim="wait", use="position", as_of=date(2023, 1, 15)
)  # fmt: skip


def made(config, *, previous=None, week=WEEK, versions=VERSIONS):
    now = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    return build_digest(digest_rows(), week=week, config=config, versions=versions, previous=previous, now=now)


def with_rows(*rows):
    return replace(BASE, baseline=replace(BASE.baseline, positions=rows))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (BASE, BASE, "Nothing has changed in baseline, models and configuration since the digest of 2026-W46."),
        (with_rows(), with_rows(ROW), "One baseline row added (B06)."),
        (with_rows(ROW), with_rows(replace(ROW, level=1)), "One baseline row changed (B06)."),
        (with_rows(ROW), with_rows(), "One baseline row removed (B06)."),
        (
            BASE,
            replace(BASE, feeds=(*BASE.feeds, Feed(id="x", url="u", outlet="o", owner="w", every=timedelta(hours=1)))),
            "One feed added (x).",
        ),
        (BASE, replace(BASE, rules=Rules(alerts=AlertRules(per_week=3))), "Rule alerts.per_week: 5 → 3."),
        (BASE, replace(BASE, world=replace(BASE.world, issues=BASE.world.issues[:1])), "One issue removed (FOR)."),
    ],
)
def test_each_change_of_the_configuration_has_its_sentence(before, after, told):
    earlier = made(before, week=BEFORE)
    assert made(after, previous=earlier).content["changes"] == [told]


def test_another_model_is_told_and_what_it_means():
    earlier = made(BASE, week=BEFORE, versions=replace(VERSIONS, model="older", code="0.0.9"))
    assert made(BASE, previous=earlier).content["changes"] == [
        "Model: older → rules. What was judged with the one is not compared with the other.",
        "Program: version 0.0.9 → 0.1.0.",
    ]


def test_a_first_digest_claims_no_comparison():
    assert made(BASE).content["changes"] == [
        "There is no earlier digest with which baseline, models and configuration could be compared."
    ]


def test_a_digest_of_before_this_was_kept_claims_no_comparison_either():
    earlier = made(BASE, week=BEFORE)
    old = replace(earlier, content={name: value for name, value in earlier.content.items() if name != "setup"})
    assert made(BASE, previous=old).content["changes"][0].startswith("There is no earlier digest")


def test_a_secret_in_an_address_is_not_in_the_digest():
    secret = replace(BASE.feeds[0], url="https://someone:opensesame@feeds.example.org/x")
    assert "opensesame" not in str(made(replace(BASE, feeds=(secret,))).content)
