"""A statement that says what it says only with the words round it weighs half, and is no decisive sentence."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from monitor.ports import Placed, Placing, Saying
from monitor.reading import Judge
from monitor.reading.found import Attribution
from monitor.reading.judge import BORROWED, MANY
from monitor.reading.stance import peaked
from monitor.shifts import gather
from monitor.types import MergeRules, Rules, Statement
from monitor.types.reading import CARRIED
from tests.reading.judging import shipped_world
from tests.reading.test_long_texts import Eager
from tests.shifts.shift_world import article

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.ports import Text

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
ORDINARY = "The harvest is in, and the weather has been kind to us."
ASKED = "They asked what becomes of our ties with Moscow."
ANSWER = "That will not happen while I hold this office."
NAMED = "Moscow will see none of that while I hold this office."


def judged(*texts: str, encoder: Eager | None = None, language: str = "en") -> list[Statement]:
    text = "\n\n".join(texts)
    found = [
        Attribution(
            start=(start := text.index(each)), end=start + len(each), context=(start, start + len(each)),
            office="US-President", form="direct", speaker_level=5, voice="primary", said_at=AT, weight=1.0,
        )
        for each in dict.fromkeys(texts)
    ]  # fmt: skip
    judge = Judge(shipped_world(), None, encoder or Eager(0.97))
    return list(judge.judge(text, found, language=language, title="Remarks"))


def numbered(count: int) -> list[str]:
    return [f"{ORDINARY} That is point {number}." for number in range(count)]


def test_it_is_marked_and_weighs_half() -> None:
    said = {s.text: s for s in judged(ASKED, ANSWER, *numbered(MANY))}

    assert said[ANSWER].issue == "REL"
    assert CARRIED in said[ANSWER].reasons
    assert said[ANSWER].weight == BORROWED
    assert CARRIED not in said[ASKED].reasons


def test_in_a_short_text_nothing_is() -> None:
    assert all(CARRIED not in s.reasons for s in judged(ASKED, ANSWER))


def test_where_the_words_of_issues_are_not_known_nothing_is() -> None:
    text = [ASKED, "Das wird nicht geschehen, solange ich dieses Amt habe.", *numbered(MANY)]

    assert all(CARRIED not in s.reasons for s in judged(*text, language="de") if s.text == text[1])


class ByItself(Eager):
    """Reads a text as `Eager` does, and `NAMED` otherwise where it stands alone."""

    def __init__(self, alone: Placing) -> None:
        super().__init__(0.97)
        self.alone = alone
        self.calls = 0

    def place(self, texts: Sequence[Text]) -> list[Placed]:
        self.calls += len(texts)
        return [self._turned(text, placed) for text in texts for placed in super(ByItself, self).place([text])]

    def _turned(self, text: Text, placed: Placed) -> Placed:
        (*others, last) = text
        alone = not others and isinstance(last, Saying) and last.words == NAMED
        return placed._replace(places={"REL": self.alone}) if alone else placed


@pytest.mark.parametrize(
    "alone",
    [
        pytest.param(Placing(levels=peaked(-2, 0.8), about=0.2, clear=0.9), id="another issue"),
        pytest.param(Placing(levels=peaked(2, 0.8), about=0.97, clear=0.9), id="the other side"),
        pytest.param(Placing(levels=peaked(-2, 0.8), about=0.97, clear=0.2), id="no side"),
    ],
)
def test_what_by_itself_shows_something_else_is_marked_in_a_short_text_too(alone: Placing) -> None:
    said = {s.text: s for s in judged(ASKED, NAMED, encoder=ByItself(alone))}

    assert said[NAMED].level == said[ASKED].level == -2
    assert (CARRIED in said[NAMED].reasons, said[NAMED].weight) == (True, BORROWED)
    assert (CARRIED in said[ASKED].reasons, said[ASKED].weight) == (False, 1.0)


def test_what_by_itself_shows_the_same_side_less_firmly_is_not() -> None:
    milder = Placing(levels=peaked(-1, 0.8), about=0.97, clear=0.9)

    assert all(CARRIED not in s.reasons for s in judged(ASKED, NAMED, encoder=ByItself(milder)))


def test_what_stands_alone_in_its_text_is_asked_about_once() -> None:
    encoder = ByItself(Placing(levels=peaked(2, 0.8), about=0.97, clear=0.9))

    (said,) = judged(NAMED, encoder=encoder)

    assert (encoder.calls, said.level, CARRIED in said.reasons) == (1, 2, False)


def test_it_is_none_of_the_sentences_that_agree() -> None:
    plain = judged("We want no ties with Moscow.", "With Moscow there is nothing to mend.", *numbered(MANY))
    leaning = judged(ASKED, ANSWER, "Not now, and not later either.", *numbered(MANY))
    both = [
        gather(article(text="x"), [s for s in said if s.issue], world=shipped_world(), rules=Rules(merge=MergeRules()))
        for said in (plain, leaning)
    ]

    assert [utterances[0].agreeing for utterances in both] == [2, 1]
