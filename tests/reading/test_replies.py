"""Answers that name no issue are on the question's; with the bundled model, which alone would put them on another."""

from __future__ import annotations

from functools import cache

import pytest
from judging import attributed, shipped_world

from monitor.models import open_embedder
from monitor.models.cross_encoder import CrossEncoder
from monitor.reading import Judge, Reader
from monitor.reading.cues.issues import Candidate
from monitor.reading.cues.rules import Read
from monitor.reading.judgement import Judgement
from monitor.reading.judging.replies import on_the_question
from monitor.types import MergeRules
from tests.builders import article

DIALOGUE = Judgement(issue="DIA", issue_score=0.9, level=1, abstained=False)
FORCES = Judgement(issue="FOR", issue_score=0.8, level=2, abstained=False)


@cache
def reader() -> Reader:
    return Reader(shipped_world(), judge=Judge(shipped_world(), open_embedder(), CrossEncoder()), merge=MergeRules())


def issues(text: str, language: str = "en") -> list[tuple[str | None, int | None]]:
    """The issues and levels of what those who are followed say."""
    told = reader().read(article(text, language=language, title="Questions")).statements
    return [(each.issue, each.level) for each in told if each.actor]


def question(*codes: str) -> Read:
    return Read(
        language="en", candidates={code: Candidate(code=code, words=("x",), prior=0.6, score=0.6) for code in codes}
    )


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ('Asked whether he feared a Russian attack, Mark Rutte said: "We are ready."', "WAR"),
        ("Asked whether NATO would station more troops in the Baltics, Mark Rutte said allies would do what was needed.", "FOR"),
    ],
)  # fmt: skip
def test_an_answer_that_names_no_issue_takes_no_side_of_another(text: str, issue: str) -> None:
    assert issues(text) == [(issue, None)]


def test_an_answer_in_its_own_words_stays_on_their_issue() -> None:
    text = "Asked whether the EU would lift sanctions, Kaja Kallas said that Russia was preparing an attack on NATO."

    assert [issue for issue, _ in issues(text)] == ["THR"]


def test_the_question_s_own_issue_keeps_its_level() -> None:
    text = "Asked whether Kyiv would give up Donbas, Volodymyr Zelensky said that this would never happen."

    assert issues(text) == [("SET", -2)]


def test_judgements_on_the_question_s_issue_are_kept_and_others_left_out() -> None:
    assert on_the_question([DIALOGUE, FORCES], (), question("FOR")) == (FORCES,)


def test_where_none_is_left_the_answer_is_on_the_question_s_issue_and_open() -> None:
    (left,) = on_the_question([DIALOGUE], (), question("FOR", "THR"))

    assert (left.issue, left.level, left.abstained) == ("FOR", None, True)
    assert left.reasons == ("an answer to a question about FOR",)


@pytest.mark.parametrize(
    ("own", "asked"),
    [(("DIA",), question("FOR")), ((), question()), ((), None)],
    ids=["its own words name one", "the question names none", "no question is told of"],
)
def test_else_the_judgements_stay(own: tuple[str, ...], asked: Read | None) -> None:
    assert on_the_question([DIALOGUE, FORCES], own, asked) == (DIALOGUE, FORCES)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ('Asked whether he feared an attack, Dmitry Peskov said: "We are ready."', "he feared an attack"),
        ('Asked whether he feared an attack, Dmitry Peskov smiled. "We are ready," he said.', "he feared an attack"),
        ('Asked whether he feared an attack, Dmitry Peskov said: "No."', None),
        ("Dmitry Peskov said that Moscow was ready.", None),
    ],
)
def test_the_question_that_is_told_of_goes_with_the_answer(text: str, asked: str | None) -> None:
    (said,) = [each for each in attributed(text, "en") if each.actor == "peskov"]

    assert (text[slice(*said.reply_to)] if said.reply_to else None) == asked
