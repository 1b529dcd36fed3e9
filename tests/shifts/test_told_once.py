"""A move that was told is not told as new again, unless the line went back or further in between; no second move is lost by that."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.shifts.open_alerts import goes_on
from tests.shifts.shift_world import MFA_DIA, RULES, START, Desk, position, said

if TYPE_CHECKING:
    from monitor.ports import StreamMemory
    from monitor.types import Alert, Utterance

DAY, YEAR = timedelta(days=1), timedelta(days=365)
COOL_DOWN = RULES.alerts.cool_down.days
MOVES = st.sampled_from([(-2, 0), (-2, 1), (-2, 2), (-1, 1), (-1, 2), (0, 2), (0, -2), (1, -1), (2, -1), (2, 0)])


class Stream:
    """One line at `level`, heard thirty times; each further word is said by itself, on the speaker's own page."""

    def __init__(self, level: int, *, weight: float, rows: bool = True) -> None:
        self.desk = Remembering(*((position(level=level),) if rows else ()))
        self.weight, self.number, self.at = weight, 0, START
        for _ in range(30):
            self.say(level, days=7, quiet=True)

    def say(self, level: int, *, days: int, times: int = 1, **changes: object) -> None:
        for _ in range(times):
            self.number, self.at = self.number + 1, self.at + days * DAY
            usual = {"weight": self.weight, "primary": True, "origins": ("Owner",)}
            self.desk.hear(said(self.number, level, self.at, **(usual | changes)))

    def told(self, status: str = "unconfirmed") -> list[Alert]:
        return [a for a in self.desk.alerts.values() if a.one_move and a.status == status]


class Remembering(Desk):
    """Remembers alerts no longer than the store does."""

    def memory(self, utterance: Utterance) -> StreamMemory:
        known = super().memory(utterance)
        return known._replace(alerts=tuple(a for a in known.alerts if a.at >= utterance.said_at - YEAR))


@dataclass(frozen=True)
class Case:
    """How a stream is told: what each word weighs, and how many days lie between two."""

    weight: float
    days: int


CASES = st.builds(Case, st.sampled_from([0.1, 0.3, 0.34, 0.63, 1.0]), st.integers(COOL_DOWN // 2, 25))


@settings(max_examples=60, deadline=None)
@given(move=MOVES, case=CASES, rows=st.booleans(), times=st.integers(2, 14))
def test_a_line_that_moved_once_and_stays_is_told_once_and_then_confirmed(
    move: tuple[int, int], case: Case, times: int, rows: bool
) -> None:
    before, after = move
    stream = Stream(before, weight=case.weight, rows=rows)
    stream.say(after, days=case.days, times=times)
    (first,) = stream.told()

    assert (first.before.level, first.after.level) == move
    assert first.at == START + 210 * DAY + case.days * DAY  # as early as ever
    assert all(f"It confirms “{first.headline}”" in a.reason and a.story == first.id for a in stream.told("confirmed"))
    assert len(stream.told("confirmed")) <= 1


@pytest.mark.parametrize("weight", [0.1, 0.3, 0.63])
def test_it_is_renewed_by_each_further_word_and_confirmed_in_the_end(weight: float) -> None:
    stream = Stream(-1, weight=weight)
    stream.say(1, days=7)
    (first,) = stream.told()
    stream.say(1, days=7, times=3)
    (again,) = stream.told()
    assert (again.id, again.raised_at, again.at) == (first.id, first.raised_at, first.at)
    assert [place.said_at for place in again.evidence if place.later] == [stream.at - n * 7 * DAY for n in range(3)]
    assert again.ratio > first.ratio

    stream.say(1, days=7, times=36)
    (sure,) = stream.told("confirmed")
    assert (sure.story, sure.channel) == (first.id, "chat")
    assert len(stream.told()) == 1


@settings(max_examples=60, deadline=None)
@given(move=MOVES, case=CASES, backs=st.integers(1, 3), again=st.integers(1, 3), margin=st.floats(0.01, 1.0))
def test_what_went_back_and_moves_again_is_told_again(
    move: tuple[int, int], case: Case, backs: int, again: int, margin: float
) -> None:
    """However weakly it was said that it was back."""
    before, after = move
    stream = Stream(before, weight=case.weight)
    stream.say(after, days=case.days)
    (first,) = stream.told()
    stream.say(before, days=case.days, times=backs, margin=margin, speaker_level=2, primary=False)
    stream.say(after, days=case.days, times=again)
    later = [a for a in stream.told() if a.id != first.id]

    if (backs + 1) * case.days > COOL_DOWN:
        assert [a.after.level for a in later] == [after]
    else:  # inside the cool-down it is told by the open alert
        assert any(place.later for place in stream.told()[0].evidence)


@settings(max_examples=60, deadline=None)
@given(move=st.sampled_from([(-2, 0, 1), (-2, 0, 2), (-2, 1, 2), (-1, 1, 2), (1, -1, -2), (2, 0, -2)]), case=CASES)
def test_what_goes_further_is_told(move: tuple[int, int, int], case: Case) -> None:
    before, after, further = move
    stream = Stream(before, weight=case.weight)
    stream.say(after, days=case.days)
    (first,) = stream.told()
    stream.say(further, days=case.days)
    told = stream.told()

    if case.days > COOL_DOWN:
        assert [(a.after.level, a.at) for a in told] == [(after, first.at), (further, stream.at)]
    else:
        assert [(a.after.level, a.at) for a in told] == [(further, first.at)]
        assert [shown.after.level for shown in told[0].earlier] == [after]
    stream.say(after, days=case.days)  # a step back on the way is no second move
    stream.say(further, days=case.days)  # nor is it where it had been
    assert {a.id for a in stream.told()} == {a.id for a in told}


@pytest.mark.parametrize("days", [3, 20])
def test_a_decisive_statement_past_a_confirmed_move_is_told_at_once(days: int) -> None:
    stream = Stream(-2, weight=1.0)
    stream.say(0, days=2, times=8, speaker_level=3, primary=False)
    (sure,) = stream.told("confirmed")
    assert sure.after.level == 0
    stream.say(2, days=days)

    assert [(a.after.level, a.at, a.channel) for a in stream.told()] == [(2, stream.at, "chat")]
    assert [a.after.level for a in stream.told("confirmed")] == [0]


def test_on_an_issue_without_a_harder_side_the_way_back_is_a_move_of_its_own() -> None:
    key = MFA_DIA._replace(issue="DOM")
    desk = Desk()
    desk.hear(*(said(n, 0, START + n * 7 * DAY, key=key, quiet=True) for n in range(30)))
    at = START + 220 * DAY
    desk.hear(said(40, 2, at, key=key, primary=True), said(41, -2, at + 10 * DAY, key=key, primary=True))

    assert [a.after.level for a in desk.alerts.values() if a.one_move] == [2, -2]


def test_what_is_taken_back_long_after_it_was_first_told_is_told_as_that() -> None:
    stream = Stream(-1, weight=0.3)
    stream.say(1, days=10, times=4)
    (first,) = stream.told()
    stream.say(-1, days=2)

    (back,) = (a for a in stream.desk.alerts.values() if a.kind == "walk_back")
    assert (back.story, back.channel) == (first.id, "chat")


def test_signs_of_a_move_that_was_told_are_no_news() -> None:
    stream = Stream(-1, weight=0.1)
    stream.say(1, days=14, times=30)

    assert not any(a.signs for a in stream.desk.alerts.values())


def test_a_memory_that_does_not_say_where_the_line_stood_tells_as_before() -> None:
    stream = Stream(-1, weight=0.3)
    stream.say(1, days=10)
    (first,) = stream.told()
    kept = stream.desk.states[MFA_DIA]
    assert "stood" in kept.memory["core"]
    for part in ("core", "undo"):
        kept = replace(kept, memory={**kept.memory, part: {k: v for k, v in kept.memory[part].items() if k != "stood"}})
    stream.desk.states[MFA_DIA] = kept
    stream.say(1, days=20)
    assert [a.id for a in stream.told()] == [first.id]  # nothing was said in between, and it says so

    other = replace(first, evidence=(), at=first.at - 20 * DAY)
    later = replace(first, at=first.at + 20 * DAY)
    unknown = (first.at,) * 5
    assert not goes_on(later, other, [other], unknown)
    assert goes_on(later, other, [other], (None, None, None, first.at, None))
