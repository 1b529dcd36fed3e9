"""A "he said" in the middle, and a conjunction behind it: both halves are his."""

from __future__ import annotations

import pytest
from judging import attributed

BEFORE = {
    "en": "Sergei Lavrov took the floor in Ufa. ",
    "ru": "Сергей Лавров взял слово в Уфе. ",
    "uk": "Сергій Лавров узяв слово в Уфі. ",
}


def parts(text: str, language: str) -> list[tuple[str | None, list[str]]]:
    """Who speaks and what, piece by piece, in what follows `BEFORE`."""
    text = BEFORE[language] + text
    found = attributed(text, language)
    return [(a.speaker, [text[x:y] for x, y in a.parts or ((a.start, a.end),)]) for a in found]


@pytest.mark.parametrize(
    ("language", "text", "halves"),
    [
        (
            "en",
            "Peace had won, he said, and whoever wanted our sons at the front has lost.",
            ["Peace had won", "and whoever wanted our sons at the front has lost"],
        ),
        (
            "en",
            "The door is open, he argued, but nobody will be pushed through it.",
            ["The door is open", "but nobody will be pushed through it"],
        ),
        (
            "ru",
            "Дверь не заперта, согласился он, но прежний ключ слишком прост: позовём их не раньше, чем они попросят.",
            ["Дверь не заперта", "но прежний ключ слишком прост: позовём их не раньше, чем они попросят"],
        ),
        (
            "ru",
            "Дверь не заперта, сказал он, но Киев хочет другого.",
            ["Дверь не заперта", "но Киев хочет другого"],
        ),
        (
            "uk",
            "Двері не замкнені, погодився він, але кликати їх ніхто не буде.",
            ["Двері не замкнені", "але кликати їх ніхто не буде"],
        ),
    ],
)
def test_both_halves_are_his(language: str, text: str, halves: list[str]) -> None:
    assert parts(text, language) == [("Sergei Lavrov", halves)]


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", "The war will end, he said, and the reporters left the room.", "The war will end"),
        ("en", "The war will end, he said, but would not say when.", "The war will end"),
        ("en", "The war will end, Lavrov said, but nobody has seen a plan.", "The war will end"),
        ("en", "“The war will end,” he said, but nobody has seen a plan.", "The war will end"),
        ("en", "The war will end, he says, but nobody has seen a plan.", "The war will end"),
        ("ru", "Дверь не заперта, сказал он, но на этом встреча закончилась.", "Дверь не заперта"),
        ("ru", "Дверь не заперта, сказал он, и вышел из зала.", "Дверь не заперта"),
        ("ru", "Дверь не заперта, говорит он, но никто ему не верит.", "Дверь не заперта"),
        ("uk", "Двері не замкнені, сказав він, але на цьому зустріч завершилася.", "Двері не замкнені"),
    ],
)
def test_what_the_reporter_tells_is_not_his(language: str, text: str, said: str) -> None:
    assert parts(text, language) == [("Sergei Lavrov", [said])]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The war will end, he said, but Dmitry Peskov said that it could not."),
        ("ru", "Дверь не заперта, сказал он, а Дмитрий Песков считает, что на замке."),
    ],
)
def test_what_another_says_is_his_own(language: str, text: str) -> None:
    assert [speaker for speaker, _ in parts(text, language)] == ["Sergei Lavrov", "Dmitry Peskov"]


def test_what_his_government_does_in_it_takes_nothing_from_him() -> None:
    text = BEFORE["en"] + "Moscow rejects the bridge, he said, and it will build its own."
    found = attributed(text, "en")
    assert [(a.speaker, a.nested, text[a.start : a.end]) for a in found] == [
        ("Sergei Lavrov", False, "Moscow rejects the bridge, he said, and it will build its own"),
        ("Russian government (Moscow)", True, "rejects the bridge"),
    ]
