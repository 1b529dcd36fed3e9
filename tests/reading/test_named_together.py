"""Several who are named together as the speakers: each has the statement, and nobody who is only named beside them."""

from __future__ import annotations

import pytest
from judging import attributed


def who(text: str, language: str = "en") -> list[str | None]:
    """The persons and offices that speak in `text`, in its order; None where nobody followed does."""
    return [each.actor or each.office for each in attributed(text, language) if not each.nested]


def test_two_who_are_named_together_have_it_each() -> None:
    assert who("Norway and Sweden said that the strait was open.") == ["NO-GOV", "SE-GOV"]
    assert who("Kaja Kallas and Boris Pistorius said that the strait was open.") == ["kallas", "pistorius"]
    assert who("Volodymyr Zelensky and President of the Republic of Lithuania Gitanas Nausėda discussed the open strait.") == ["zelensky", "nauseda"]  # fmt: skip


BALTIC = ["EE-GOV", "LV-GOV", "LT-GOV"]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "Estonia, Latvia and Lithuania said that the strait was open.", BALTIC),
        ("en", "Estonia, Latvia, and Lithuania said that the strait was open.", BALTIC),
        ("en", "On Monday Estonia, Latvia and Lithuania said that the strait was open.", BALTIC),
        ("en", '"The strait is open," said Estonia, Latvia and Lithuania.', BALTIC),
        ("en", "According to Estonia, Latvia and Lithuania, the strait is open.", BALTIC),
        ("en", "Presidents Alexander Stubb, Gitanas Nausėda and Volodymyr Zelenskyy said that the strait was open.", ["stubb", "nauseda", "zelensky"]),
        ("en", "Russian President Vladimir Putin, Foreign Minister Sergei Lavrov and Dmitry Peskov said that the strait was open.", ["putin", "lavrov", "peskov"]),
        ("ru", "Во вторник Эстония, Латвия и Литва заявили, что пролив открыт.", BALTIC),
        ("ru", "Пролив открыт, заявили Эстония, Латвия и Литва.", BALTIC),
        ("ru", "По словам Пескова, Лаврова и Захаровой, пролив открыт.", ["peskov", "lavrov", "zakharova"]),
        ("uk", "Естонія, Латвія та Литва заявили, що протока відкрита.", BALTIC),
        ("uk", "Естонія, Латвія, а також Литва заявили, що протока відкрита.", BALTIC),
        ("de", "Estland, Lettland und Litauen erklärten, die Meerenge sei offen.", BALTIC),
        ("de", "Die Meerenge sei offen, erklärten Estland, Lettland und Litauen.", BALTIC),
        ("de", "Estland, der Sudan und Litauen erklärten, die Meerenge sei offen.", ["EE-GOV", None, "LT-GOV"]),
        ("de", "Estland, die Mongolei und Litauen erklärten, die Meerenge sei offen.", ["EE-GOV", None, "LT-GOV"]),
        ("fr", "L'Estonie, la Lettonie et la Lituanie ont déclaré que le détroit était ouvert.", BALTIC),
    ],
)  # fmt: skip
def test_each_of_a_list_has_it_the_first_too(language: str, text: str, wanted: list[str]) -> None:
    assert who(text, language) == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "We, the Defence Ministers of Norway, Denmark and Sweden, declare that the strait is open.", ["NO-GOV", "DK-GOV", "SE-GOV"]),
        ("en", "The leaders of Norway, Denmark and Sweden said that the list was too long.", ["NO-GOV", "DK-GOV", "SE-GOV"]),
        ("ru", "Лидеры Эстонии, Латвии и Литвы заявили, что пролив открыт.", BALTIC),
        ("en", "The interior ministers of Estonia, Latvia and Lithuania said that the strait was open.", BALTIC),
        ("de", "Wir, die Außenminister von Estland, Lettland und Litauen, erklären, dass die Grenze offen bleibt.", BALTIC),
    ],
)  # fmt: skip
def test_what_ministers_of_several_countries_say_is_each_ones_and_no_single_ones(
    language: str, text: str, wanted: list[str]
) -> None:
    assert who(text, language) == wanted


def offices(text: str, language: str) -> list[str | None]:
    """The offices whose line it is, in the order of the text."""
    return [each.office for each in attributed(text, language) if not each.nested]


MINISTERS = ["DE-MFA", "FR-MFA", "PL-MFA"]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "The foreign ministers of Germany, France and Poland said that the strait was open.", MINISTERS),
        ("en", '"The strait is open," said the foreign ministers of Germany, France and Poland.', MINISTERS),
        ("ru", "Министры иностранных дел Германии, Франции и Польши заявили, что пролив открыт.", MINISTERS),
        ("ru", "Главы МИД Германии, Франции и Польши заявили, что пролив открыт.", MINISTERS),
        ("uk", "Міністри закордонних справ Німеччини, Франції та Польщі заявили, що протока відкрита.", MINISTERS),
        ("de", "Die Außenminister von Deutschland, Frankreich und Polen erklärten, die Meerenge sei offen.", MINISTERS),
        ("en", "The presidents of Estonia, Latvia and Lithuania said that the strait was open.", ["EE-President", "LV-President", "LT-President"]),
        ("ru", "Министры обороны Эстонии, Латвии и Литвы заявили, что пролив открыт.", ["EE-MoD", "LV-GOV", "LT-GOV"]),
        ("ru", "Министры иностранных дел Германии, Франции и Польши в совместном заявлении пообещали открыть пролив.", MINISTERS),
        ("uk", "Міністри закордонних справ Німеччини, Франції та Польщі спільно заявили, що протока відкрита.", MINISTERS),
        ("en", "The German, French and Polish foreign ministers said that the strait was open.", MINISTERS),
        ("en", "On Monday the German, French, and Polish foreign ministers agreed that the strait was open.", MINISTERS),
        ("en", '"The strait is open," said the German, French and Polish foreign ministers.', MINISTERS),
        ("en", "The German and French foreign ministers said that the strait was open.", MINISTERS[:2]),
        ("en", "The U.S. and British defense ministers said that the strait was open.", ["US-GOV", "UK-MoD"]),
        ("en", "The German and British Defense Ministers said that the strait was open.", ["DE-MoD", "UK-MoD"]),
        ("en", "The Mongolian, Chadian and Polish foreign ministers said that the strait was open.", [None, None, "PL-MFA"]),
        ("en", "The Mongolian and Chadian foreign ministers said that the strait was open.", [None]),
        ("en", "French and Polish farmers said that the strait was open.", [None]),
        ("en", "Critics of the Russian and Belarusian presidents said that the strait was open.", [None]),
        ("en", "The former French and Polish foreign ministers said that the strait was open.", [None]),
        ("en", "The U.S. and British ambassadors said that the strait was open.", [None]),
        ("en", "The U.S. and Australian foreign secretaries said that the strait was open.", ["US-State", None]),
        ("en", "Some EU foreign ministers said that the strait was open.", [None]),
        ("en", "Three NATO leaders said that the strait was open.", [None]),
    ],
)  # fmt: skip
def test_an_office_that_several_hold_is_each_ones_own_where_it_is_followed(
    language: str, text: str, wanted: list[str]
) -> None:
    assert offices(text, language) == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "Olaf Scholz's office said that the strait was open.", "DE-Chancellor"),
        ("en", "Emmanuel Macron's press office said that the strait was open.", "FR-President"),
        ("de", "Das Büro von Emmanuel Macron erklärte, die Meerenge sei offen.", "FR-President"),
        ("fr", "Le bureau de Volodymyr Zelensky a déclaré que le détroit était ouvert.", "UA-President"),
        ("ru", "В Министерстве обороны ФРГ заявили, что пролив открыт.", "DE-MoD"),
        ("ru", "Минобороны ФРГ сообщило, что пролив открыт.", "DE-MoD"),
        ("ru", "«Пролив открыт», — сообщило министерство обороны Польши.", "PL-MoD"),
    ],
)
def test_a_house_speaks_for_its_office(language: str, text: str, wanted: str) -> None:
    found = attributed(text, language)
    assert [each.office for each in found] == [wanted]
    assert all(each.actor in (None, wanted) for each in found)


def test_what_else_is_somebodys_is_no_house() -> None:
    assert offices("Olaf Scholz's office chair said nothing; Olaf Scholz's critics said that it was over.", "en") in (
        [None],
        [None, None],
    )


def test_one_who_is_not_followed_has_it_too() -> None:
    found = attributed("Estonia, Iceland and Lithuania said that the strait was open.", "en")

    assert [each.speaker for each in found] == [
        "Estonian government (Tallinn)",
        "Iceland",
        "Lithuanian government (Vilnius)",
    ]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "In Estonia, Latvia and Lithuania said that the strait was open.", BALTIC[1:]),
        ("en", "After Poland, Latvia and Lithuania said that the strait was open.", BALTIC[1:]),
        ("en", "In talks with Poland, Dmitry Peskov and Sergei Lavrov said that the strait was open.", ["peskov", "lavrov"]),
        ("en", "The border with Belarus, Latvia and Lithuania said, must stay shut.", BALTIC[1:]),
        ("en", "According to Dmitry Peskov, Lavrov and Putin agreed that the strait was open.", ["peskov"]),
        ("en", '"The strait is open," said Dmitry Peskov, and Sergei Lavrov smiled.', ["peskov"]),
        ("en", "Sergei Lavrov said that Poland, Latvia and Lithuania wanted war.", ["lavrov"]),
    ],
)  # fmt: skip
def test_who_only_stands_before_the_list_is_none_of_it(language: str, text: str, wanted: list[str]) -> None:
    assert who(text, language) == wanted


def test_a_list_behind_its_verb_is_no_part_of_what_is_said() -> None:
    text = "Die Meerenge sei offen, erklärten Estland, Lettland und Litauen."

    assert {each.words(text) for each in attributed(text, "de")} == {"Die Meerenge sei offen"}


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "G7 leaders said that the strait was open.", "NATO-BLOC"),
        ("en", "The leaders of the G7 said that the strait was open.", "NATO-BLOC"),
        ("en", "EU foreign ministers agreed that the strait was open.", "EU-GOV"),
        ("en", "NATO defence ministers said that the strait was open.", "NATO"),
        ("ru", "Лидеры стран G7 заявили, что пролив открыт.", "NATO-BLOC"),
        ("ru", "Министры обороны стран НАТО заявили, что пролив открыт.", "NATO"),
        ("de", "Die EU-Außenminister erklärten, die Meerenge sei offen.", "EU-GOV"),
        ("fr", "Les dirigeants du G7 ont déclaré que le détroit était ouvert.", "NATO-BLOC"),
    ],
)
def test_all_who_hold_an_office_in_an_alliance_speak_for_it(language: str, text: str, wanted: str) -> None:
    assert offices(text, language) == [wanted]
