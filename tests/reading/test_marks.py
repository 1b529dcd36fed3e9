"""What later steps decide by is marked, and told to people in words beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

from monitor.reading.found import Attribution
from monitor.reading.judgement import Judgement, left_open
from monitor.reading.judging.stated import BORROWED, state
from monitor.types.reading import CARRIED, ELSEWHERE, IN_JEST, MIRRORED, OUTRIGHT, ROLE_CONFLICT, UNSHARED, Mark

if TYPE_CHECKING:
    from monitor.reading.judgement import Levels

TEXT = "We are ready for talks with NATO."
LEVELS: Levels = (0.0, 0.0, 0.0, 0.1, 0.9)
TOLD = Judgement(issue="DIA", levels=LEVELS, level=2, abstained=False, reasons=("issue DIA 0.90",))


def test_a_mark_is_told_in_words_behind_the_other_reasons() -> None:
    judged = TOLD.marked(OUTRIGHT).marked(CARRIED)

    assert judged.marks == {OUTRIGHT, CARRIED}
    assert judged.reasons == (
        "issue DIA 0.90",
        "the rules and the network see the same pole",
        "says so only with the words round it",
    )


@pytest.mark.parametrize("mark", sorted({*get_args(Mark)} - {ROLE_CONFLICT}))
def test_what_is_unmarked_is_as_it_was(mark: Mark) -> None:
    assert TOLD.marked(mark) != TOLD
    assert TOLD.marked(mark).unmarked(mark) == TOLD


def test_what_is_left_open_with_nothing_to_weigh_has_no_pole_that_two_saw() -> None:
    opened = left_open(TOLD.marked(OUTRIGHT).marked(UNSHARED), "it gives no answer")

    assert (opened.level, opened.levels, opened.abstained) == (None, None, True)
    assert opened.marks == {UNSHARED}
    assert opened.reasons == ("issue DIA 0.90", "its side is seen by the network alone", "it gives no answer")


def test_what_is_left_open_and_known_all_the_same_keeps_what_was_seen() -> None:
    opened = left_open(TOLD.marked(OUTRIGHT), "it may be either", levels=LEVELS)

    assert (opened.level, opened.levels, opened.abstained) == (None, LEVELS, True)
    assert opened.marks == {OUTRIGHT}


def test_a_mark_may_be_all_that_tells_why() -> None:
    assert left_open(TOLD.marked(IN_JEST)).reasons == ("issue DIA 0.90", "told as a joke")


@pytest.mark.parametrize(
    ("marks", "weight"),
    [((), 1.0), ((CARRIED,), BORROWED), ((ELSEWHERE,), BORROWED), ((CARRIED, ELSEWHERE), BORROWED), ((MIRRORED,), 1.0)],
)
def test_a_statement_has_the_marks_of_who_said_it_and_of_what_it_says(marks: tuple[Mark, ...], weight: float) -> None:
    found = Attribution(start=0, end=len(TEXT), context=(0, len(TEXT)), weight=1.0, marks=frozenset({ROLE_CONFLICT}))
    judged = TOLD
    for mark in marks:
        judged = judged.marked(mark)
    told = state(TEXT, found, judged)

    assert (told.marks, told.weight) == ({ROLE_CONFLICT, *marks}, weight)
