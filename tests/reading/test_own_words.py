"""What somebody says in quotation marks while he denies something is his own word, and no part of what is denied."""

from __future__ import annotations

from functools import cache

import pytest
from judging import shipped_world

from monitor.reading.actors.gazetteer import Gazetteer
from monitor.reading.attribution.attribute import attribute_article
from monitor.types import MergeRules
from tests.builders import article


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer(shipped_world())


def told(text: str, language: str) -> dict[str, bool]:
    """Whether the outermost statements of the followed are denied, by their words."""
    found = attribute_article(
        article(text), world=shipped_world(), gazetteer=_gazetteer(), rules=MergeRules(), language=language
    )
    return {each.words(text): each.denied for each in found.attributions if each.actor and not each.nested}


@pytest.mark.parametrize(
    ("text", "language", "denied", "said"),
    [
        ('Rutte rejected the idea of talks with Russia: "There will be no talks with Russia."', "en", "talks with Russia", "There will be no talks with Russia."),
        ('Peskov denied that Russia planned to attack NATO: "Russia does not threaten anyone."', "en", "Russia planned to attack NATO", "Russia does not threaten anyone."),
        ('Peskov denied the claims – "Russia does not threaten anyone."', "en", "the claims", "Russia does not threaten anyone."),
        ("Песков опроверг, что Россия готовит нападение на НАТО: «Россия никому не угрожает».", "ru", "Россия готовит нападение на НАТО", "Россия никому не угрожает"),
        ("Пєсков спростував, що Росія планує напад на НАТО: «Росія нікому не загрожує».", "uk", "Росія планує напад на НАТО", "Росія нікому не загрожує"),
        ("Peskow dementierte, dass Russland einen Angriff auf die Nato plane: „Russland bedroht niemanden.“", "de", "Russland einen Angriff auf die Nato plane", "Russland bedroht niemanden."),
        ("Peskov a démenti que la Russie prépare une attaque contre l'OTAN : « La Russie ne menace personne. »", "fr", "la Russie prépare une attaque contre l'OTAN", "La Russie ne menace personne."),
    ],
)  # fmt: skip
def test_a_quotation_behind_what_is_denied_is_said(text: str, language: str, denied: str, said: str) -> None:
    assert told(text, language) == {denied: True, said: False}


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Peskow wies die Vorwürfe zurück: „Russland hat niemanden bedroht.“", "de", "Russland hat niemanden bedroht."),
        ("Песков опроверг сообщения о нападении: «Россия никому не угрожает».", "ru", "Россия никому не угрожает"),
        ("«Россия никому не угрожает», — опроверг Песков.", "ru", "Россия никому не угрожает"),
    ],
)
def test_it_is_all_that_is_said_where_no_clause_tells_what_is_denied(text: str, language: str, said: str) -> None:
    assert told(text, language) == {said: False}


@pytest.mark.parametrize(
    ("text", "language", "denied"),
    [
        ("Rutte rejected the idea of talks with Russia.", "en", "talks with Russia"),
        ("Песков опроверг, что Россия готовит нападение на НАТО.", "ru", "Россия готовит нападение на НАТО"),
        ('Peskov denied that Lavrov had said: "Russia will attack NATO."', "en", 'Lavrov had said: "Russia will attack NATO."'),
        ('Peskov denied that Russia would "attack NATO in the spring".', "en", "attack NATO in the spring"),
    ],
)  # fmt: skip
def test_what_is_denied_stays_denied(text: str, language: str, denied: str) -> None:
    assert told(text, language) == {denied: True}


@pytest.mark.parametrize(
    ("text", "language", "denied"),
    [
        ("Rutte disagreed that sanctions should be lifted.", "en", "sanctions should be lifted"),
        ("Rutte did not agree that sanctions should be lifted.", "en", "sanctions should be lifted"),
        ("Rutte didn't agree that sanctions should be lifted.", "en", "sanctions should be lifted"),
        ("Rutte took issue with the idea that sanctions should be lifted.", "en", "sanctions should be lifted"),
        ("Rutte disagrees with the idea of lifting sanctions.", "en", "lifting sanctions"),
        ("Рютте не согласился с тем, что санкции должны быть сняты.", "ru", "санкции должны быть сняты"),
        ("Рютте не погодився з тим, що санкції треба скасувати.", "uk", "санкції треба скасувати"),
        ("Rutte war nicht einverstanden, dass die Sanktionen fallen sollen.", "de", "die Sanktionen fallen sollen"),
        (
            "Rutte n'était pas d'accord avec l'idée que les sanctions doivent être levées.",
            "fr",
            "les sanctions doivent être levées",
        ),
    ],
)
def test_who_does_not_agree_denies(text: str, language: str, denied: str) -> None:
    assert told(text, language) == {denied: True}


def test_who_agrees_or_says_what_he_thinks_denies_nothing() -> None:
    assert told("Rutte agreed that sanctions should be lifted.", "en") == {"sanctions should be lifted": False}
    assert told('Rutte disagreed: "Sanctions must stay."', "en") == {"Sanctions must stay.": False}
