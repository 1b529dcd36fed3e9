"""Where one claim of a sentence ends and the next begins: the joints of each language."""

from __future__ import annotations

import pytest
from judging import attributed

from monitor.reading.grammar.joints import load_joints


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", "Lavrov said that there would be no talks, yet Zelenskyy said that the door was open.", "there would be no talks"),
        ("ru", "Лавров заявил, что переговоров не будет, но Зеленский сказал, что дверь открыта.", "переговоров не будет"),
        ("ru", "Лавров заявил, что переговоров не будет, однако Зеленский сказал, что дверь открыта.", "переговоров не будет"),
        ("ru", "Лавров заявил, что переговоров не будет, и Зеленский рассказал журналистам, что дверь открыта.", "переговоров не будет"),
        ("uk", "Лавров заявив, що переговорів не буде, і Зеленський розповів журналістам, що двері відчинені.", "переговорів не буде"),
        ("fr", "Macron a dit que les sanctions resteraient, et Merz a déclaré que la porte était ouverte.", "les sanctions resteraient"),
        ("uk", "Лавров заявив, що переговорів не буде, проте Зеленський сказав, що двері відчинені.", "переговорів не буде"),
        ("uk", "Лавров заявив, що переговорів не буде, однак Зеленський сказав, що двері відчинені.", "переговорів не буде"),
        ("de", "Merz sagte, die Sanktionen blieben in Kraft, aber Macron erklärte, dass man reden müsse.", "die Sanktionen blieben in Kraft"),
        ("de", "Merz sagte, die Sanktionen blieben in Kraft, doch Macron erklärte, dass man reden müsse.", "die Sanktionen blieben in Kraft"),
        ("fr", "Macron a dit que les sanctions resteraient, mais Merz a déclaré que la porte était ouverte.", "les sanctions resteraient"),
    ],
)  # fmt: skip
def test_what_another_says_behind_but_is_his(language: str, text: str, said: str) -> None:
    first, second = attributed(text, language)[:2]
    assert first.words(text) == said
    assert second.actor not in (None, first.actor)
    assert not second.nested


def test_what_the_same_goes_on_to_say_leaves_no_joint_behind() -> None:
    text = "Зеленський заявив, що переговори почнуться, однак додав, що санкції залишаться."
    assert attributed(text, "uk")[0].words(text) == "переговори почнуться"


@pytest.mark.parametrize("opened", ["однако Путин", "зато Путин", "однак Путін", "зате Путін", "проте Путін"])
def test_a_clause_may_open_with_a_joint_before_its_subject(opened: str) -> None:
    lead = load_joints().opens.match(opened)
    assert lead is not None
    assert opened[lead.end() :].startswith("Пут")


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Ursula von der Leyen: Die Sanktionen bleiben in Kraft.", ["Ursula von der Leyen"]),
        ("Merz nach Ursula von der Leyen: Die Sanktionen bleiben in Kraft.", []),
        ("Merz und Macron: Die Sanktionen bleiben in Kraft.", []),
    ],
)
def test_a_small_word_within_a_name_does_not_part_the_name_before_a_colon(text: str, speakers: list[str]) -> None:
    assert [one.speaker for one in attributed(text, "de")] == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Ursula von der Leyen : les sanctions resteront en vigueur", ["Ursula von der Leyen"]),
        ("Le président Macron : les sanctions resteront en vigueur", ["Emmanuel Macron"]),
        ("Kiev : pas de trêve sans garanties", ["Ukrainian government (Kyiv)"]),
        ("Ukraine : Trump menace de nouvelles sanctions", ["Donald Trump"]),
        ("Sanctions : Paris et Berlin hésitent", []),
    ],
)
def test_a_french_colon_stands_apart_and_a_place_before_it_may_be_the_topic(text: str, speakers: list[str]) -> None:
    assert [one.speaker for one in attributed(text, "fr")] == speakers
