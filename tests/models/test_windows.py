"""A text is shown in windows, each statement with what stands round it, and the network takes from there what its words leave open."""

from __future__ import annotations

import pytest

from monitor.models.cross_encoder import CrossEncoder
from monitor.models.texts import said_text
from monitor.models.windows import END, LONGEST, MOST, SHOWN, START, Window, cut_windows
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
    around = [before] if before else []
    (answer,) = ENCODER.place([[*around, Saying(words, bloc)]])
    return answer


def side(answer: Placed, issue: str) -> float:
    levels = answer.places[issue].levels
    return sum(levels[3:]) - sum(levels[:2])


def stretch(length: int, sign: int = 7) -> list[int]:
    return [sign] * length


def test_a_statement_is_shown_with_who_says_it_on_one_line() -> None:
    assert said_text(bloc="UA", words="That  will\n\tnot happen. ") == "UA: That will not happen."
    assert said_text(bloc=None, words="No.") == "?: No."


def test_nothing_wanted_no_window() -> None:
    assert cut_windows([], []) == []
    assert cut_windows([stretch(5), stretch(5)], [False, False]) == []


def test_short_texts_are_one_window_in_which_each_statement_has_its_place() -> None:
    (window,) = cut_windows([stretch(2, 5), stretch(3, 6), stretch(4, 7)], [True, False, True])
    assert window == Window([START, 5, 5, END, 6, 6, 6, END, 7, 7, 7, 7, END], [0, 2], [(1, 3), (8, 12)])


def test_every_wanted_stretch_is_in_one_window_in_order() -> None:
    lengths = [1, 40, 7, 90, 200, 3, 3, 130, 18, 64, 64, 1]
    wanted = [n % 3 != 1 for n in range(len(lengths))]
    windows = cut_windows([stretch(length, 10 + n) for n, length in enumerate(lengths)], wanted)
    assert [n for window in windows for n in window.numbers] == [n for n, is_wanted in enumerate(wanted) if is_wanted]
    for window in windows:
        assert (window.ids[0], window.ids[-1]) == (START, END)
        assert [set(window.ids[a:b]) for a, b in window.spans] == [{10 + n} for n in window.numbers]
        assert len(window.ids) <= MOST or len(window.numbers) == 1


def test_before_the_first_statement_of_a_window_the_nearest_pieces_are_shown() -> None:
    (window,) = cut_windows([stretch(3 * SHOWN, 5), stretch(2, 6), stretch(4, 7)], [False, False, True])
    assert window.ids == [START, *stretch(SHOWN - 4, 5), END, 6, 6, END, 7, 7, 7, 7, END]


def test_what_is_far_between_two_statements_begins_a_window() -> None:
    near, far = stretch(SHOWN - 1), stretch(SHOWN)
    assert len(cut_windows([stretch(2), near, stretch(2)], [True, False, True])) == 1
    assert len(cut_windows([stretch(2), far, stretch(2)], [True, False, True])) == 2


def test_what_stands_after_the_last_statement_is_not_shown() -> None:
    (window,) = cut_windows([stretch(2, 5), stretch(9, 6)], [True, False])
    assert window.ids == [START, 5, 5, END]


def test_a_statement_longer_than_a_window_is_shown_whole_and_a_very_long_one_is_cut() -> None:
    (whole,) = cut_windows([stretch(MOST + 10)], [True])
    assert whole.spans == [(1, MOST + 11)]
    (cut,) = cut_windows([stretch(9 * SHOWN), stretch(9 * LONGEST, 8)], [False, True])
    assert len(cut.ids) == LONGEST
    assert cut.spans == [(SHOWN + 1, LONGEST - 1)]


def test_a_shorter_window_holds_at_least_one_statement() -> None:
    windows = cut_windows([stretch(9)] * 3, [True] * 3, most=1)
    assert [window.numbers for window in windows] == [[0], [1], [2]]


def test_what_is_too_far_before_does_not_change_the_answer() -> None:
    near = "The hall was full to the last seat. " * 8
    assert placed("RU", "No.", f"Will you agree to a ceasefire? {near}") == placed("RU", "No.", near)


def test_a_statement_in_the_midst_of_others_is_read_with_what_stands_before_it() -> None:
    words = [
        "Good evening.",
        "The sanctions stay.",
        "Will you agree to an immediate ceasefire?",
        "No, that will not happen.",
    ]
    stretches = [Saying(text, "RU") for text in words]
    *_, answer = ENCODER.place([stretches])
    assert max(answer.places, key=lambda code: answer.places[code].about) == "SET"
    assert side(answer, "SET") < -0.4


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
