"""A statement whose issue only the words before it show weighs half, and is no decisive sentence."""

from __future__ import annotations

from datetime import UTC, datetime

from monitor.reading import Judge
from monitor.reading.found import Attribution
from monitor.reading.judge import BORROWED, MANY
from monitor.shifts import gather
from monitor.types import MergeRules, Rules, Statement
from monitor.types.reading import CARRIED
from tests.reading.judging import shipped_world
from tests.reading.test_long_texts import Eager
from tests.shifts.shift_world import article

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
ORDINARY = "The harvest is in, and the weather has been kind to us."
ASKED = "They asked what becomes of our ties with Moscow."
ANSWER = "That will not happen while I hold this office."


def judged(*texts: str, about: float = 0.97, language: str = "en") -> list[Statement]:
    text = "\n\n".join(texts)
    found = [
        Attribution(
            start=(start := text.index(each)), end=start + len(each), context=(start, start + len(each)),
            office="US-President", form="direct", speaker_level=5, voice="primary", said_at=AT, weight=1.0,
        )
        for each in dict.fromkeys(texts)
    ]  # fmt: skip
    return list(Judge(shipped_world(), None, Eager(about)).judge(text, found, language=language, title="Remarks"))


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


def test_it_is_none_of_the_sentences_that_agree() -> None:
    plain = judged("We want no ties with Moscow.", "With Moscow there is nothing to mend.", *numbered(MANY))
    leaning = judged(ASKED, ANSWER, "Not now, and not later either.", *numbered(MANY))
    both = [
        gather(article(text="x"), [s for s in said if s.issue], world=shipped_world(), rules=Rules(merge=MergeRules()))
        for said in (plain, leaning)
    ]

    assert [utterances[0].agreeing for utterances in both] == [2, 1]
