"""Interviews whose questions and answers have no labels are the words of the one whom they introduce."""

from __future__ import annotations

import pytest
from judging import attributed

LEAD = "In an interview with the daily, Russian Foreign Minister Sergei Lavrov spoke about the talks."
ASKED = "Is Moscow ready?\n\nWe are ready for talks.\n\nAnd the sanctions?\n\nThey must be lifted. We ask for nothing."
ANSWERS = [("lavrov", "We are ready for talks."), ("lavrov", "They must be lifted. We ask for nothing.")]


def answered(text: str, language: str = "en", **changes: object) -> list[tuple[str | None, str]]:
    return [
        (a.actor, a.words(text)) for a in attributed(text, language, **changes) if a.form == "transcript" and a.actor
    ]


def test_the_answers_are_of_whom_the_text_introduces() -> None:
    assert answered(f"{LEAD}\n\n{ASKED}") == ANSWERS


def test_the_title_introduces_him_where_nobody_is_named_below() -> None:
    text = f"Questions and answers about the talks.\n\n{ASKED}"
    assert answered(text, title="Interview with Sergei Lavrov") == ANSWERS
    assert answered(text, title="Sergei Lavrov on Vladimir Putin: an interview") == []


def test_questions_are_nobodys() -> None:
    text = f"{LEAD}\n\n{ASKED}\n\nYou sound sure of that.\n\nI am."
    asked = [a.words(text) for a in attributed(text, "en") if a.form == "transcript" and a.actor is None]
    assert asked == ["Is Moscow ready?", "And the sanctions?", "You sound sure of that."]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Дмитрий Песков дал интервью газете.\n\n— Готова ли Россия?\n\n— Мы готовы.\n\n— А НАТО?\n\n— Нет."),
        ("uk", "Володимир Зеленський дав інтерв'ю виданню.\n\nЧи готові ви?\n\nМи готові.\n\nА НАТО?\n\nНі."),
        ("de", "Boris Pistorius im Interview.\n\nSind wir bereit?\n\nWir sind bereit.\n\nUnd die Nato?\n\nNein."),
        ("fr", "Un entretien avec Emmanuel Macron.\n\nEst-on prêt ?\n\nNous sommes prêts.\n\nEt l'Otan ?\n\nNon."),
    ],
)
def test_in_each_language(language: str, text: str) -> None:
    assert len(answered(text, language)) == 2


@pytest.mark.parametrize(
    "lead",
    [
        "The talks with Sergei Lavrov go on.",
        "In an interview the analyst Ann Leeway spoke of Sergei Lavrov.",
        "An interview about Sergei Lavrov and Vladimir Putin.",
    ],
)
def test_of_no_interview_and_of_anybody_else_nothing_is_his(lead: str) -> None:
    assert answered(f"{lead}\n\n{ASKED}") == []


def test_who_is_named_in_the_answers_does_not_give_them() -> None:
    assert answered(f"{LEAD}\n\n{ASKED}\n\nLavrov smiled at us.") == []
