"""The product's own fold on the simulator of method §3.2: five levels, labels 70/15/15, spread .8/.2, baseline of 40."""

from __future__ import annotations

import random
from datetime import timedelta
from statistics import median
from time import process_time

import pytest

from monitor.shifts.course import Course
from monitor.shifts.streams import fold_all
from monitor.types import LEVELS
from tests.shifts.shift_world import SOFT, START, hard, label, position, setting

STREAMS = 150
LIVE = 150


def spoken(number, level, at, soft, **changes):
    return hard(number, level, at, **(changes | ({"levels": SOFT[level]} if soft else {})))


def run(rng, true, *, seed, burn_in, live, move=None, soft=False):
    """Live steps of one stream, two utterances a day: (index, shift) of every drift found."""
    course, at, found = Course(setting(position(level=seed))), START, []
    for number in range(burn_in):
        at += timedelta(hours=12)
        course.step(spoken(number, label(rng, true), at, soft, quiet=True))
    for index in range(live):
        at += timedelta(hours=12)
        level = move[1] if move and index >= move[0] else true
        found += [
            (index, s) for s in course.step(spoken(burn_in + index, label(rng, level), at, soft)) if s.rule == "drift"
        ]
    return found


def alarms(rng, *, burn_in, off, streams=STREAMS, soft=False):
    """False alarms per 150 statements; `off`: how many levels the seed is wrong by."""
    total = 0
    for _ in range(streams):
        true = rng.choice(LEVELS)
        seed = true + off if true + off in LEVELS else true - off
        total += len(run(rng, true, seed=seed, burn_in=burn_in, live=LIVE, soft=soft))
    return total / streams


def delays(rng, distance, *, streams=200, soft=False):
    """Utterances from the move to its alarm; 99 where none came within 40."""
    waited = []
    for _ in range(streams):
        true = rng.choice(LEVELS)
        to = rng.choice([level for level in (true - distance, true + distance) if level in LEVELS])
        hits = [
            index
            for index, shift in run(rng, true, seed=true, burn_in=40, live=60, move=(20, to), soft=soft)
            if index >= 20
        ]
        waited.append(hits[0] - 19 if hits else 99)
    return waited


@pytest.mark.parametrize("soft", [False, True])
def test_false_alarms_stay_within_the_budget(soft, record_property):
    rate = alarms(random.Random(11), burn_in=40, off=0, soft=soft)
    record_property("false_alarms_per_150", rate)
    assert rate <= 0.4


@pytest.mark.parametrize("burn_in", [0, 10])
def test_a_seed_wrong_by_one_level_stays_within_the_budget(burn_in, record_property):
    rate = alarms(random.Random(12), burn_in=burn_in, off=1)
    record_property("false_alarms_per_150", rate)
    assert rate <= 0.5


@pytest.mark.parametrize("soft", [False, True])
def test_a_move_of_two_levels_is_found_within_six_utterances(soft, record_property):
    waited = delays(random.Random(13), 2, soft=soft)
    record_property("median_delay", median(waited))
    assert median(waited) <= 6
    assert sum(wait <= 10 for wait in waited) / len(waited) >= 0.9


@pytest.mark.parametrize("soft", [False, True])
def test_a_move_of_one_level_is_found(soft, record_property):
    waited = delays(random.Random(14), 1, soft=soft)
    record_property("median_delay", median(waited))
    assert median(waited) <= 25


def test_folding_is_fast_enough():
    rng = random.Random(15)
    told = [hard(n, label(rng, 0), START + timedelta(hours=n)) for n in range(10_000)]
    begun = process_time()
    fold_all(told, setting=setting(position(level=0)))
    assert process_time() - begun < 5
