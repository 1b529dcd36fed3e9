"""Russian and Ukrainian verbs of speech without a subject of their own."""

from __future__ import annotations

import pytest
from judging import attributed


def said_by(text: str, language: str = "ru") -> dict[str, str | None]:
    found = attributed(text, language)
    return {text[a.start : a.end]: a.speaker for a in found}


@pytest.mark.parametrize(
    ("language", "text", "said", "speaker"),
    [
        ("ru", "Министр вздохнул, но объяснил: «Мы ищем людей по всей стране».", "Мы ищем людей по всей стране", "Министр"),
        ("ru", "Министр обороны Литвы вздохнул и признал, что людей нет.", "людей нет", "Министр обороны Литвы"),
        ("ru", "Бывший депутат вздохнул, но признал, что людей нет.", "людей нет", "Бывший депутат"),
        ("ru", "Глеб Савранский развёл руками и признал, что людей нет.", "людей нет", "Глеб Савранский"),
        ("ru", "Сергей Лавров развёл руками и признал, что людей нет.", "людей нет", "Sergei Lavrov"),
        ("uk", "Міністр зітхнув, але пояснив: «Ми шукаємо людей по всій країні».", "Ми шукаємо людей по всій країні", "Міністр"),
    ],
)  # fmt: skip
def test_the_second_of_two_verbs_has_the_subject_of_the_first(
    language: str, text: str, said: str, speaker: str
) -> None:
    assert said_by(text, language) == {said: speaker}


@pytest.mark.parametrize(
    "text",
    [
        "Погода испортилась, но объяснил, что людей нет.",
        "Министру посочувствовали, но объяснили, что людей нет.",
        "Генералу вручили орден, но объяснили, что людей нет.",
    ],
)
def test_no_thing_and_no_listener_is_the_subject(text: str) -> None:
    assert said_by(text) == {}


@pytest.mark.parametrize(
    "opened", ["Потом сказал:", "Затем, под конец, добавил:", "Далее он добавил:", "И наконец заявил:"]
)
def test_a_sentence_without_a_subject_goes_on_with_that_of_the_paragraph(opened: str) -> None:
    text = (
        "Сенатор Глеб Савранский на той неделе приехал в Уфу. Людей собралось много. Он долго рассказывал о выплатах. "
        f"{opened} «Войска останутся там столько, сколько нужно»."
    )
    assert said_by(text) == {"Войска останутся там столько, сколько нужно": "Сенатор Глеб Савранский"}


def test_who_is_named_in_what_was_said_did_not_say_it() -> None:
    text = "Сергей Лавров приехал в Уфу. Затем заявил, что Путин приедет летом, и добавил, что войска останутся."
    assert said_by(text) == {"Путин приедет летом": "Sergei Lavrov", "войска останутся": "Sergei Lavrov"}
    assert said_by("Сергей Лавров приехал в Уфу. Затем сообщили, что Путин об этом знает.") == {}


@pytest.mark.parametrize(
    ("language", "text", "said", "speaker"),
    [
        ("ru", "Лавров заявил, что Москва готова к переговорам, но добавил, что санкции надо снять.", "санкции надо снять", "Sergei Lavrov"),
        ("ru", "Лавров заявил, что Москва готова к переговорам, однако подчеркнул, что время уходит.", "время уходит", "Sergei Lavrov"),
        ("ru", "В Кремле заявили, что Киев ушёл с переговоров, и добавили, что войска останутся.", "войска останутся", "Kremlin (spokesperson)"),
        ("ru", "Лавров заявил, что Москва отвергла план, и призвал Киев вернуться к переговорам.", "призвал Киев вернуться к переговорам", "Sergei Lavrov"),
        ("ru", "Лавров сказал, что дверь открыта, Столтенберг ответил, что Киев не верит словам, и добавил, что войска останутся.", "войска останутся", "Jens Stoltenberg"),
        ("uk", "Путін заявив, що Київ готовий до миру, однак додав, що війська залишаться.", "війська залишаться", "Vladimir Putin"),
    ],
)  # fmt: skip
def test_a_second_verb_of_speech_is_that_of_who_spoke_not_of_whom_he_spoke(
    language: str, text: str, said: str, speaker: str
) -> None:
    assert said_by(text, language)[said] == speaker


def test_an_act_goes_on_with_the_subject_whose_form_it_shares() -> None:
    text = "Лавров заявил, что Киев отверг план и призвал союзников к миру."
    assert said_by(text)["призвал союзников к миру"] == "Ukrainian government (Kyiv)"


def test_a_clause_between_commas_is_no_apposition() -> None:
    text = "Лавров заявил, что Москва готова к переговорам, однако добавил, что время уходит."
    assert set(said_by(text).values()) <= {"Sergei Lavrov", "Russian government (Moscow)"}


def test_the_subject_goes_on_in_ukrainian_too() -> None:
    text = "Сергій Лавров приїхав до Уфи. Потім сказав: «Війська залишаться там стільки, скільки треба»."
    assert said_by(text, "uk") == {"Війська залишаться там стільки, скільки треба": "Sergei Lavrov"}


@pytest.mark.parametrize(
    "text",
    [
        "Сергей Лавров приехал в Уфу. Потом сказала: «Войска останутся там навсегда, дорогие товарищи».",
        "Сергей Лавров приехал в Уфу.\n\nПотом сказал: «Войска останутся там навсегда, дорогие товарищи».",
        "Погода была хороша. Потом сказал: «Войска останутся там навсегда, дорогие товарищи».",
        "Сергей Лавров приехал в Уфу. Сказал бы что-нибудь, да некому.",
    ],
    ids=["a woman's verb", "another paragraph", "nobody before", "nothing said"],
)
def test_the_subject_is_not_made_up(text: str) -> None:
    assert said_by(text) == {}


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("ru", "Путин выступил в Москве. При этом, подчеркнул он, Россия не отказывается от переговоров.", "Россия не отказывается от переговоров"),
        ("uk", "Путін виступив у Москві. Водночас, наголосив він, війська залишаться.", "війська залишаться"),
    ],
)  # fmt: skip
def test_what_only_leads_in_before_he_said_is_no_line(language: str, text: str, said: str) -> None:
    assert said_by(text, language)[said] == "Vladimir Putin"
    assert not {"При этом", "Водночас"} & set(said_by(text, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "Україна ніколи не визнає анексії Криму, заявив Зеленський."),
        ("ru", "Украина никогда не признает аннексии Крыма, заявил Зеленский."),
    ],
)
def test_never_belongs_to_the_verb_not_to_who_is_named_before_it(language: str, text: str) -> None:
    assert set(said_by(text, language).values()) == {"Volodymyr Zelenskyy", "Ukrainian government (Kyiv)"}


def test_a_name_spelt_as_another_language_declines_it_is_a_subject() -> None:
    text = "Помічник президента Росії Юрій Ушаков заявив, що переговори почнуться."
    assert said_by(text, "uk") == {"переговори почнуться": "Yuri Ushakov"}
