"""How firmly a line is said: found when it changes at the same level, silent when nothing changed or the level did."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from statistics import median

import pytest

from monitor.shifts import conditionality
from monitor.shifts.streams import fold_all
from monitor.types import LEVELS, Rules
from tests.shifts.shift_world import MFA_DIA, START, Desk, hard, label, position, said, setting

RULES = Rules()
FLAT, ON_CONDITIONS = (0.85, 0.1, 0.05), (0.2, 0.7, 0.1)
NAMES = ("flat", "conditional", "hedged")


def spoken(before="flat", after="conditional", *, n=14, level=-1, to=None):
    """Thirty from the archive, then `n` live ones, said otherwise."""
    told = [said(number, level, quiet=True, commitment=before) for number in range(30)]
    now = level if to is None else to
    return [*told, *(said(40 + number, now, commitment=after, speaker_level=4) for number in range(n))]


def kinds(told):
    return [shift.kind for shift in fold_all(told, setting=setting(position())).shifts]


@pytest.mark.parametrize(("before", "after"), [(a, b) for a in NAMES for b in NAMES if a != b])
def test_a_line_said_otherwise_at_the_same_level_is_told_once(before, after):
    assert kinds(spoken(before, after)) == ["conditionality"]


def test_a_line_said_as_before_is_not_told():
    assert kinds(spoken("flat", "flat")) == []


@pytest.mark.parametrize("commitment", ["denied", "question"])
def test_denials_and_questions_do_not_count(commitment):
    assert kinds(spoken("flat", commitment)) == []


def test_where_the_level_moves_too_one_alert_tells_both():
    (shift,) = fold_all(spoken(to=1), setting=setting(position())).shifts
    assert shift.rule == "drift"
    (later,) = [
        s for s in fold_all(spoken(to=1, n=40), setting=setting(position())).shifts if s.kind != shift.kind
    ] or [None]
    assert later is None


def test_the_alert_says_what_was_and_what_is():
    desk = Desk(position())
    desk.hear(*spoken())
    (found,) = desk.alerts.values()
    assert (found.kind, found.status, found.direction) == ("conditionality", "confirmed", None)
    assert found.headline == (
        "Russian Foreign Ministry says its line on dialogue otherwise: without conditions → on conditions"
    )
    assert (found.before.level, found.after.level) == (-1, -1)
    assert found.before.claim == "towards “refuse”, without conditions"
    assert found.after.claim.startswith("towards “refuse”, on conditions: “")
    assert found.reason.startswith("The level stands: said on conditions in ")
    assert f"threshold {RULES.habit.factor * RULES.threshold:.0f}" in found.reason
    assert found.evidence
    assert all(place.favours for place in found.evidence)


def test_a_stream_folded_before_this_was_looked_at_goes_on():
    *told, last = spoken(n=2)
    state = fold_all(told, setting=setting(position())).state
    core = {name: value for name, value in state.memory["core"].items() if name != "firmness"}
    desk = Desk(position())
    desk.states[MFA_DIA] = replace(state, memory={**state.memory, "core": core})
    desk.hear(last)
    assert desk.states[MFA_DIA].n == state.n + 1


def read(rng, mix):
    """What a reader that is right in 88 of 100 makes of a speaker with these habits."""
    return rng.choices(NAMES, mix)[0] if rng.random() < 0.88 else rng.choice(NAMES)


def alarms(rng, before, after=None, *, burn_in=40, live=150, move=20):
    habit, at, found, true = conditionality.fresh(), START, [], rng.choice(LEVELS)
    for number in range(burn_in + live):
        at += timedelta(hours=12)
        mix = after if after and number >= burn_in + move else before
        utterance = hard(number, label(rng, true), at, quiet=number < burn_in, commitment=read(rng, mix))
        departure = conditionality.watch(habit, utterance, RULES)
        if departure is not None and conditionality.stands(departure, RULES):
            found.append(number - burn_in)
            habit.restart(departure)
    return found


def test_false_alarms_stay_within_the_budget(record_property):
    rng = random.Random(21)
    mixes = (FLAT, (0.6, 0.25, 0.15), (0.3, 0.6, 0.1), (0.2, 0.2, 0.6), (0.95, 0.03, 0.02))
    rate = sum(len(alarms(rng, mixes[stream % 5])) for stream in range(60)) / 60
    record_property("false_alarms_per_150", rate)
    assert rate <= 0.4


def test_a_flat_line_that_becomes_conditional_is_found_within_weeks(record_property):
    rng = random.Random(22)
    waited = [
        min((at - 19 for at in alarms(rng, FLAT, ON_CONDITIONS, live=60) if at >= 20), default=99) for _ in range(30)
    ]
    record_property("median_delay", median(waited))
    assert median(waited) <= 14
