"""Interviews whose questions and answers have no labels are the words of the one whom they introduce."""

from __future__ import annotations

import pytest
from judging import attributed

LEAD = "In an interview with the daily, Russian Foreign Minister Sergei Lavrov spoke about the talks."
ASKED = "Are you ready?\n\nWe are ready for talks.\n\nDo you want more?\n\nThey must be lifted. We ask for nothing."
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
    text = f"{LEAD}\n\n{ASKED}\n\nYou sound sure of that.\n\nI am.\n\nAnd the sanctions?\n\nNo."
    asked = [a.words(text) for a in attributed(text, "en") if a.form == "transcript" and a.actor is None]
    assert asked == ["Are you ready?", "Do you want more?", "You sound sure of that.", "And the sanctions?"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Дмитрий Песков дал интервью газете.\n\n— Готовы ли вы?\n\n— Мы готовы.\n\n— Вас ждут?\n\n— Нас ждут."),
        (
            "uk",
            "Володимир Зеленський дав інтерв'ю виданню.\n\nЧи готові ви?\n\nМи готові.\n\nВас чекають?\n\nНас чекають.",
        ),
        (
            "de",
            "Boris Pistorius im Interview.\n\nSind Sie bereit?\n\nWir sind bereit.\n\nWas wollen Sie?\n\nWir wollen Frieden.",
        ),
        (
            "fr",
            "Un entretien avec Emmanuel Macron.\n\nÊtes-vous prêt ?\n\nNous sommes prêts.\n\nQue voulez-vous ?\n\nNous voulons la paix.",
        ),
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


@pytest.mark.parametrize(
    "told",
    [
        "Why now?\n\nWe have seen tanks come and go.\n\nWhat follows?\n\nWe think that the sanctions will stay.",
        "Are you ready?\n\nThe sanctions must be lifted.\n\nDo you want more?\n\nWe ask for nothing.",
        "Are you ready?\n\nWe are ready.\n\nDo you want more?\n\nThe Kremlin said that more must come. We ask why.",
        "Are you ready?\n\nHe smiled at me. We are ready, he said.\n\nDo you want more?\n\nI do.",
        "Are you ready?\n\nWe are.\n\nDo you want more?\n\nThe ambassador demanded more, and I asked for none.",
    ],
)
def test_a_report_with_questions_for_subheads_is_not_his(told: str) -> None:
    assert answered(f"{LEAD}\n\n{told}") == []


def test_what_others_say_in_quotations_and_they_or_we_alone_leave_the_answers_his() -> None:
    text = f"{LEAD}\n\n{ASKED}\n\nAre you sure?\n\nThey say so, and I told them “the judge said that it stands”."
    assert len(answered(text)) == 3


def test_what_is_held_against_him_without_a_question_mark_is_not_his() -> None:
    held = "Many voters want it to end."
    text = f"{LEAD}\n\n{ASKED}\n\nAnd you?\n\nWe want it too.\n\n{held}\n\nThat is a mistake.\n\nAre you sure?\n\nWe saw it."
    assert [words for _, words in answered(text)] == [
        *(words for _, words in ANSWERS),
        "We want it too.",
        "That is a mistake.",
        "We saw it.",
    ]


def test_the_last_answer_ends_before_the_foot_of_the_page() -> None:
    more = "I am sure of it."
    for foot in (
        "Subscribe to our letter. We keep your address to ourselves.",
        "The bridge was built last year.",
        "Your letter of the day.\n\nWe write to all who ask.",
    ):
        assert answered(f"{LEAD}\n\n{ASKED}\n\n{more}\n\n{foot}") == [*ANSWERS, ("lavrov", more)]


def test_what_stands_between_the_lead_and_the_first_question_is_not_his() -> None:
    above = f"{LEAD}\n\nBelow you find it in full.\n\nWe have made it shorter."
    assert answered(f"{above}\n\n{ASKED}") == ANSWERS
