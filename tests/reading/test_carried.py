"""A statement of a long text that no word of its own bears out weighs less, and is no decisive sentence."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from monitor.ports import Placed, Placing, Saying
from monitor.reading import Judge
from monitor.reading.cues.stance import peaked
from monitor.reading.found import Attribution
from monitor.reading.judging.judge import MANY
from monitor.reading.judging.stated import BORROWED
from monitor.shifts import gather
from monitor.types import MergeRules, Rules, Statement
from monitor.types.reading import CARRIED, UNSHARED
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
OUTRIGHT = "There is no way back to normal relations with Moscow."
NAMED = "Moscow will see none of that while I hold this office."


def judged(
    *texts: str, encoder: Eager | None = None, language: str = "en", before: str = "", behind: str = ""
) -> list[Statement]:
    """The texts, each a statement; `before` and `behind` them stand words of nobody."""
    text = "\n\n".join(part for part in (before, *texts, behind) if part)
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


def test_it_is_marked_and_weighs_less() -> None:
    said = {s.text: s for s in judged(ASKED, ANSWER, *numbered(MANY))}

    assert said[ANSWER].issue == "REL"
    assert CARRIED in said[ANSWER].marks
    assert said[ANSWER].weight == BORROWED
    assert CARRIED not in said[ASKED].marks


def test_in_a_short_text_nothing_is() -> None:
    assert all(CARRIED not in s.marks for s in judged(ASKED, ANSWER))


def test_where_the_words_of_issues_are_not_known_nothing_is() -> None:
    text = [ASKED, "Das wird nicht geschehen, solange ich dieses Amt habe.", *numbered(MANY)]

    assert all(CARRIED not in s.marks for s in judged(*text, language="de") if s.text == text[1])


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
        pytest.param(Placing((0.2, 0.15, 0.05, 0.25, 0.35), about=0.97, clear=0.9), id="the other side, perhaps"),
        pytest.param(Placing(levels=peaked(-2, 0.8), about=0.97, clear=0.2), id="no side"),
    ],
)
def test_what_by_itself_shows_something_else_is_marked_in_a_short_text_too(alone: Placing) -> None:
    said = {s.text: s for s in judged(ASKED, NAMED, encoder=ByItself(alone))}

    assert said[NAMED].level == said[ASKED].level == -2
    assert (CARRIED in said[NAMED].marks, said[NAMED].weight) == (True, BORROWED)
    assert (CARRIED in said[ASKED].marks, said[ASKED].weight) == (False, 1.0)


def test_what_by_itself_says_plainly_the_opposite_is_left_open() -> None:
    said = {s.text: s for s in judged(ASKED, NAMED, encoder=ByItself(Placing(peaked(2, 0.8), about=0.97, clear=0.9)))}

    assert (said[ASKED].level, said[NAMED].level, said[NAMED].abstained) == (-2, None, True)
    assert "by themselves the words say the opposite of what they say where they stand" in said[NAMED].reasons


def test_what_by_itself_shows_the_same_side_less_firmly_is_not() -> None:
    milder = Placing(levels=peaked(-1, 0.8), about=0.97, clear=0.9)

    assert all(CARRIED not in s.marks for s in judged(ASKED, NAMED, encoder=ByItself(milder)))


def test_what_stands_alone_in_its_text_is_asked_about_once() -> None:
    encoder = ByItself(Placing(levels=peaked(2, 0.8), about=0.97, clear=0.9))

    (said,) = judged(NAMED, encoder=encoder)

    assert (encoder.calls, said.level, CARRIED in said.marks) == (1, 2, False)


@pytest.mark.parametrize(
    ("before", "behind", "times"), [("", "The talks are over.", 1), ("The talks are over.", "", 2)]
)
def test_it_is_asked_about_by_itself_only_where_other_words_were_read_with_it(
    before: str, behind: str, times: int
) -> None:
    """The network reads up to the last statement (`test_windows.py`): what stands behind a lone one it has never seen."""
    encoder = ByItself(Placing(levels=peaked(-2, 0.8), about=0.97, clear=0.9))

    (said,) = judged(NAMED, encoder=encoder, before=before, behind=behind)

    assert (encoder.calls, said.level) == (times, -2)


class InNoContext(ByItself):
    """A model that sees each statement's words alone, as a user's own entailment model does."""

    in_context = False

    def _turned(self, text: Text, placed: Placed) -> Placed:
        return placed


def test_a_model_that_sees_no_context_is_asked_about_each_statement_once_with_the_same_outcome() -> None:
    once, twice = (InNoContext(Placing(levels=peaked(-2, 0.8), about=0.97, clear=0.9)) for _ in range(2))
    twice.in_context = True
    told = [judged(ASKED, NAMED, encoder=encoder) for encoder in (once, twice)]

    assert told[0] == told[1]
    assert any(s.level is not None for s in told[0])
    assert (once.calls, twice.calls) == (1, 1 + sum(s.level is not None for s in told[0]))


def test_a_party_named_is_no_word_of_the_issue() -> None:
    said = {s.text: s for s in judged(ASKED, NAMED, *numbered(MANY))}

    assert (said[NAMED].issue, said[NAMED].weight) == ("REL", BORROWED)


def test_what_the_rules_do_not_see_is_said_to_be_seen_by_the_network_alone() -> None:
    said = {s.text: s for s in judged(OUTRIGHT, ASKED, *numbered(MANY))}

    assert said[OUTRIGHT].level == said[ASKED].level == -2
    assert (UNSHARED in said[OUTRIGHT].marks, UNSHARED in said[ASKED].marks) == (False, True)
    assert said[OUTRIGHT].weight == said[ASKED].weight == 1.0


def test_in_a_short_text_or_where_no_rules_know_the_language_it_is_not() -> None:
    assert all(UNSHARED not in s.marks for s in judged(OUTRIGHT, ASKED))
    assert all(UNSHARED not in s.marks for s in judged(OUTRIGHT, *numbered(MANY), language="de"))


def agreeing(*texts: str) -> int:
    """Of how many sentences that agree the utterance on relations is made."""
    said = [s for s in judged(*texts, *numbered(MANY)) if s.issue]
    (utterance,) = gather(article(text="x"), said, world=shipped_world(), rules=Rules(merge=MergeRules()))
    return utterance.agreeing


def test_what_both_readers_see_outright_counts_for_two() -> None:
    assert agreeing(OUTRIGHT) == 2


def test_what_is_carried_is_none_of_the_sentences_that_agree() -> None:
    assert agreeing(OUTRIGHT, ANSWER) == agreeing(OUTRIGHT)


def test_what_the_network_sees_alone_agrees_only_beside_what_the_rules_see_too() -> None:
    assert agreeing(OUTRIGHT, ASKED) == agreeing(OUTRIGHT) + 1
    assert agreeing(ASKED, "They asked again about our ties with Moscow.") == 0
