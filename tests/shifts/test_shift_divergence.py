"""Offices that leave their bloc's line, and blocs that fall apart: told once, and not of who always stood apart."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.shifts import shown_ids, weekly_alerts, weekly_shifts
from monitor.shifts.divergence import divergence_shifts
from monitor.types import LEVELS, Office, Rules, StreamKey
from monitor.types.agreement import agreement
from tests.shifts.shift_world import NOW, WORLD, context, label
from tests.shifts.weeks_said import one, week_end, words_of

RULES = Rules()
CAPITALS = tuple(
    Office(id=f"P{n}", name=f"Capital {n}", bloc="NATO", country=f"P{n}", level=5 if n == 0 else 4) for n in range(6)
)
ALLIES = replace(WORLD, offices=(*WORLD.offices, *CAPITALS))


def talk(levels, *, first=0, weeks=20, start=0, quiet=False):
    """Each capital speaks twice a week; `levels`: of each of them."""
    return [
        one(
            first + (week * 10 + n) * 2 + k,
            week_end(start + week) + timedelta(hours=8 + n + 48 * k),
            key=StreamKey(f"P{n}", "THR"),
            level=level,
            origin=f"Paper {n}",
            quiet=quiet,
        )
        for week in range(weeks)
        for n, level in enumerate(levels)
        for k in range(2)
    ]


def found(said, since=None):
    ordered = sorted(said, key=lambda u: (u.at, u.id))
    return divergence_shifts(ordered, world=ALLIES, rules=RULES, since=since or week_end(0))


def test_an_office_that_leaves_the_line_is_told_once():
    said = [*talk([1] * 6, weeks=25), *talk([-1, 1, 1, 1, 1, 1], first=9000, start=25, weeks=12)]
    (shift,) = found(said)
    assert (shift.shift.key.office, shift.shift.rule) == ("P0", "apart")
    assert (shift.shift.before_level, shift.shift.after_level, shift.shift.direction) == (1, -1, "softer")
    assert shift.shift.since >= week_end(25).date()


def test_who_always_stood_apart_is_no_news():
    assert found(talk([-2, 1, 1, 1, 1, 1], weeks=37)) == []


def test_a_bloc_of_one_mind_is_not_told():
    assert found(talk([1] * 6, weeks=37)) == []


def test_offices_that_return_to_the_line_are_not_told_as_leaving_it():
    said = [*talk([-1, 1, 1, 1, 1, 1], weeks=25), *talk([1] * 6, first=9000, start=25, weeks=12)]
    assert found(said) == []


def test_an_office_that_wavers_before_it_leaves_is_told_when_it_has_left():
    """Apart, now on one side and now on the other: what that shows is kept for when it stands on one."""
    wavering = [
        replace(u, level=(2, -2)[n % 2] if u.key.office == "P0" else 1)
        for n, u in enumerate(sorted(talk([1] * 6, first=9000, start=25, weeks=6), key=lambda u: (u.key.office, u.at)))
    ]
    left = talk([-1, 1, 1, 1, 1, 1], first=20000, start=31, weeks=10)
    assert found([*talk([1] * 6, weeks=25), *wavering]) == []
    (shift,) = found([*talk([1] * 6, weeks=25), *wavering, *left])
    assert (shift.shift.key.office, shift.shift.rule, shift.shift.after_level) == ("P0", "apart", -1)


def test_too_few_others_make_no_line():
    said = [*talk([1] * 3, weeks=25), *talk([-1, 1, 1], first=9000, start=25, weeks=12)]
    assert found(said) == []


def test_a_bloc_that_falls_apart_office_by_office_is_not_told_twice():
    said = [*talk([1] * 6, weeks=25), *talk([-2, 1, 1, 1, 1, 1], first=9000, start=25, weeks=12)]
    assert len({shift.shift.story for shift in found(said)}) == 1


def test_a_bloc_can_fall_apart_without_any_office_leaving():
    """Each office says now this, now that: nobody stands off the line, and there is none."""
    mixed = [
        replace(u, level=(2, 0, -1, 1)[n % 4]) for n, u in enumerate(talk([1] * 6, first=9000, start=25, weeks=14))
    ]
    rules = [shift.shift.rule for shift in found([*talk([1] * 6, weeks=25), *mixed])]
    assert rules == ["cohesion"]


def test_the_alert_names_the_line_and_the_office():
    said = [*talk([1] * 6, weeks=25), *talk([-1, 1, 1, 1, 1, 1], first=9000, start=25, weeks=12)]
    shifts = found(said)
    words = [words_of(u) for u in said if u.id in shown_ids(shifts)]
    (alert,) = weekly_alerts(shifts, words, context=replace(context(), world=ALLIES), now=NOW)
    assert alert.kind == "divergence"
    assert alert.headline == "Capital 0 leaves its bloc's line on threat: towards “enemy” → towards “partner”"
    assert alert.before.claim == "towards “enemy”, the line of 5 other offices of the bloc"
    assert alert.reason.startswith("It is apart from the line of 5 other offices of its bloc in ")
    assert (alert.channel, alert.held) == ("digest", "divergence: always in the digest")


def test_a_shift_that_was_told_with_another_start_is_not_told_again():
    said = [*talk([1] * 6, weeks=25), *talk([-1, 1, 1, 1, 1, 1], first=9000, start=25, weeks=12)]
    shifts = found(said)
    words = [words_of(u) for u in said if u.id in shown_ids(shifts)]
    world = replace(context(), world=ALLIES)
    (alert,) = weekly_alerts(shifts, words, context=world, now=NOW)
    earlier = replace(alert, key=f"{alert.key}-a-week-before", at=alert.at - timedelta(days=7))
    assert weekly_alerts(shifts, words, context=replace(world, near=(earlier,)), now=NOW) == ()
    assert weekly_alerts(shifts, words, context=replace(world, near=(alert,)), now=NOW) == (alert,)


@given(st.randoms(use_true_random=False))
@settings(max_examples=4, deadline=None)
def test_the_order_of_arrival_does_not_matter(rng):
    said = [*talk([1] * 6, weeks=25), *talk([-1, 1, 1, 1, 1, 1], first=9000, start=25, weeks=6)]
    shuffled = list(said)
    rng.shuffle(shuffled)
    in_order = weekly_shifts(said, world=ALLIES, rules=RULES, until=week_end(28))
    assert weekly_shifts(shuffled, world=ALLIES, rules=RULES, until=week_end(28)) == in_order


@pytest.mark.parametrize(
    ("votes", "a"),
    [
        ([5, 0, 0, 0, 0], 1.0),
        ([5, 0, 0, 0, 5], -1.0),
        ([1, 1, 1, 1, 1], 0.0),
        ([0, 5, 5, 0, 0], 0.75),
        ([30, 40, 210, 130, 530, 50, 10], 0.6113),
        ([0, 0, 0, 0, 0], 1.0),
    ],
)
def test_agreement_is_that_of_the_literature(votes, a):
    assert agreement(votes) == pytest.approx(a, abs=1e-4)


def test_quiet_blocs_stay_within_the_budget(record_property):
    """Six capitals with lines of their own, misread as readers misread, for half a year of live talk."""
    rng, alarms, statements = random.Random(51), 0, 0
    for _ in range(6):
        own = [rng.choice(LEVELS) for _ in range(6)]
        said = [
            replace(u, level=label(rng, own[int(u.key.office[1:])]), quiet=u.at < week_end(15))
            for u in talk(own, weeks=41)
        ]
        alarms += len(found(said))
        statements += sum(not u.quiet for u in said)
    record_property("false_alarms_per_150", 150 * alarms / statements)
    assert 150 * alarms / statements <= 0.25
