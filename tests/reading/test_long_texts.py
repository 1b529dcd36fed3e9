"""In a text of many statements most is about something else: there a model that sees the topic everywhere is not believed by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.ports import Placed, Placing, Saying, Text
from monitor.reading.cues.stance import peaked
from monitor.reading.found import Attribution
from monitor.reading.judging.judge import MANY, Judge
from tests.reading.judging import shipped_world

if TYPE_CHECKING:
    from collections.abc import Sequence

FLAT = (0.9, 0.025, 0.025, 0.025, 0.025)
HARVEST = "The grain from the southern fields was brought in before the rain."
RUSSIA = "Nothing that Moscow says about this can be believed."
TALKS = "We remain ready for dialogue with Moscow."


class Eager:
    """A model that takes every statement to be about relations, and asks itself nothing."""

    name = "eager"
    in_context = True

    def __init__(self, about: float) -> None:
        self.about = about

    def place(self, texts: Sequence[Text]) -> list[Placed]:
        placed = Placed({"REL": Placing(levels=peaked(-2, 0.8), about=self.about, clear=0.9)}, FLAT)
        return [placed for text in texts for each in text if isinstance(each, Saying) and each.wanted]


def issues(*texts: str, about: float = 0.85, office: str = "US-President") -> list[str | None]:
    """The first issue of each of the statements of one text, all of one president's."""
    text, found = "\n".join(texts), []
    for each in texts:
        start = text.index(each, found[-1].end if found else 0)
        span = (start, start + len(each))
        found.append(Attribution(start=start, end=span[1], context=span, office=office, form="direct", weight=1.0))
    judge = Judge(shipped_world(), None, Eager(about))
    by_start = {one.start: one.issue for one in reversed(judge.judge(text, found, language="en", title="On Russia"))}
    return [by_start[each.start] for each in found]


def test_in_a_short_text_the_model_is_believed() -> None:
    assert issues(HARVEST) == ["REL"]


def test_in_a_long_one_a_statement_that_names_nobody_and_no_word_of_an_issue_is_on_none() -> None:
    assert issues(*[HARVEST] * MANY, about=0.99) == [None] * MANY


def test_in_a_long_one_a_statement_that_names_the_other_side_needs_a_surer_model() -> None:
    assert issues(RUSSIA, *[HARVEST] * MANY, about=0.85)[0] is None
    assert issues(RUSSIA, *[HARVEST] * MANY, about=0.9)[0] == "REL"


def test_who_names_only_oneself_does_not_speak_of_the_topic() -> None:
    assert issues("America will rebuild its bridges.", *[HARVEST] * MANY, about=0.99)[0] is None


def test_another_party_than_the_one_that_the_issue_is_about_is_not_enough() -> None:
    assert issues("We and Ukraine have become friends.", *[HARVEST] * MANY, about=0.99)[0] is None


def test_who_belongs_to_no_side_speaks_of_either() -> None:
    assert (
        issues("Nothing that Moscow says can be believed.", *[HARVEST] * MANY, about=0.95, office="CN-President")[0]
        == "REL"
    )


def test_words_of_another_topic_stand_against_the_model_in_a_long_text() -> None:
    assert issues("Moscow finds customer relations dull.", *[HARVEST] * MANY, about=0.99)[0] is None
    assert issues("Moscow finds customer relations dull.", about=0.99) == ["REL"]


def test_a_word_of_the_issue_adds_nothing_in_a_long_text_where_its_party_is_not_named() -> None:
    assert issues("Our relations with the fund are good.", *[HARVEST] * MANY, about=0.45)[0] is None
    assert issues("Our relations with the fund are good.", *[HARVEST] * MANY, about=0.6)[0] == "REL"
    assert issues("Our relations with Moscow are good.", *[HARVEST] * MANY, about=0.45)[0] == "REL"


def test_a_word_of_the_issue_counts_in_a_long_text_too() -> None:
    assert issues(TALKS, *[HARVEST] * MANY)[0] == "DIA"
