"""What stands before a statement is shown with it, and the network takes from there what its words leave open."""

from __future__ import annotations

import pytest

from monitor.models.cross_encoder import CrossEncoder
from monitor.models.texts import BEFORE, statement_text
from monitor.ports import Placed, Saying

ENCODER = CrossEncoder()

# Whose words, the words, what they are about behind which words, and words behind which they are about nothing.
OPEN = [
    ("RU", "No, that will not happen.", "SET", "QUESTION: Will you agree to an immediate ceasefire?", "QUESTION: Will your team change its coach before the football final?"),
    ("NATO", "No, that will not happen.", "SAN", "QUESTION: Will you lift the sanctions on Russia?", "QUESTION: Will the cup final be moved to another stadium?"),
    ("NATO", "We will go on doing that for as long as it takes.", "AID", "We deliver shells and air defence to Ukraine every week.", "Our volunteers read stories to children in the hospital."),
    ("RU", "We are always ready for that.", "DIA", "QUESTION: Are you ready for talks with Kyiv?", "QUESTION: Are you ready for a swim in the cold river?"),
    ("RU", "Нет, этого не будет.", "SET", "Вопрос: Согласитесь ли вы на немедленное прекращение огня?", "Вопрос: Сменит ли сборная тренера перед финалом чемпионата по футболу?"),
    ("RU", "Нет, этого не будет.", "DIA", "Вопрос: Готовы ли вы к переговорам с Киевом?", "Вопрос: Поедете ли вы на чемпионат по шахматам?"),
    ("RU", "Никогда.", "INS", "Вопрос: Вы признаете приговор Гаагского суда?", "Вопрос: Вы пойдёте играть в хоккей без шлема?"),
    ("RU", "Мы всегда к этому готовы.", "DIA", "Вопрос: Готовы ли вы к переговорам с Киевом?", "Вопрос: Вы готовы к купанию в проруби?"),
]  # fmt: skip


def placed(bloc: str, words: str, before: str = "") -> Placed:
    (answer,) = ENCODER.place([Saying(bloc, words, before)])
    return answer


def side(answer: Placed, issue: str) -> float:
    levels = answer.places[issue].levels
    return sum(levels[3:]) - sum(levels[:2])


def test_without_words_before_it_only_who_speaks_is_shown() -> None:
    assert statement_text(bloc="RU") == "RU"
    assert statement_text(bloc=None) == "?"
    assert statement_text(bloc="RU", before=" \n ") == "RU"


def test_what_stands_before_follows_who_speaks_on_one_line() -> None:
    assert statement_text(bloc="UA", before="Question:\n\n  And\tthen? ") == "UA: Question: And then?"
    assert statement_text(bloc=None, before="And then?") == "?: And then?"


def test_of_much_the_end_is_shown_from_a_whole_word_on() -> None:
    words = [f"word{n}" for n in range(100)]
    shown = statement_text(bloc="RU", before="\n".join(words)).removeprefix("RU: ")
    assert BEFORE - len("word00 ") <= len(shown) <= BEFORE
    assert shown.split() == words[-len(shown.split()) :]


def test_as_much_as_is_shown_is_shown_whole() -> None:
    before = "a" * (BEFORE - 3) + " bb"
    assert statement_text(bloc="RU", before=before) == f"RU: {before}"
    assert statement_text(bloc="RU", before=f"a{before}") == "RU: bb"


def test_what_is_too_far_before_does_not_change_the_answer() -> None:
    near = "The hall was full to the last seat. " * 8
    assert placed("RU", "No.", f"Will you agree to a ceasefire? {near}") == placed("RU", "No.", near)


@pytest.mark.parametrize(("bloc", "words", "issue", "before", "_"), OPEN)
def test_an_answer_is_about_what_stands_before_it(bloc: str, words: str, issue: str, before: str, _: str) -> None:
    alone, behind = placed(bloc, words), placed(bloc, words, before)
    assert behind.places[issue].about > 0.75
    assert behind.places[issue].about > alone.places[issue].about + 0.25
    assert max(behind.places, key=lambda code: behind.places[code].about) == issue


@pytest.mark.parametrize(("bloc", "words", "_issue", "_before", "elsewhere"), OPEN)
def test_the_same_words_behind_others_are_about_nothing(
    bloc: str, words: str, _issue: str, _before: str, elsewhere: str
) -> None:
    assert max(place.about for place in placed(bloc, words, elsewhere).places.values()) < 0.4


@pytest.mark.parametrize(
    ("words", "issue", "before", "sign"),
    [
        ("No, that will not happen.", "SET", "QUESTION: Will you agree to an immediate ceasefire?", -1),
        ("We are always ready for that.", "DIA", "QUESTION: Are you ready for talks with Kyiv?", 1),
        ("Нет, этого не будет.", "DIA", "Вопрос: Готовы ли вы к переговорам с Киевом?", -1),
        ("Мы всегда к этому готовы.", "DIA", "Вопрос: Готовы ли вы к переговорам с Киевом?", 1),
    ],
)
def test_the_side_is_that_of_the_answer(words: str, issue: str, before: str, sign: int) -> None:
    assert side(placed("RU", words, before), issue) * sign > 0.4


@pytest.mark.parametrize(
    ("bloc", "words", "issue", "before"),
    [
        ("NATO", "The sanctions against Russia stay in place.", "SAN", "The orchestra plays Mahler on Friday, and tickets are sold out."),
        ("RU", "Мы готовы к переговорам с Киевом в любой день.", "DIA", "Оркестр в пятницу играет Малера, билетов уже нет."),
    ],
)  # fmt: skip
def test_plain_words_say_the_same_behind_strange_ones(bloc: str, words: str, issue: str, before: str) -> None:
    assert placed(bloc, words, before).places[issue].about > 0.75
