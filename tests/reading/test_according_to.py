""" "According to": who stands behind it speaks, but for a pronoun that only joins a clause on. And what nobody in particular claims, inside a speaker's words."""

from __future__ import annotations

import pytest
from judging import attributed


def who(text: str, language: str) -> list[str | None]:
    return [each.actor or each.office for each in attributed(text, language) if not each.nested]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Les accusations selon lesquelles la Russie prépare une attaque sont absurdes, a déclaré Peskov."),
        ("fr", "Le rapport selon lequel la Russie prépare une attaque est faux, a dit Peskov."),
        ("de", "Berichte, laut denen Russland einen Angriff vorbereitet, seien falsch, sagte Peskow."),
        ("ru", "Сообщения, согласно которым Россия готовит нападение, абсурдны, заявил Песков."),
        ("en", "The report according to which Russia is preparing an attack is false, Peskov said."),
        ("en", "Allegations that Russia is preparing an attack are absurd, Peskov said."),
        ("en", "Claims that Russia is preparing an attack are nonsense, Peskov said on Monday."),
    ],
)
def test_who_is_spoken_of_is_no_speaker_and_the_speaker_keeps_his_words(language: str, text: str) -> None:
    assert who(text, language) == ["peskov"]
    (said,) = [each for each in attributed(text, language) if not each.nested]
    assert text.startswith(said.words(text))
    assert len(said.words(text)) > 0.6 * len(text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Selon la Russie, l'Otan prépare une attaque."),
        ("fr", "L'Otan prépare une attaque, d'après la Russie."),
        ("de", "Laut Russland bereitet die Nato einen Angriff vor."),
        ("ru", "Согласно заявлению России, НАТО готовит нападение."),
        ("en", "According to Russia, NATO is preparing an attack."),
    ],
)
def test_who_stands_behind_it_speaks(language: str, text: str) -> None:
    assert who(text, language) == ["RU-GOV"]


def test_what_is_expected_stays_nobodys_and_cuts_nobody_off() -> None:
    text = "Lavrov said Russia is expected to win."
    found = attributed(text, "en")

    assert [(each.actor, each.words(text)) for each in found if not each.nested] == [("lavrov", "Russia is expected to win")]  # fmt: skip
    assert all(each.weight == 0 for each in found if each.speaker is None)


def test_what_is_asked_before_an_answer_is_no_part_of_what_another_says_in_it() -> None:
    text = (
        "Asked about his old criticism of the bridge, Peskov said it was natural, in Lavrov's view that it would stand."
    )
    found = attributed(text, "en")

    assert [each.words(text) for each in found if each.actor == "peskov"] == ["it was natural"]
    assert not any(each.nested for each in found if each.actor == "peskov")
