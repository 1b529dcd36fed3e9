"""Another's words that somebody denies: whether the quotation behind them is the other's or the answer is told only by the quotation itself."""

from __future__ import annotations

import pytest
from judging import attributed


def told(text: str, language: str) -> list[tuple[str | None, bool, str]]:
    """Who says, or with True denies, which words."""
    return [(each.actor, each.denied, each.words(text).rstrip(". ")) for each in attributed(text, language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Захарова опровергла слова Каллас: «Завод был пуст»."),
        ("ru", "Захарова отвергла слова главы дипломатии ЕС Каи Каллас: «Завод был пуст»."),
        ("uk", "Захарова спростувала слова Каллас: «Завод був порожній»."),
        ("en", "Zakharova rejected Kallas's claim: “The plant was empty.”"),
        ("en", "Zakharova denied Kaja Kallas' words: “The plant was empty.”"),
        ("en", "Zakharova dismissed the claim made by Kaja Kallas: “The plant was empty.”"),
        ("de", "Sacharowa dementierte die Aussage von Kallas: „Das Werk war leer.“".replace("Das Werk", "Jenes Werk")),
        ("de", "Sacharowa wies Kallas' Behauptung zurück: „Jenes Werk war leer.“"),
        ("fr", "Zakharova a démenti les propos de Kallas : « L'usine était vide. »"),
    ],
)
def test_a_quotation_that_may_be_eithers_counts_for_neither(language: str, text: str) -> None:
    found = attributed(text, language)

    assert [(each.actor, each.denied, each.weight) for each in found] == [("zakharova", False, 0.0)]
    assert "his own words, or those that he denies 0" in found[0].reasons


@pytest.mark.parametrize(
    ("language", "text", "answer"),
    [
        ("ru", "Захарова опровергла слова Каллас: «Это ложь».", "Это ложь"),
        ("ru", "Захарова опровергла слова Каллас: «Завод никогда не был пуст».", "Завод никогда не был пуст"),
        ("ru", "Захарова опровергла обвинения Каллас: «Завод работал».", "Завод работал"),
        ("ru", "Захарова опровергла заявления о Каллас: «Завод работал».", "Завод работал"),
        ("en", "Zakharova denied Kallas's words: “We ran the plant.”", "We ran the plant"),
        ("de", "Sacharowa dementierte die Aussage von Kallas: „Das ist falsch.“", "Das ist falsch"),
        ("fr", "Zakharova a démenti les propos de Kallas : « L'usine n'était pas vide. »", "L'usine n'était pas vide"),
        ("ru", "Захарова опровергла слова Каллас: «Россия по-прежнему готова к переговорам».", "Россия по-прежнему готова к переговорам"),
        ("uk", "Захарова спростувала слова Каллас: «Росія завжди була відкрита до діалогу».", "Росія завжди була відкрита до діалогу"),
        ("de", "Sacharowa wies Kallas' Behauptung zurück: „Russland ist jederzeit zu Gesprächen bereit.“", "Russland ist jederzeit zu Gesprächen bereit"),
        ("fr", "Zakharova a démenti les propos de Kallas : « La Russie reste ouverte au dialogue. »", "La Russie reste ouverte au dialogue"),
    ],
)  # fmt: skip
def test_an_answer_is_the_speakers_own(language: str, text: str, answer: str) -> None:
    assert ("zakharova", False, answer) in told(text, language)
    assert not any(who == "kallas" for who, _, _ in told(text, language))


def test_who_only_comments_on_them_speaks_himself() -> None:
    assert ("zakharova", False, "Завод был пуст") in told("Захарова прокомментировала слова Каллас: «Завод был пуст».", "ru")  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Zakharova never denied Kallas's claim: “The plant was empty.”"),
        ("ru", "Захарова не опровергла слова Каллас: «Завод был пуст»."),
        ("uk", "Захарова не спростувала слова Каллас: «Завод був порожній»."),
        ("de", "Sacharowa dementierte die Aussage von Kallas nicht: „Jenes Werk war leer.“"),
        ("fr", "Zakharova n'a pas démenti les propos de Kallas : « L'usine était vide. »"),
    ],
)
def test_what_nobody_denies_is_the_others_alone(language: str, text: str) -> None:
    assert [(who, denied) for who, denied, _ in told(text, language)] == [("kallas", False)]


def test_a_readiness_to_attack_is_no_answer() -> None:
    text = "Zakharova rejected Kallas's claim: “Russia is still ready to attack.”"

    assert [each.weight for each in attributed(text, "en")] == [0.0]


def test_what_was_said_before_stays_with_who_denies() -> None:
    text = "Завод работал. Об этом заявила Захарова, которая опровергла слова Каллас: «Завод был пуст»."

    assert ("zakharova", False, "Завод работал") in told(text, "ru")


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("uk", "Зеленський відкинув тезу про те, що завод порожній.", ("zelensky", True, "завод порожній")),
        ("ru", "Песков исключил, что завод пуст.", ("peskov", True, "завод пуст")),
        ("de", "Merz schloss aus, dass Berlin das Werk verkaufe.", ("merz", True, "Berlin das Werk verkaufe")),
        ("de", "Merz hat Forderungen zurückgewiesen, die Steuern zu senken.", ("merz", True, "die Steuern zu senken")),
        ("fr", "Macron a exclu que Paris vende l'usine.", ("macron", True, "Paris vende l'usine")),
        ("fr", "Macron a rejeté l'idée que l'usine soit vide.", ("macron", True, "l'usine soit vide")),
        ("en", "Starmer did not accept that the plant was empty.", ("starmer", True, "the plant was empty")),
        ("en", "Merz made clear that the plant was empty.", ("merz", False, "the plant was empty")),
        ("en", "Merz made it plain that the plant was empty.", ("merz", False, "the plant was empty")),
    ],
)
def test_what_is_excluded_or_not_accepted_is_denied(language: str, text: str, wanted: tuple[str, bool, str]) -> None:
    assert told(text, language) == [wanted]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Песков не исключил, что завод пуст."),
        ("de", "Merz schloss nicht aus, dass Berlin das Werk verkaufe."),
        ("fr", "Macron n'a pas exclu que Paris vende l'usine."),
    ],
)
def test_what_is_not_excluded_is_not_denied(language: str, text: str) -> None:
    assert not any(denied for _, denied, _ in told(text, language))


def test_what_it_would_be_wrong_to_claim_nobody_claims() -> None:
    found = told("Rutte said it was wrong to claim that the plant was empty.", "en")
    assert found == [("rutte", False, "it was wrong to claim that the plant was empty")]
