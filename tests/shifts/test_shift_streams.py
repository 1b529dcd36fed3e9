"""Folding: the same state however the utterances arrive, and the states a stream goes through."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.shifts.seeds import Seed, hardening_sign, label_prior, seed_of
from monitor.shifts.streams import fold, fold_again, fold_all
from monitor.types import LEVELS, Rules, WordingPair
from tests.shifts.shift_world import MFA_DIA, START, WORLD, baseline, hard, label, place, position, said, setting

WORDS = WordingPair(id="op", issue="DIA", name_a="operation", name_b="war", a={"en": "operation"}, b={"en": r"\bwar\b"})


def again(state):
    """The state as it comes back from a store that keeps JSON."""
    return replace(state, memory=json.loads(json.dumps(state.memory)))


@st.composite
def courses(draw):
    days, told = 0, []
    for number in range(draw(st.integers(1, 60))):
        days += draw(st.sampled_from((0, 0, 1, 3, 20, 90)))
        level = draw(st.sampled_from(LEVELS))
        at = START + timedelta(days=days, hours=draw(st.integers(0, 5)))
        quote = place(f"a{number}", draw(st.sampled_from(("the operation goes on", "the war goes on", "no"))), at)
        quiet = draw(st.booleans()) if number < 15 else draw(st.integers(0, 9)) == 0
        margin = draw(st.sampled_from((0.0, 0.5, 0.9)))
        told.append(
            said(
                number,
                level,
                at,
                quiet=quiet,
                margin=margin,
                weight=draw(st.sampled_from((0.3, 0.7, 1.0))),
                commitment=draw(st.sampled_from(("flat", "conditional", "hedged", "denied"))),
                evidence=(quote,),
            )
        )
    return told


SETTINGS = setting(position(), position(id="B2", level=1, as_of=date(2025, 6, 1)), rules=Rules(wording=(WORDS,)))


@given(courses())
@settings(max_examples=60, deadline=None)
def test_one_at_a_time_through_the_store_gives_what_folding_everything_gives(told):
    ordered = sorted(told, key=lambda u: (u.said_at, u.id))
    state, shifts = None, []
    for utterance in ordered:
        state, found = fold(again(state) if state else None, utterance, setting=SETTINGS)
        shifts.extend(found)
    whole = fold_all(told, setting=SETTINGS)
    assert again(whole.state) == again(state)
    assert list(whole.shifts) == shifts


@given(courses(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_arrival_does_not_matter(told, rng):
    shuffled = list(told)
    rng.shuffle(shuffled)
    assert fold_all(shuffled, setting=SETTINGS) == fold_all(told, setting=SETTINGS)


@given(courses(), st.sampled_from((0.2, 0.9)))
@settings(max_examples=40, deadline=None)
def test_the_newest_utterance_can_grow_without_the_history(told, weight):
    *others, last = sorted(told, key=lambda u: (u.said_at, u.id))
    grown = replace(last, weight=weight, levels=(0.0, 0.1, 0.1, 0.2, 0.6), margin=0.5)
    state = again(fold_all(told, setting=SETTINGS).state)
    renewed = fold_again(state, grown, setting=SETTINGS)
    assert renewed is not None
    assert again(renewed.state) == again(fold_all((*others, grown), setting=SETTINGS).state)


def test_an_utterance_that_is_not_the_newest_cannot_be_taken_back():
    state = fold_all((said(1, -1), said(2, -1)), setting=setting(position())).state
    assert fold_again(state, said(1, 1), setting=setting(position())) is None


@pytest.mark.parametrize(
    ("n", "state"), [(1, "seed-only"), (9, "seed-only"), (10, "provisional"), (19, "provisional"), (20, "settled")]
)
def test_the_state_follows_from_how_much_of_the_archive_was_heard(n, state):
    told = [said(number, -1, quiet=True) for number in range(n)]
    assert fold_all(told, setting=setting(position())).state.state == state


def test_the_burn_in_is_the_last_ninety_days_where_they_hold_enough():
    old = [hard(n, 2, START + timedelta(days=n), quiet=True) for n in range(40)]
    new = [hard(100 + n, -2, START + timedelta(days=120 + n), quiet=True) for n in range(25)]
    live = hard(900, -2, START + timedelta(days=146))
    state = fold_all((*old, *new, live), setting=setting(position(level=-2))).state
    assert state.baseline_mean < -1.8


def test_a_pinned_row_is_not_taught_by_the_burn_in():
    told = [hard(n, 2, START + timedelta(days=n), quiet=True) for n in range(40)]
    pinned, open_row = position(pinned=True), position()
    mean = fold_all(told, setting=setting(pinned)).state.baseline_mean
    assert mean == pytest.approx(sum(p * x for p, x in zip(label_prior(-1, 0.8), LEVELS, strict=True)))
    assert fold_all(told, setting=setting(open_row)).state.baseline_mean > 1


def test_a_burn_in_that_contradicts_its_row_asks_once_for_a_check():
    told = [hard(n, 1, START + timedelta(days=n), quiet=True) for n in range(30)]
    live = [hard(100 + n, 1, START + timedelta(days=31 + n)) for n in range(20)]
    shifts = fold_all((*told, *live), setting=setting(position())).shifts
    assert [(shift.rule, shift.position, shift.before_level, shift.after_level) for shift in shifts] == [
        ("check", "B1", -1, 1)
    ]


def test_a_mild_word_of_the_rows_own_side_does_not_speak_for_a_check_of_it():
    told = [hard(n, 2, START + timedelta(days=n), quiet=True) for n in range(30)]
    live = [hard(100, -1, START + timedelta(days=31)), hard(101, 2, START + timedelta(days=32))]
    (check,) = fold_all((*told, *live), setting=setting(position(level=-2))).shifts
    assert check.rule == "check"
    assert -1 not in {round(u.mean) for u in check.utterances}
    assert -1 in {round(u.mean) for u in check.against}


def test_seed_only_streams_raise_no_drift():
    told = [said(number, 2) for number in range(9)]
    assert {shift.rule for shift in fold_all(told, setting=setting(position())).shifts} <= {"check"}


def test_a_provisional_baseline_needs_three_times_the_evidence():
    def ratio(n):
        quiet = [hard(number, -1, START + timedelta(days=number), quiet=True) for number in range(n)]
        live = [hard(100 + number, 1, START + timedelta(days=40 + number)) for number in range(20)]
        return next(
            shift for shift in fold_all((*quiet, *live), setting=setting(position())).shifts if shift.rule == "drift"
        )

    assert ratio(12).provisional
    assert ratio(12).ratio >= 900
    assert not ratio(30).provisional
    assert ratio(30).ratio >= 300


def test_quiet_utterances_teach_and_never_alert():
    told = [said(number, -1, quiet=True) for number in range(30)] + [
        said(30 + number, 2, quiet=True) for number in range(20)
    ]
    folded = fold_all(told, setting=setting(position()))
    assert folded.shifts == ()
    assert folded.state.ratio == 0
    assert folded.state.n == 50


def test_abstained_utterances_leave_the_line_alone():
    told = [said(number, -1, quiet=True) for number in range(30)]
    before = fold_all(told, setting=setting(position())).state
    after = fold_all((*told, *(said(40 + n, 2, margin=0.0) for n in range(20))), setting=setting(position())).state
    assert (after.n, after.ratio, after.baseline_mean) == (before.n, 0, before.baseline_mean)


def drift(level, after, row=None, sign=-1):
    quiet = [hard(number, level, START + timedelta(days=number), quiet=True) for number in range(40)]
    live = [hard(100 + number, after, START + timedelta(days=50 + number)) for number in range(12)]
    shifts = fold_all((*quiet, *live), setting=setting(row or position(level=level), sign=sign)).shifts
    return [shift for shift in shifts if shift.rule == "drift"]


@pytest.mark.parametrize(
    ("level", "after", "kind", "direction"),
    [
        (-1, 1, "reversal", "softer"),
        (1, -1, "reversal", "harder"),
        (-2, 0, "softening", "softer"),
        (2, 0, "hardening", "harder"),
    ],
)
def test_a_move_is_found_once_and_named(level, after, kind, direction):
    (shift,) = drift(level, after)
    assert (shift.kind, shift.direction, shift.status) == (kind, direction, "confirmed")
    assert (shift.before_level, shift.after_level) == (level, after)
    assert (shift.baseline, shift.position) == ("seed", "B1")
    assert shift.since == (START + timedelta(days=50)).date()


def test_mirrored_levels_give_the_mirrored_shift():
    (up,), (down,) = drift(-1, 1), drift(1, -1)
    assert up.ratio == pytest.approx(down.ratio)
    assert {up.direction, down.direction} == {"softer", "harder"}
    assert up.after_mean == pytest.approx(-down.after_mean)


def test_an_issue_without_a_harder_side_gives_no_direction():
    (shift,) = drift(-1, 1, sign=0)
    assert (shift.kind, shift.direction) == ("reversal", None)


def test_after_a_move_the_stream_is_held_against_the_new_line():
    quiet = [hard(n, -1, START + timedelta(days=n), quiet=True) for n in range(40)]
    there = [hard(100 + n, 1, START + timedelta(days=50 + n)) for n in range(60)]
    back = [hard(300 + n, -1, START + timedelta(days=120 + n)) for n in range(12)]
    shifts = fold_all((*quiet, *there, *back), setting=setting(position())).shifts
    assert [(s.baseline, s.before_level, s.after_level) for s in shifts] == [("seed", -1, 1), ("rolling", 1, -1)]


def test_a_line_that_moved_stands_where_it_has_stood_since():
    quiet = [hard(n, -1, START + timedelta(days=n), quiet=True) for n in range(40)]
    live = [hard(100 + n, 1, START + timedelta(days=50 + n)) for n in range(6)]
    folded = fold_all((*quiet, *live), setting=setting(position()))
    assert folded.shifts
    assert folded.state.mean == pytest.approx(1.0)


def test_without_a_row_the_stream_is_held_against_what_was_heard():
    quiet = [hard(n, -1, START + timedelta(days=n), quiet=True) for n in range(40)]
    live = [hard(100 + n, 1, START + timedelta(days=50 + n)) for n in range(12)]
    (shift,) = fold_all((*quiet, *live), setting=setting()).shifts
    assert (shift.baseline, shift.position, shift.before_level) == ("rolling", None, -1)


def test_a_row_is_not_held_against_what_was_said_before_it():
    seed = Seed((position(as_of=date(2025, 6, 1)),))
    assert seed.on(date(2025, 5, 31)) is None
    assert seed.on(date(2025, 6, 1)).id == "B1"


def test_own_rows_come_before_those_of_the_bloc_and_pinned_before_open():
    rows = (
        position(id="BLOC", office=None, use="bloc"),
        position(id="COND", use="condition"),
        position(id="OWN"),
        position(id="PIN", use="provisional", pinned=True),
        position(id="NOTE", use="frame"),
        position(id="OTHER", office="NATO-SG"),
    )
    assert [row.id for row in seed_of(MFA_DIA, "RU", baseline(*rows)).rows] == ["PIN", "OWN", "COND", "BLOC"]


def test_the_prior_is_spread_over_neighbours_and_misreadings():
    prior = label_prior(-1, 0.8)
    assert sum(prior) == pytest.approx(1)
    assert prior[1] == max(prior)
    assert prior[0] == pytest.approx(prior[2], abs=0.02)


@pytest.mark.parametrize(
    ("code", "bloc", "sign"),
    [("WAR", "NATO", 1), ("WAR", "RU", -1), ("WAR", "CN", 0), ("DOM", "NATO", 0)],
)
def test_the_configuration_says_which_way_is_harder_for_a_bloc(code, bloc, sign):
    assert hardening_sign(WORLD.issue(code), bloc) == sign


def test_a_wrong_seed_by_one_level_does_not_storm():
    rng, alerts, weeks = random.Random(7), 0, 0.0
    for _ in range(40):
        told = [hard(n, label(rng, -1), START + timedelta(days=n)) for n in range(150)]
        shifts = fold_all(told, setting=setting(position(level=0))).shifts
        alerts, weeks = alerts + sum(shift.rule == "drift" for shift in shifts), weeks + 1
    assert alerts / weeks <= 0.75


def test_a_change_of_words_is_found_and_its_first_use_noted():
    rules = Rules(wording=(WORDS,))

    def spoken(n, word, **changes):
        at = START + timedelta(days=n)
        return said(n, -1, at, evidence=(place(f"a{n}", f"The {word} goes on.", at),), **changes)

    told = [spoken(n, "operation", quiet=True) for n in range(25)] + [spoken(30 + n, "war") for n in range(8)]
    shifts = [s for s in fold_all(told, setting=setting(position(), rules=rules)).shifts if s.kind == "wording"]
    assert [bool(shift.ratio) for shift in shifts] == [False, True]
    assert shifts[1].ratio >= 300
