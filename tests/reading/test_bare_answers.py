"""A yes or a no in a transcript says what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from monitor.reading.actors.gazetteer import Gazetteer
from monitor.reading.attribution.answers import is_bare_answer
from monitor.reading.attribution.attribute import attribute_article
from monitor.types import MergeRules
from tests.builders import article, reading_world
from tests.reading.judging import shipped_judge

if TYPE_CHECKING:
    from monitor.reading.found import Attribution

WORLD = reading_world()
GAZETTEER = Gazetteer(WORLD)
QUESTIONS = (
    "SECRETARY GENERAL STOLTENBERG:  Good morning to all of you, and thank you for coming on such short notice.\n\n"
    "Q    Thank you.  Will the Alliance send troops to Ukraine?\n\n"
    "SECRETARY GENERAL STOLTENBERG:  No.\n\nQ    Will Ukraine become a member of the Alliance?\n\n"
    "SECRETARY GENERAL STOLTENBERG:  Yes.\n\nQ    And when?\n\n"
    "SECRETARY GENERAL STOLTENBERG:  That is for all thirty allies to decide, and they will decide it together.\n"
)


def heard(text: str, language: str = "en") -> tuple[Attribution, ...]:
    found = article(text, outlet="A site", language=language)
    return attribute_article(
        found, world=WORLD, gazetteer=GAZETTEER, rules=MergeRules(), language=language
    ).attributions


def test_a_no_denies_what_was_asked_and_a_yes_says_it() -> None:
    answers = {QUESTIONS[a.start : a.end]: a for a in heard(QUESTIONS) if a.answers}
    assert {said: a.words(QUESTIONS) for said, a in answers.items()} == {
        "No.": "Will the Alliance send troops to Ukraine",
        "Yes.": "Will Ukraine become a member of the Alliance",
    }
    assert [answers["No."].denied, answers["Yes."].denied] == [True, False]


def test_the_place_of_an_answer_is_its_own() -> None:
    found = heard(QUESTIONS)
    stated = shipped_judge().judge(QUESTIONS, found, language="en", title="")
    assert all(QUESTIONS[s.start : s.end] == s.text for s in stated)
    assert {s.text for s in stated if s.actor == "stoltenberg"} >= {"No.", "Yes."}


def test_questions_stay_questions_whatever_they_are_about() -> None:
    stated = shipped_judge().judge(QUESTIONS, heard(QUESTIONS), language="en", title="")
    assert {s.commitment for s in stated if s.speaker == "Q"} == {"question"}
    assert not [s for s in stated if s.actor and s.commitment == "question"]


def test_a_longer_answer_has_its_own_words() -> None:
    assert [a for a in heard(QUESTIONS) if a.answers and len(QUESTIONS[a.start : a.end]) > 5] == []


def test_a_russian_no() -> None:
    text = (
        "Вопрос: Будут ли новые переговоры весной?\n\nС.В.Лавров: Нет.\n\nВопрос: Почему же так?\n\n"
        "С.В.Лавров: Потому что нам их никто не предлагал, и ждать мы ничего не собираемся.\n"
    )
    found = {text[a.start : a.end]: a for a in heard(text, "ru")}
    assert found["Нет."].denied
    assert found["Нет."].words(text) == "Будут новые переговоры весной"


@pytest.mark.parametrize(
    ("language", "asks", "question", "yes", "no"),
    [
        ("uk", "Запитання", "Чи надішле Альянс війська в Україну?", "Так.", "Ні."),
        ("uk", "Запитання", "Чи надішле Альянс війська в Україну?", "Звісно, так.", "Звісно, ні."),
        ("de", "Frage", "Wird die Allianz Truppen in die Ukraine schicken?", "Ja.", "Nein."),
        ("de", "Frage", "Wird die Allianz Truppen in die Ukraine schicken?", "Natürlich.", "Natürlich nicht."),
        ("fr", "Question", "L'Alliance enverra-t-elle des troupes en Ukraine ?", "Oui.", "Non."),
        ("fr", "Question", "L'Alliance enverra-t-elle des troupes en Ukraine ?", "Absolument.", "Absolument pas."),
    ],
)
def test_a_yes_and_a_no_in_the_other_languages(language: str, asks: str, question: str, yes: str, no: str) -> None:
    text = f"{asks}: {question}\n\nJens Stoltenberg: {no}\n\n{asks}: {question}\n\nJens Stoltenberg: {yes}\n"
    answers = {text[a.start : a.end]: a for a in heard(text, language) if a.answers}
    assert {said: a.denied for said, a in answers.items()} == {no: True, yes: False}
    assert {a.words(text) for a in answers.values()} == {question.rstrip(" ?")}


@pytest.mark.parametrize(
    ("words", "language", "bare"),
    [
        ("No.", "en", True),
        ("No, not yet.", "en", True),
        ("Yes, of course.", "en", True),
        ("Not at the moment.", "en", True),
        ("No, NATO troops will not come.", "en", False),
        ("We will defend Poland.", "en", False),
        ("No comment.", "en", False),
        ("Пока нет.", "ru", True),
        ("Нет, это исключено.", "ru", True),
        ("Нет войне.", "ru", False),
        ("Ще ні.", "uk", True),
        ("Nein, noch nicht.", "de", True),
        ("Non, pas encore.", "fr", True),
        ("Nej.", "sv", False),
    ],
)
def test_a_bare_answer_says_nothing_else(words: str, language: str, *, bare: bool) -> None:
    assert is_bare_answer(words, language) is bare


def test_a_yes_to_nothing_that_is_told_takes_no_side() -> None:
    text = 'Moscow agreed to a ceasefire without preconditions. "Yes," Lavrov said.'
    told = shipped_judge().judge(text, heard(text), language="en", title="Russia and NATO")
    (said,) = (s for s in told if s.text.strip('",') == "Yes")
    assert said.level is None
    assert "a yes or no, and nothing tells to what" in said.reasons
