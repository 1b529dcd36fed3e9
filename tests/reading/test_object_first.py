"""Who speaks in a German, Russian or Ukrainian sentence whose object leads, in a German one whose verb stands last, and in a French one that names him between commas."""

from __future__ import annotations

import pytest
from judging import attributed


def who(text: str, language: str) -> list[str | None]:
    """The persons and offices that speak in `text`, in its order; None where nobody followed does."""
    return [each.actor or each.office for each in attributed(text, language) if not each.nested]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Einen Nato-Beitritt der Ukraine lehnte Viktor Orbán ab.", "orban"),
        ("Den Vorschlag der USA begrüßte Präsident Wolodymyr Selenskyj.", "zelensky"),
        ("Einen Waffenstillstand lehnt Russland ab.", "RU-GOV"),
        ("Waffenlieferungen an die Ukraine schloss Viktor Orbán aus.", "orban"),
        ("Sanktionen gegen Russland verlangte Kaja Kallas.", "kallas"),
        ("Neue Sanktionen gegen Russland forderte am Freitag die EU-Außenbeauftragte Kaja Kallas.", "kallas"),
        ("Die Entsendung von Soldaten in die Ukraine hat Friedrich Merz ausgeschlossen.", "merz"),
        ("Die Angriffe auf Kiew verurteilte Friedrich Merz scharf.", "merz"),
        ("Die Einigung mit Russland begrüßte die Nato.", "NATO"),
    ],
)
def test_the_one_behind_the_verb_speaks_where_the_object_leads(text: str, wanted: str) -> None:
    assert who(text, "de") == [wanted]


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("Вступление Украины в НАТО отверг Песков.", "ru", "peskov"),
        ("Предложение Киева отверг Кремль.", "ru", "RU-Kremlin-Spokesperson"),
        ("Новые санкции против России поддержала глава евродипломатии Кая Каллас.", "ru", "kallas"),
        ("Идею прекращения огня отверг в четверг Сергей Лавров.", "ru", "lavrov"),
        ("Россию обвинил в затягивании переговоров Зеленский.", "ru", "zelensky"),
        ("Страны НАТО призвал Зеленский ускорить поставки.", "ru", "zelensky"),
        ("О готовности к переговорам заявил Песков.", "ru", "peskov"),
        ("Диалог с Европой не исключил Лавров.", "ru", "lavrov"),
        ("Встречу с Зеленским отверг Медведев.", "ru", "medvedev"),
        ("Зустріч із Зеленським відкинув Пєсков.", "uk", "peskov"),
        ("Членство України в НАТО відкинув Орбан.", "uk", "orban"),
        ("Ідею відправки військ підтримав президент Франції Еммануель Макрон.", "uk", "macron"),
        ("Нові санкції проти Росії підтримала Кая Каллас.", "uk", "kallas"),
    ],
)
def test_so_it_is_in_russian_and_ukrainian(text: str, language: str, wanted: str) -> None:
    assert who(text, language) == [wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Мелони поддержала НАТО.", "meloni"),
        ("Нетаньяху поддержал Киев.", None),
        ("Министерство поддержало Киев.", None),
        ("Песков отверг вступление Украины в НАТО.", "peskov"),
        ("Сегодня Путин отверг предложение Киева.", "putin"),
        ("Украина отвергла предложение, которое поддержал Трамп.", "UA-GOV"),
    ],
)
def test_a_russian_subject_that_leads_speaks(text: str, wanted: str | None) -> None:
    assert who(text, "ru")[:1] == [wanted]


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("Осенью 2024 года Путин осудил НАТО за поставки ракет Киеву.", "ru", "putin"),
        ("Неделю назад Трамп раскритиковал Киев за отказ от переговоров.", "ru", "trump"),
        ("Дважды за неделю Макрон осудил Кремль за удары по Одессе.", "ru", "macron"),
        ("Вопреки ожиданиям Трамп поддержал Киев.", "ru", "trump"),
        ("Хельсинки в понедельник поддержал Киев.", "ru", "FI-GOV"),
        ("Нетаньяху вчера поддержал Киев.", "ru", None),
        ("Цього року Трамп розкритикував НАТО.", "uk", "trump"),
        ("Тієї ночі Макрон закликав Кремль припинити вогонь.", "uk", "macron"),
        ("Минулої неділі Мерц підтримав Київ.", "uk", "merz"),
    ],
)
def test_words_of_time_and_place_are_no_object(text: str, language: str, wanted: str | None) -> None:
    assert who(text, language)[:1] == [wanted]


def test_what_leads_is_part_of_what_is_said() -> None:
    text = "Waffenlieferungen an die Ukraine lehnte Viktor Orbán ab."
    found = attributed(text, "de")
    assert [text[each.start : each.end] for each in found] == [text.rstrip(".")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Russland lehnt einen Waffenstillstand ab.", "RU-GOV"),
        ("Russland kritisierte Friedrich Merz.", "RU-GOV"),
        ("Die Ukraine forderte Deutschland auf, Raketen zu liefern.", "UA-GOV"),
        ("Den Haag forderte Russland auf, die Angriffe einzustellen.", "NL-GOV"),
        ("Am Dienstag forderte Friedrich Merz neue Sanktionen gegen Russland.", "merz"),
        ("Hans Lohse von der Linken kritisierte Friedrich Merz.", None),
        ("Ein Sprecher der Stadt kritisierte Wladimir Putin.", None),
        ("Der Rat für Frieden kritisierte Wladimir Putin.", None),
    ],
)
def test_a_subject_that_leads_speaks(text: str, wanted: str | None) -> None:
    assert who(text, "de") == [wanted]


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("La cheffe de la diplomatie européenne, Kaja Kallas, réclame un nouveau train de mesures.", "fr", "kallas"),
        ("Kaja Kallas, la cheffe de la diplomatie européenne, réclame un nouveau train de mesures.", "fr", "kallas"),
        ("Le Premier ministre hongrois, Viktor Orban, a refusé de livrer des armes.", "fr", "orban"),
        ("Le président ukrainien a, lui, réclamé des avions.", "fr", "UA-President"),
        ("Le président français, Emmanuel Macron, a, pour sa part, appelé à un cessez-le-feu.", "fr", "macron"),
        ("Le détroit est ouvert, a dit le président français, Emmanuel Macron.", "fr", "macron"),
        ("Le président français, Emmanuel Macron, a dit Volodymyr Zelensky, tient parole.", "fr", "zelensky"),
        ("Der ungarische Ministerpräsident, Viktor Orbán, lehnt eine Lieferung ab.", "de", "orban"),
    ],
)
def test_who_is_named_between_commas_is_the_subject_of_the_verb_behind(text: str, language: str, wanted: str) -> None:
    assert wanted in {name for each in attributed(text, language) for name in (each.actor, each.office)}
    assert None not in who(text, language)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Friedrich Merz hat neue Sanktionen gegen Russland angekündigt.", "hat neue Sanktionen gegen Russland angekündigt"),
        ("Friedrich Merz hat der Ukraine in Kiew weitere Waffen zugesichert.", "hat der Ukraine in Kiew weitere Waffen zugesichert"),
        ("Am Montag hat Friedrich Merz neue Sanktionen angekündigt.", "neue Sanktionen angekündigt"),
        ("Friedrich Merz hat die Forderung Kiews unterstützt.", "die Forderung Kiews unterstützt"),
    ],
)  # fmt: skip
def test_what_is_announced_stands_before_its_participle(text: str, wanted: str) -> None:
    found = attributed(text, "de")
    assert [(each.actor, text[each.start : each.end]) for each in found] == [("merz", wanted)]


@pytest.mark.parametrize(
    "text",
    [
        "Das hat Friedrich Merz am Montag in Berlin angekündigt.",
        "Friedrich Merz hat am Montag in Berlin gesagt.",
        "Friedrich Merz hat dies bereits Ende August angekündigt.",
        "Das hat Friedrich Merz vergangene Woche bestätigt.",
    ],
)
def test_a_day_and_a_place_are_nothing_that_is_announced(text: str) -> None:
    assert not attributed(text, "de")
