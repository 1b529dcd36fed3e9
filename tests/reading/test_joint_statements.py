"""Joint statements: a text in which "we" are several governments is spoken by each of them."""

from __future__ import annotations

import pytest
from judging import attributed

OPENED = {
    "en": (
        "Tallinn, 3 March\n\nWe, the leaders of Estonia, Iceland, Latvia and the Nordic state of Norway, gathered today in Warsaw. We condemn the attack on the grid."
        " Our help will go on. We reject a peace without Kyiv."
    ),
    "ru": "Мы, министры иностранных дел Эстонии, Латвии и Норвегии, собрались сегодня в Варшаве. Мы осуждаем удар по сетям. Мы продолжим поставки.",
    "uk": "Ми, міністри оборони Естонії, Латвії та Норвегії, зібралися у Варшаві. Ми засуджуємо удар по мережах. Ми продовжимо постачання.",
    "de": "Wir, die Außenminister von Estland, Lettland und Norwegen, verurteilen den Angriff auf das Stromnetz. Wir werden weiter liefern.",
    "fr": "Nous, ministres de la Défense de l'Estonie, de la Lettonie et de la Norvège, condamnons l'attaque du réseau. Nous continuerons à livrer.",
}
TITLED = {
    "en": ("Joint statement by the defence ministers of Estonia, Latvia and Norway on the attack on Ukraine", "We condemn the attack. Ukraine can count on us."),
    "ru": ("Совместное заявление министров обороны Эстонии, Латвии и Норвегии", "Мы осуждаем удар. Украина может на нас рассчитывать."),
    "uk": ("Спільна заява міністрів оборони Естонії, Латвії та Норвегії", "Ми засуджуємо удар. Україна може на нас розраховувати."),
    "de": ("Gemeinsame Erklärung der Außenminister von Estland, Lettland und Norwegen zur Lage in der Ukraine", "Wir verurteilen den Angriff. Die Ukraine kann auf uns zählen."),
    "fr": ("Déclaration conjointe des ministres de la Défense de l'Estonie, de la Lettonie et de la Norvège", "Nous condamnons l'attaque. L'Ukraine peut compter sur nous."),
}  # fmt: skip
THREE = {"EE-GOV", "LV-GOV", "NO-GOV"}


def who(text: str, language: str, **changes: object) -> set[str | None]:
    return {each.office for each in attributed(text, language, **changes)}


@pytest.mark.parametrize("language", OPENED)
def test_we_are_those_whom_the_text_opens_with(language: str) -> None:
    text = OPENED[language]
    found = attributed(text, language, title="A meeting")

    assert {each.office for each in found} == THREE
    end = len(text)
    assert {each.office for each in found if each.end == end} == THREE
    assert all(each.voice == "primary" for each in found)


@pytest.mark.parametrize("language", TITLED)
def test_we_are_those_whom_the_title_names(language: str) -> None:
    title, text = TITLED[language]

    assert who(text, language, title=title) == THREE


def test_the_list_ends_where_somebody_not_followed_ends_it() -> None:
    text = "Wir, die Regierungschefs von Estland, Lettland und Norwegen, sowie der Vorsitzende, stehen zur Ukraine. Wir liefern weiter."

    assert who(text, "de", title="x") == THREE


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We, the foreign ministers of Estonia, Latvia as well as Norway, condemn the attack. We will go on helping."),
        ("fr", "Nous, ministres de la Défense de l'Estonie, de la Lettonie ainsi que de la Norvège, condamnons l'attaque."),
    ],
)  # fmt: skip
def test_the_last_may_be_joined_by_more_words(language: str, text: str) -> None:
    assert who(text, language, title="x") == THREE


def test_people_are_named_as_well_as_governments() -> None:
    title = "Joint statement by President Gitanas Nausėda and Foreign Minister Sergei Lavrov"

    assert {each.actor for each in attributed("We met. We agreed on the strait.", "en", title=title)} == {"nauseda", "lavrov"}  # fmt: skip


def test_on_the_site_of_one_of_them_it_is_that_office_that_speaks() -> None:
    title, text = TITLED["en"]
    found = attributed(text, "en", title=title, primary=True, speaks_for="EE-MFA")

    speakers = {each.office for each in found}

    assert "EE-GOV" not in speakers
    assert {"LV-GOV", "NO-GOV"} < speakers
    assert len(speakers) == len(THREE)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (TITLED["en"][0], "The text was short. It named the attack. Dmitry Peskov said that it changed nothing."),
        ("x", "We, the people of Estonia and Latvia, have had enough. We want our buses back."),
        ("x", "We went to the border. We, the reporters, saw Estonia and Latvia train there. We left."),
        ("x", "We condemn the attack. Estonia and Latvia are next."),
        ("Joint statement by the foreign ministers of Estonia", "We condemn the attack. We will go on."),
    ],
)
def test_other_texts_in_the_first_person_are_none(title: str, text: str) -> None:
    assert not who(text, "en", title=title) & {"EE-GOV", "LV-GOV", "NO-GOV"}


def test_one_leader_who_says_we_of_two_countries_speaks_alone() -> None:
    text = (
        "We, Russia and the United States, have a duty to the world. We are ready for talks. We want our work to go on."
    )

    assert {
        each.office for each in attributed(text, "en", title="An address", primary=True, speaks_for="RU-President")
    } == {"RU-President"}


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "We, the Leaders of the G7, gathered today. We condemn the attack on the grid. Our help will go on.", {"NATO-BLOC"}),
        ("ru", "Мы, лидеры «Большой семёрки», собрались сегодня. Мы осуждаем удар по сетям. Мы продолжим поставки.", {"NATO-BLOC"}),
        ("de", "Wir, die Staats- und Regierungschefs der G7, verurteilen den Angriff auf die Ukraine. Wir werden weiter liefern.", {"NATO-BLOC"}),
        ("fr", "Nous, dirigeants du G7, condamnons l'attaque du réseau. Nous continuerons à livrer.", {"NATO-BLOC"}),
        ("en", "We, the foreign ministers of the G7 and Ukraine, condemn the attack. Our help will go on.", {"NATO-BLOC", "UA-GOV"}),
    ],
)  # fmt: skip
def test_an_office_of_several_speaks_as_one(language: str, text: str, wanted: set[str]) -> None:
    assert who(text, language, title="A meeting") == wanted


@pytest.mark.parametrize(
    "text",
    [
        "We, the people of the G7, gathered today. We condemn the attack on the grid. Our help will go on.",
        "We, the wives of the leaders of the G7, gathered today. We condemn the attack on the grid. Our help will go on.",
        "We, the leaders of Ukraine's opposition, gathered today. We condemn the attack on the grid. Our help will go on.",
        "We, the leaders of the EU's churches, gathered today. We condemn the attack on the grid. Our help will go on.",
    ],
)
def test_whose_office_is_no_alliances_speaks_for_none(text: str) -> None:
    assert who(text, "en", title="A meeting") == {None}
