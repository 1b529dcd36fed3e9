"""What stands beside a speaker and is neither he nor his words: papers and halls in quotation marks, those who listen."""

from __future__ import annotations

import pytest
from judging import attributed


def heard(text: str, language: str) -> list[tuple[str, str | None]]:
    found = attributed(text, language)
    return [(text[a.start : a.end], a.speaker) for a in found]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "«Мы туда не поедем, пока там стреляют», — сказала «Ведомостям» Мария Захарова."),
        ("ru", "«Мы туда не поедем, пока там стреляют», — рассказала “Ъ” официальный представитель МИД Мария Захарова."),
        ("uk", "«Ми туди не поїдемо, доки там стріляють», — сказала «Дзеркалу тижня» Марія Захарова."),
    ],
)  # fmt: skip
def test_a_paper_between_the_verb_and_the_name_listens(language: str, text: str) -> None:
    assert [who for _, who in heard(text, language)] == ["Maria Zakharova"]


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("ru", "На полях форума «Армия» Андрей Белоусов пообещал новые станки.", "пообещал новые станки"),
        ("ru", "В эфире программы «Время» Дмитрий Песков заявил, что станки не встанут.", "станки не встанут"),
        ("uk", "На форумі «Крок» Андрій Сибіга закликав надати генератори.", "закликав надати генератори"),
        ("de", "Auf der Messe „Hausbau“ forderte Boris Pistorius mehr Kasernen.", "forderte Boris Pistorius mehr Kasernen"),
    ],
)  # fmt: skip
def test_a_hall_in_quotation_marks_is_not_what_was_said(language: str, text: str, said: str) -> None:
    assert [words for words, _ in heard(text, language)] == [said]


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("ru", "Это «грубая ошибка», заявил Дмитрий Песков.", "грубая ошибка"),
        ("ru", "«Не поедем», заявил Дмитрий Песков.", "Не поедем"),
        ("en", "The fence was “a mistake,” Boris Pistorius said.", "The fence was “a mistake,”"),
        ("de", "Das sei „ein Fehler“, sagte Boris Pistorius.", "ein Fehler"),
    ],
)
def test_a_few_quoted_words_before_a_comma_are(language: str, text: str, said: str) -> None:
    assert [words for words, _ in heard(text, language)] == [said]


@pytest.mark.parametrize(
    "listeners", ["party members in Trnava", "pensioners", "family members of the fallen", "reserve officers in Nitra"]
)
def test_who_listens_is_no_part_of_what_is_said(listeners: str) -> None:
    assert heard(f"Robert Fico told {listeners} that the pumps would stay off.", "en") == [
        ("the pumps would stay off", "Robert Fico")
    ]
