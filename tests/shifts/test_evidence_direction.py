"""The evidence R that an alert shows, and is decided by, speaks for the direction that it tells."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.shifts.detect import Detector, likelihood_table
from monitor.shifts.seeds import label_prior
from monitor.types import LEVELS
from tests.shifts.shift_world import HARD, MFA_DIA, RULES, Desk, position, said

PLAIN = {"speaker_level": 3}
"""Too low a voice for a decisive statement: what it says only feeds the detector."""


def settled_in_the_middle(*leaning: int) -> Desk:
    """A line at 0, heard thirty times, and then each of these levels once by a low voice."""
    desk = Desk(position(level=0))
    desk.hear(*(said(number, 0, quiet=True) for number in range(30)))
    desk.hear(*(said(40 + number, level, **PLAIN) for number, level in enumerate(leaning)))
    assert desk.alerts == {}
    return desk


def decisive(desk: Desk, level: int):
    desk.hear(said(60, level, primary=True))
    (told,) = (alert for alert in desk.alerts.values() if alert.status == "unconfirmed" and not alert.signs)
    return told


@pytest.mark.parametrize("way", [-1, 1])
def test_what_speaks_for_the_other_direction_is_not_shown_as_evidence(way: int) -> None:
    told = decisive(against := settled_in_the_middle(way, way, way), -2 * way)
    kept = {name: Detector.load(against.states[MFA_DIA].memory["core"][name]) for name in ("fixed", "rolling")}
    up, down = (max(detector.towards(sign * -way) for detector in kept.values()) for sign in (1, -1))

    assert told.ratio == pytest.approx(up, abs=0.05)
    assert down > told.ratio  # so that all of R would have been more than twice as much
    assert f"R={told.ratio:.0f} as weighed" in told.reason


def test_what_speaks_for_it_is() -> None:
    assert decisive(settled_in_the_middle(1, 1), 2).ratio > 2 * decisive(settled_in_the_middle(), 2).ratio


def test_a_walk_back_shows_what_is_left_for_the_move_that_it_takes_back() -> None:
    desk = settled_in_the_middle()
    moved = decisive(desk, 2)
    desk.hear(said(61, 0, primary=True), said(62, -1, **PLAIN))
    (back,) = (alert for alert in desk.alerts.values() if alert.kind == "walk_back")

    assert 0 < back.ratio < moved.ratio
    assert f"(R={back.ratio:.0f} of {RULES.threshold:.0f} for the move that it takes back)" in back.reason


@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 10_000), level=st.sampled_from(LEVELS))
def test_both_directions_together_are_all_of_r(seed: int, level: int) -> None:
    """So a threshold that holds for R holds for each direction too."""
    draws, table, detector = Random(seed), likelihood_table(label_prior(level, 0.8), RULES.detect), Detector()
    for day in range(30):
        detector.update(table, HARD[draws.choice(LEVELS)], draws.random(), day)

    assert detector.towards(-1) + detector.towards(1) == pytest.approx(detector.ratio)
    assert min(detector.towards(-1), detector.towards(1)) >= 0
