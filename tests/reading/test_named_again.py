"""Whoever a text has named and then calls "the diplomat", "the politician", "the minister", and whoever is named with a day and a place behind."""

from __future__ import annotations

import pytest
from judging import attributed


def heard(text: str, language: str) -> list[tuple[str, str | None]]:
    found = attributed(text, language)
    return [(text[a.start : a.end], a.speaker) for a in found]


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "Radosław Sikorski spoke in Kraków. “The fence stays,” the diplomat said.", "Radosław Sikorski"),
        ("en", "Robert Fico came late. “The pumps stay off,” the politician said.", "Robert Fico"),
        ("ru", "Сергей Рябков выступил в Вене. «Потолков больше нет», — напомнил дипломат.", "Sergei Ryabkov"),
        ("ru", "Дмитрий Медведев посетил Тверь. «Станки не встанут», — добавил политик.", "Dmitry Medvedev"),
        ("ru", "Сергей Рябков выступил в Вене. По словам дипломата, потолков больше нет.", "Sergei Ryabkov"),
        ("ru", "Сергей Лавров выступил в Вене. По словам министра, потолков больше нет.", "Sergei Lavrov"),
        ("ru", "Премьер Словакии Роберт Фицо накануне в Вене сказал, что потолков больше нет.", "Robert Fico"),
        ("uk", "Дмитро Кулеба прибув до Риги. За словами міністра, вікно відчинене.", "Dmytro Kuleba"),
        ("uk", "Канцлер ФРН Фрідріх Мерц учора у Львові сказав, що вікно відчинене.", "Friedrich Merz"),
        (
            "uk",
            "Президент Володимир Зеленський у вечірньому зверненні сказав, що вікно відчинене.",
            "Volodymyr Zelenskyy",
        ),
        ("uk", "Володимир Зеленський на зустрічі з Марком Рютте сказав, що вікно відчинене.", "Volodymyr Zelenskyy"),
        (
            "ru",
            "Владимир Путин на совещании с членами правительства сказал, что потолков больше нет.",
            "Vladimir Putin",
        ),
        ("ru", "Сергей Лавров в Telegram-канале написал, что потолков больше нет.", "Sergei Lavrov"),
        ("en", "Robert Fico came late. He’s claiming that the pumps are off.", "Robert Fico"),
        ("uk", "Андрій Сибіга прибув до Риги. «Вікно відчинене», — зауважив дипломат.", "Andrii Sybiha"),
        ("de", "Johann Wadephul war in Oslo. Das Fenster sei offen, sagte der Diplomat.", "Johann Wadephul"),
        ("fr", "Jean-Noël Barrot est à Riga. « La porte reste ouverte », a dit le diplomate.", "Jean-Noël Barrot"),
        ("ru", "Глеб Савранский приехал в Уфу. «Денег не будет», — сказал депутат.", "Глеб Савранский"),
        ("en", "Radosław Sikorski spoke. “Sergei Lavrov paid for the fence,” the diplomat said.", "Radosław Sikorski"),
    ],
)
def test_he_is_the_one_who_was_named(language: str, text: str, speaker: str) -> None:
    assert [who for _, who in heard(text, language)] == [speaker]


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "Radosław Sikorski spoke in Kraków. “The fence stays,” a diplomat said.", "a diplomat"),
        ("en", "Boris Pistorius spoke in Kiel. “The fence stays,” the diplomat said.", "the diplomat"),
        ("ru", "Андрей Белоусов выступил в Туле. «Потолков больше нет», — напомнил дипломат.", "дипломат"),
        ("ru", "Погода испортилась. «Потолков больше нет», — напомнил дипломат.", "дипломат"),
        ("ru", "Сергей Рябков выступил в Вене. «Потолков нет», — напомнил европейский дипломат.", "европейский дипломат"),
        ("ru", "Сергей Лавров принял в Москве Петера Сийярто. По словам министра, потолков больше нет.", "министра"),
        ("ru", "Сергей Лавров приехал к министру Аракчи. По словам министра, потолков больше нет.", "министра"),
        ("en", "Radosław Sikorski met Sergei Lavrov in Riga. “The fence stays,” the diplomat said.", "the diplomat"),
        ("en", "Radosław Sikorski met Ann Lee in Riga. “The fence stays,” the diplomat said.", "the diplomat"),
        ("en", "Radosław Sikorski received the ambassador of Chile. The fence stays, the diplomat said.", "the diplomat"),
        ("ru", "Сергей Рябков принял посла Чили. «Потолков больше нет», — напомнил дипломат.", "дипломат"),
        ("uk", "Андрій Сибіга зустрів Сергія Лаврова. «Вікно відчинене», — зауважив дипломат.", "дипломат"),
        ("de", "Johann Wadephul traf Radosław Sikorski. „Es ist offen“, sagte der Diplomat am Abend.", "der Diplomat"),
        ("fr", "Jean-Noël Barrot a reçu un général. « La porte reste ouverte », a dit le général.", "le général"),
    ],
)  # fmt: skip
def test_another_is_not_taken_for_him(language: str, text: str, speaker: str) -> None:
    assert [who for _, who in heard(text, language)] == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Annalena Baerbock war in Oslo. Das Fenster sei offen, sagte die Außenministerin.", "Annalena Baerbock"),
        ("Annalena Baerbock war in Oslo. Das Fenster sei offen, sagte die Ministerin.", "Annalena Baerbock"),
        ("Olaf Scholz war in Oslo. „Das Fenster bleibt offen“, sagte der Kanzler.", "Olaf Scholz"),
        ("Norbert Röttgen war in Oslo. Das Fenster sei offen, sagte der CDU-Politiker.", "Norbert Röttgen"),
    ],
)
def test_a_title_at_the_end_of_a_german_sentence_is_heard_without_its_full_stop(text: str, speaker: str) -> None:
    assert [who for _, who in heard(text, "de")] == [speaker]
