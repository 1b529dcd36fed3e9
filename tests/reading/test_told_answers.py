"""Questions that a text tells of: what is asked is nobody's line, and a bare yes or no takes its content from it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from judging import shipped_judge, shipped_world

from monitor.reading import Reader
from monitor.types import MergeRules
from monitor.types.levels import sign_of
from tests.builders import article

if TYPE_CHECKING:
    from monitor.types import Statement


@cache
def reader() -> Reader:
    return Reader(shipped_world(), judge=shipped_judge(), merge=MergeRules())


def read(text: str, language: str = "en") -> tuple[Statement, ...]:
    return reader().read(article(text, language=language, title="Russia and NATO")).statements


def lines(text: str, language: str = "en") -> set[tuple[str | None, str | None, int]]:
    """Who takes which side on which issue."""
    told = read(text, language)
    return {(s.actor, s.issue, sign_of(s.level)) for s in told if s.level is not None and s.weight > 0}


def answers(text: str, language: str = "en") -> list[bool]:
    """Of each statement of Peskov's, whether it takes over what was asked."""
    told = (s for s in read(text, language) if s.actor == "peskov")
    return ["yes or no to the question before" in s.reasons for s in told]


@pytest.mark.parametrize(
    ("text", "language", "actor", "issue", "side"),
    [
        ('Asked whether Moscow would agree to a ceasefire, Peskov said: "No."', "en", "peskov", "SET", -1),
        ('"No," Peskov said when asked whether Moscow would agree to a ceasefire.', "en", "peskov", "SET", -1),
        ('Will Russia agree to a ceasefire? "No," Peskov said.', "en", "peskov", "SET", -1),
        (
            'Asked if Berlin would send Taurus missiles to Kyiv, Merz was brief. "Yes," he said.',
            "en",
            "merz",
            "AID",
            1,
        ),
        ("На вопрос, согласится ли Москва на перемирие, Песков ответил: «Нет».", "ru", "peskov", "SET", -1),
        (
            "Отвечая на вопрос, согласится ли Россия на прекращение огня, Песков сказал: «Нет, не согласится».",
            "ru",
            "peskov",
            "SET",
            -1,
        ),
    ],
)
def test_a_bare_answer_says_what_was_asked(text: str, language: str, actor: str, issue: str, side: int) -> None:
    assert lines(text, language) == {(actor, issue, side)}


@pytest.mark.parametrize(
    "text",
    [
        "Asked whether Moscow would agree to a ceasefire, Peskov declined to comment.",
        "Peskov left the room when asked whether Moscow would agree to a ceasefire.",
        'Asked what Kyiv had agreed to, Peskov said: "Ask them."',
    ],
)
def test_what_is_asked_is_nobodys_line(text: str) -> None:
    assert lines(text) == set()


def test_an_answer_to_another_question_takes_nothing_over() -> None:
    text = 'Asked whether Moscow would agree to a ceasefire, Peskov smiled.\n\nIt rained. Later he said: "No."'
    assert not [s for s in read(text) if s.level is not None]


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Without guarantees, Peskov said, there could be no ceasefire.", "en", "Without guarantees there could"),
        ("Без гарантий, заявил Песков, никакого перемирия быть не может.", "ru", "Без гарантий никакого перемирия"),
        ("Украина, сказал Лавров, не станет членом НАТО.", "ru", "Украина не станет членом НАТО"),
        ("Без гарантій, заявив Зеленський, жодного перемир’я не буде.", "uk", "Без гарантій жодного перемир’я"),
        ("Україна, сказав Сибіга, не відмовиться від членства в НАТО.", "uk", "Україна не відмовиться"),
    ],
)
def test_what_is_said_on_both_sides_of_who_says_it_is_one_statement(text: str, language: str, words: str) -> None:
    (told,) = (s for s in read(text, language) if s.actor)
    said = " ".join(text[a:b] for a, b in told.parts or ((told.start, told.end),))
    assert said.startswith(words)


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("In Moscow, Peskov said, nobody was waiting for a ceasefire.", "en", "nobody was waiting"),
        ("Россия готова к диалогу с НАТО, сказал Лавров, добавив, что условий нет.", "ru", "Россия готова к диалогу с НАТО"),
        ("Переговоров не будет, заявил Песков, пресс-секретарь президента.", "ru", "Переговоров не будет"),
    ],
)  # fmt: skip
def test_where_and_who_is_no_part_of_what_is_said(text: str, language: str, words: str) -> None:
    first = next(s for s in read(text, language) if s.actor and not s.nested)
    assert text[first.start : first.end].startswith(words)
    assert not first.parts


def test_who_tells_somebody_is_the_speaker() -> None:
    told = "Trump was told by Macron in a video call on Wednesday that Ukraine would get more weapons."
    assert lines(told) == {("macron", "AID", 1)}


@pytest.mark.parametrize(
    ("answer", "language"),
    [
        ("Yes, if they ask for it.", "en"),
        ("Yes, but not now.", "en"),
        ("No comment.", "en"),
        ("No decision yet.", "en"),
        ("No doubt about it.", "en"),
        ("Да, если попросят.", "ru"),
        ("Нет комментариев.", "ru"),
    ],
)
def test_an_answer_that_is_more_than_a_yes_or_a_no_takes_nothing_over(answer: str, language: str) -> None:
    asked = {
        "en": f'Asked whether Moscow would agree to a ceasefire, Peskov said: "{answer}"',
        "ru": f"На вопрос, согласится ли Москва на перемирие, Песков ответил: «{answer}»",
    }
    told = [s for s in read(asked[language], language) if s.actor == "peskov"]
    assert told
    assert not any(s.commitment == "denied" or (s.level or 0) > 0 for s in told)


def test_what_a_promise_was_is_not_said_by_who_reminds_of_it() -> None:
    told = read("Scholz was reminded by Zelensky of the promise that Germany would deliver tanks to Ukraine.")
    assert not [s for s in told if "promise" in (s.speaker or "")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ('Will Moscow ask for sanctions to be lifted? "No," Peskov said.', "en"),
        ('Asked whether Moscow would ask for sanctions to be lifted, Peskov said: "No."', "en"),
        ('Does Moscow expect sanctions to be lifted? "No," Peskov said.', "en"),
        ("На вопрос, будет ли Москва просить о снятии санкций, Песков ответил: «Нет».", "ru"),
        ("На вопрос, ожидает ли Москва отмены санкций, Песков ответил: «Нет».", "ru"),
        ("На запитання, чи проситиме Москва про скасування санкцій, Пєсков відповів: «Ні».", "uk"),
        ("Auf die Frage, ob Moskau um die Aufhebung der Sanktionen bitten werde, sagte Peskow: „Nein.“", "de"),
        (
            "Interrogé pour savoir si Moscou demanderait la levée des sanctions, Peskov a répondu : « Non. »",
            "fr",
        ),
    ],
)
def test_who_will_not_ask_others_for_something_takes_no_side_on_it(text: str, language: str) -> None:
    assert answers(text, language) == [False]
    assert lines(text, language) == set()


@pytest.mark.parametrize(
    ("answer", "language"),
    [
        ("No, not yet.", "en"),
        ("Not yet.", "en"),
        ("No, not at the moment.", "en"),
        ("Нет, ещё нет.", "ru"),
        ("Пока нет.", "ru"),
        ("Ні, поки що ні.", "uk"),
        ("Nein, noch nicht.", "de"),
        ("Noch nicht.", "de"),
        ("Non, pas encore.", "fr"),
    ],
)
def test_an_answer_for_now_leaves_it_open(answer: str, language: str) -> None:
    told = ASKED[language].format(answer)
    assert answers(told, language) == [False]
    assert lines(told, language) == set()


@pytest.mark.parametrize(
    ("answer", "language"),
    [
        ("No, it will not.", "en"),
        ("No, never.", "en"),
        ("No, Moscow will not agree.", "en"),
        ("Нет, никогда.", "ru"),
        ("Ні, не погодиться.", "uk"),
        ("Nein, auf keinen Fall.", "de"),
        ("Non, jamais.", "fr"),
    ],
)
def test_an_answer_that_only_takes_up_the_question_is_one(answer: str, language: str) -> None:
    told = ASKED[language].format(answer)
    assert answers(told, language) == [True]
    if language in ("en", "ru"):
        assert lines(told, language) == {("peskov", "SET", -1)}


@pytest.mark.parametrize(
    ("answer", "language"),
    [
        ("Yes, the weather is fine", "en"),
        ("Yes, I read the papers", "en"),
        ("Да, погода хорошая", "ru"),
        ("Ja, das Wetter ist schön", "de"),
    ],
)
def test_a_yes_with_words_of_its_own_is_no_answer_to_the_question_before(answer: str, language: str) -> None:
    told = {
        "en": f'Asked whether Moscow would agree to a ceasefire, Peskov smiled. "{answer}," he said.',
        "ru": f"На вопрос, согласится ли Москва на перемирие, Песков ответил: «{answer}».",
        "de": f"Auf die Frage, ob Moskau einer Waffenruhe zustimmen werde, sagte Peskow: „{answer}.“",
    }[language]
    assert answers(told, language) == [False]
    assert lines(told, language) == set()


def test_a_question_that_was_answered_is_not_answered_again() -> None:
    asked = "Asked whether Moscow would agree to a ceasefire, Peskov said that it was raining in Sochi."
    assert lines(f'{asked} "Yes," he added.') == set()


ASKED = {
    "en": 'Asked whether Moscow would agree to a ceasefire, Peskov said: "{}"',
    "ru": "На вопрос, согласится ли Москва на перемирие, Песков ответил: «{}»",
    "uk": "На запитання, чи погодиться Москва на перемир’я, Пєсков відповів: «{}»",
    "de": "Auf die Frage, ob Moskau einer Waffenruhe zustimmen werde, sagte Peskow: „{}“",
    "fr": "Interrogé pour savoir si Moscou accepterait un cessez-le-feu, Peskov a répondu : « {} »",
}
