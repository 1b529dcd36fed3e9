"""What a passage calls good or bad is compared as what its speaker would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from monitor.compare.called import called, turned
from monitor.ports import Directions, Relating, Relations

if TYPE_CHECKING:
    from collections.abc import Callable

    from monitor.compare import Comparison

    Compare = Callable[..., Comparison]

GERMANY, RUSSIA = frozenset({"germany"}), frozenset({"russia"})


@pytest.mark.parametrize(
    ("claim", "said", "relation"),
    [
        ("Contacts with Moscow must be kept open.", "Cutting off contacts would be a grave error.", "reaffirms"),
        ("Contacts with Moscow must be kept open.", "Keeping contacts open is a mistake.", "contradicts"),
        ("Sanctions must stay in force.", "Lifting the sanctions now would be a gift to Putin.", "reaffirms"),
        ("Sanctions should be lifted.", "Extending the sanctions would be a mistake.", "reaffirms"),
        ("Germany will not deliver weapons to Ukraine.", "Sending more weapons would be madness.", "reaffirms"),
        ("There will be no negotiations with Moscow.", "Refusing negotiations would be irresponsible.", "contradicts"),
        ("We are ready to talk to Russia.", "Refusing to talk would be a mistake.", "reaffirms"),
    ],
)
def test_who_calls_an_action_bad_would_not_do_it(compare: Compare, claim: str, said: str, relation: str) -> None:
    found = compare(f"“{said[:-1]},” Friedrich Merz said.", actor="Germany / Merz", claim=claim)
    assert found.relation == relation
    assert "is said of" in found.reason


@pytest.mark.parametrize(
    ("language", "actor", "report", "said", "reaffirmed", "contradicted"),
    [
        (
            "de", "Germany / Merz", "„{}“, sagte Friedrich Merz am Montag in Berlin.",
            "Die Aufnahme der Ukraine in die Nato wäre ein Fehler",
            "Die Ukraine kann nicht Mitglied der Nato werden.", "Die Ukraine soll Mitglied der Nato werden.",
        ),
        (
            "fr", "France / Macron", "« {} », a déclaré lundi Emmanuel Macron à Paris.",
            "Envoyer des troupes en Ukraine serait une erreur",
            "La France n'enverra pas de troupes en Ukraine.", "La France est prête à envoyer des troupes en Ukraine.",
        ),
        (
            "uk", "Ukraine / Zelenskyy", "«{}», — заявив Володимир Зеленський у Києві.",
            "Припинення контактів з Москвою було б помилкою",
            "Контакти з Москвою треба зберегти.", "Ми припиняємо контакти з Москвою.",
        ),
    ],
    ids=["de", "fr", "uk"],
)  # fmt: skip
def test_who_calls_an_action_bad_in_another_language_would_not_do_it_either(
    compare: Compare, language: str, actor: str, report: str, said: str, reaffirmed: str, contradicted: str
) -> None:
    for claim, relation in ((reaffirmed, "reaffirms"), (contradicted, "contradicts")):
        found = compare(report.format(said), actor=actor, claim=claim, language=language)
        assert found.relation == relation
        assert "is said of" in found.reason


def test_what_hurts_the_other_side_is_no_harm() -> None:
    text = "Lifting sanctions would help Putin."
    seen = called(text, "en", GERMANY)
    assert seen is not None
    assert seen.verdict == "bad"
    assert called(text, "en", RUSSIA) is None
    assert called(text, "en", frozenset()) is None
    assert called(text, "en", frozenset({"china"})) is None


@pytest.mark.parametrize(
    ("language", "text", "whom"),
    [
        ("ru", "Снятие санкций стало бы подарком Путину.", "Путину"),
        ("uk", "Скасування санкцій було б подарунком Путіну.", "Путіну"),
        ("de", "Die Aufhebung der Sanktionen wäre ein Geschenk an Lukaschenko.", "an Lukaschenko"),
        ("fr", "Lever les sanctions serait un cadeau à Poutine.", "à Poutine"),
        ("fr", "Lever les sanctions serait un cadeau à Loukachenko.", "à Loukachenko"),
    ],
)
def test_what_helps_the_head_of_the_other_side_is_bad_in_every_language(language: str, text: str, whom: str) -> None:
    seen = called(text, language, GERMANY)
    assert seen is not None
    assert (seen.verdict, seen.whom) == ("bad", whom)


def test_nothing_is_called_anything_in_plain_words() -> None:
    assert called("We will lift the sanctions.", "en", GERMANY) is None


def test_an_answer_is_turned_round_with_its_way() -> None:
    answer = Relating(Relations(0.4, 0.3, 0.1, 0.05, 0.05, 0.05, 0.05), Directions(0.5, 0.3, 0.2))
    assert turned(answer) == Relating(Relations(0.3, 0.4, 0.05, 0.1, 0.05, 0.05, 0.05), Directions(0.5, 0.2, 0.3))
