"""What never changed cannot have moved: a stream of one label, whatever its statements weigh and however far apart they are."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.shifts.detect import is_apart
from monitor.shifts.streams import fold_all
from monitor.types import LEVELS, Utterance
from tests.shifts.shift_world import HARD, SOFT, START, Desk, hard, position, said, setting, sure

UNSURE = {level: tuple(0.6 * share + 0.08 for share in sure(level)) for level in LEVELS}
DAY = timedelta(days=1)


def constant(
    level: int, weights: list[float], gaps: list[int], labels: dict[int, tuple[float, ...]]
) -> list[Utterance]:
    """One label over and over; weights and gaps (days) come round again."""
    told, at = [], START
    for number in range(130):
        at += gaps[number % len(gaps)] * DAY
        weight = weights[number % len(weights)]
        told.append(hard(number, level, at, weight=weight, levels=labels[level]))
    return told


@settings(max_examples=60, deadline=None)
@given(
    level=st.sampled_from(LEVELS),
    row=st.none() | st.sampled_from(LEVELS),
    weights=st.lists(st.floats(0.01, 1.0), min_size=1, max_size=7),
    gaps=st.lists(st.integers(0, 9), min_size=1, max_size=7),
    labels=st.sampled_from((HARD, SOFT, UNSURE)),
)
def test_a_label_that_never_changes_raises_no_sign_and_no_move(
    level: int, row: int | None, weights: list[float], gaps: list[int], labels: dict[int, tuple[float, ...]]
) -> None:
    rows = () if row is None else (position(level=row),)
    folded = fold_all(constant(level, weights, gaps, labels), setting=setting(*rows))

    assert {shift.rule for shift in folded.shifts} <= {"check"}  # which asks a person about the row


@pytest.mark.parametrize("weight", [0.05, 0.34, 0.63, 1.0])
@pytest.mark.parametrize("gap", [1, 3, 9])
def test_weighed_it_raises_no_decisive_statement_either(weight: float, gap: int) -> None:
    desk = Desk(position(level=-1))
    desk.hear(*(said(n, -2, START + n * gap * DAY, weight=weight) for n in range(60)))

    assert [alert for alert in desk.alerts.values() if not alert.key.startswith("check:")] == []


@pytest.mark.parametrize("weight", [0.34, 1.0])
def test_but_the_same_stream_is_heard_to_move(weight: float) -> None:
    told = constant(-2, [weight], [3], HARD)[:60]
    after = [hard(100 + n, 1, told[-1].said_at + (n + 1) * DAY, weight=weight) for n in range(40)]
    folded = fold_all([*told, *after], setting=setting(position(level=-1)), since=after[0])

    assert "drift" in {shift.rule for shift in folded.shifts}


def test_apart_is_half_a_level_that_way_from_what_was_heard() -> None:
    heard = (10.0, 0.0, 0.0, 0.0, 0.0)

    assert is_apart(heard, (1.0, 1.0, 0.0, 0.0, 0.0), 1)
    assert not is_apart(heard, (3.0, 2.0, 0.0, 0.0, 0.0), 1)
    assert not is_apart(heard, (1.0, 1.0, 0.0, 0.0, 0.0), -1)
    assert is_apart((0.0,) * 5, heard, -1)
