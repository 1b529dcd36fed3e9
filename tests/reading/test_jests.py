"""What is told as a joke is no line, whatever the words say; who does not joke is believed."""

from __future__ import annotations

import pytest
from judging import attributed, shipped_judge

from monitor.types.reading import IN_JEST

JOKES = {
    "en": [
        '"We will lift all the sanctions on Russia tomorrow," Kaja Kallas joked.',
        '"We will lift all the sanctions on Russia tomorrow," Kaja Kallas said jokingly.',
        "Kaja Kallas quipped that the sanctions on Russia should be lifted before her birthday.",
        'Joking, Kaja Kallas said: "We will lift all the sanctions on Russia tomorrow."',
    ],
    "ru": [
        "«Завтра же снимем все санкции с России», — пошутил Виктор Орбан.",
        "«Завтра же снимем все санкции с России», — сказал в шутку Виктор Орбан.",
    ],
    "uk": ["«Завтра ми скасуємо санкції проти Росії», — пожартував Володимир Зеленський."],
    "de": ["«Wir heben die Sanktionen gegen Russland morgen auf», scherzte Friedrich Merz."],
    "fr": ["« Nous lèverons les sanctions contre la Russie demain », a plaisanté Emmanuel Macron."],
}
SERIOUS = {
    "en": [
        '"The sanctions on Russia must be tightened," Kaja Kallas said. She joked about the weather.',
        '"I am not joking: the sanctions on Russia must be lifted," Viktor Orbán said.',
        "Kaja Kallas was not joking when she said that the sanctions on Russia must be tightened.",
        "Joking aside, Kaja Kallas said that the sanctions on Russia must be tightened.",
    ],
    "ru": ["«Я не шучу: санкции против России надо отменить», — сказал Виктор Орбан."],
}


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language, texts in JOKES.items() for text in texts]
)
def test_a_joke_takes_no_level(language: str, text: str) -> None:
    (told,) = shipped_judge().judge(text, attributed(text, language), language=language, title="Sanctions on Russia")
    assert told.level is None
    assert IN_JEST in told.marks


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language, texts in SERIOUS.items() for text in texts]
)
def test_what_is_no_joke_is_believed(language: str, text: str) -> None:
    told = shipped_judge().judge(text, attributed(text, language), language=language, title="Sanctions on Russia")[0]
    assert told.level is not None
    assert IN_JEST not in told.marks


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Kaja Kallas, answering a man who joked about it, said that the sanctions on Russia must be tightened."),
        ("ru", "Виктор Орбан, не шутя, сказал, что санкции против России надо отменить."),
        ("uk", "Володимир Зеленський не жартував, заявивши, що санкції проти Росії треба посилити."),
        ("de", "„Die Sanktionen gegen Russland müssen verschärft werden“, sagte Friedrich Merz und scherzte nicht."),
        ("fr", "« Les sanctions contre la Russie doivent être renforcées », a déclaré Macron, qui ne plaisantait pas."),
    ],
)
def test_nobody_jokes_whose_jest_is_denied_or_anothers(language: str, text: str) -> None:
    told = shipped_judge().judge(text, attributed(text, language), language=language, title="Sanctions on Russia")
    assert IN_JEST not in told[-1].marks
