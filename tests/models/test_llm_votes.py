"""What several answers of a language model come to, whatever their order."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.models.llm_answer import Answer, agreed
from monitor.types import COMMITMENTS

ANSWERS = st.builds(
    Answer,
    issue=st.sampled_from(["DIA", "SAN", "none"]),
    level=st.sampled_from([-2, -1, 0, 1, 2, None]),
    commitment=st.sampled_from(COMMITMENTS),
    denied=st.booleans(),
    said_date=st.none() | st.dates(),
    quote_span=st.sampled_from(["ready to talk", "to talk"]),
    reason=st.sampled_from(["so it says", "it says so"]),
)


def said(level=2, commitment="flat", *, denied=False, issue="DIA"):
    return Answer(
        issue=issue, level=level, commitment=commitment, denied=denied, said_date=None, quote_span="q", reason="r"
    )


def voted(answers, votes=3):
    """The opinion as the judge comes to it: it asks no further once there is one."""
    opinions = (agreed(answers[:n], votes=votes, model="m") for n in range(1, votes + 1))
    return next((opinion for opinion in opinions if opinion is not None), None)


@given(st.lists(ANSWERS, max_size=5))
def test_the_order_of_answers_does_not_matter(answers):
    first, *others = (agreed(order, votes=len(answers), model="m") for order in permutations(answers))

    assert all(other == first for other in others)


@given(st.lists(ANSWERS, min_size=3, max_size=3))
def test_whether_a_statement_is_left_open_does_not_depend_on_who_is_asked_first(answers):
    opinions = [voted(order) for order in permutations(answers)]

    assert len({o and (o.issue, o.issue is not None and o.commitment == "question") for o in opinions}) == 1


@pytest.mark.parametrize("order", [*permutations([said(commitment="question"), said(1), said(2)])])
def test_one_of_three_that_takes_it_for_a_question_is_outvoted(order):
    opinion = voted(order)

    assert (opinion.level, opinion.commitment, opinion.votes) == (1, "flat", 2)


@pytest.mark.parametrize("order", [*permutations([said(-1, "question"), said(None, "question"), said(2)])])
def test_two_of_three_that_take_it_for_a_question_outvote_the_third(order):
    assert voted(order).commitment == "question"


@pytest.mark.parametrize("order", [*permutations([said(commitment="question"), said(2), said(-2)])])
def test_a_question_and_two_sides_are_no_opinion(order):
    assert voted(order) is None


@pytest.mark.parametrize(
    ("answers", "commitment", "denied"),
    [
        ([said(1, "conditional"), said(2), said(2)], "flat", False),
        ([said(1, denied=True), said(2), said(2)], "flat", False),
        ([said(1), said(2, denied=True), said(2, denied=True)], "flat", True),
        ([said(1), said(2, "hedged")], "hedged", False),
    ],
    ids=["one conditional", "one denied", "two denied", "as many hedged as flat"],
)
def test_how_firmly_it_is_said_is_voted_on_and_not_left_to_the_mildest(answers, commitment, denied):
    opinion = agreed(answers, votes=3, model="m")

    assert (opinion.level, opinion.commitment, opinion.denied) == (1, commitment, denied)


def test_on_no_issue_a_question_is_as_good_as_any_other_answer():
    answers = [said(None, "question", issue="none"), said(None, issue="none")]

    assert agreed(answers, votes=3, model="m").issue is None
