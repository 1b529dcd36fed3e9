"""Whoever a text has named and then calls "the diplomat", "the politician"; papers and halls in quotation marks beside a speaker."""

from __future__ import annotations

import pytest
from judging import shipped_world

from monitor.reading.attribute import attribute_article
from monitor.reading.gazetteer import Gazetteer
from monitor.types import MergeRules
from tests.builders import article

WORLD = shipped_world()
GAZETTEER = Gazetteer(WORLD)


def heard(text: str, language: str) -> list[tuple[str, str | None]]:
    found = attribute_article(
        article(text, outlet="A paper"), world=WORLD, gazetteer=GAZETTEER, rules=MergeRules(), language=language
    )
    return [(text[a.start : a.end], a.speaker) for a in found.attributions]


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "Radosław Sikorski spoke in Kraków. “The fence stays,” the diplomat said.", "Radosław Sikorski"),
        ("en", "Robert Fico came late. “The pumps stay off,” the politician said.", "Robert Fico"),
        ("ru", "Сергей Рябков выступил в Вене. «Потолков больше нет», — напомнил дипломат.", "Sergei Ryabkov"),
        ("ru", "Дмитрий Медведев посетил Тверь. «Станки не встанут», — добавил политик.", "Dmitry Medvedev"),
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
    ("language", "text"),
    [
        ("ru", "«Мы туда не поедем, пока там стреляют», — сказала «Ведомостям» Мария Захарова."),
        ("ru", "«Мы туда не поедем, пока там стреляют», — рассказала “Ъ” официальный представитель МИД Мария Захарова."),
        ("uk", "«Ми туди не поїдемо, доки там стріляють», — сказала «Дзеркалу тижня» Марія Захарова."),
    ],
)  # fmt: skip
def test_a_paper_between_the_verb_and_the_name_listens(language: str, text: str) -> None:
    assert [who for _, who in heard(text, language)] == ["Maria Zakharova"]


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("ru", "На полях форума «Армия» Андрей Белоусов пообещал новые станки.", "пообещал новые станки"),
        ("ru", "В эфире программы «Время» Дмитрий Песков заявил, что станки не встанут.", "станки не встанут"),
        ("uk", "На форумі «Крок» Андрій Сибіга закликав надати генератори.", "закликав надати генератори"),
        ("de", "Auf der Messe „Hausbau“ forderte Boris Pistorius mehr Kasernen.", "forderte Boris Pistorius mehr Kasernen"),
    ],
)  # fmt: skip
def test_a_hall_in_quotation_marks_is_not_what_was_said(language: str, text: str, said: str) -> None:
    assert [words for words, _ in heard(text, language)] == [said]


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("ru", "Это «грубая ошибка», заявил Дмитрий Песков.", "грубая ошибка"),
        ("ru", "«Не поедем», заявил Дмитрий Песков.", "Не поедем"),
        ("en", "The fence was “a mistake,” Boris Pistorius said.", "The fence was “a mistake,”"),
        ("de", "Das sei „ein Fehler“, sagte Boris Pistorius.", "ein Fehler"),
    ],
)
def test_a_few_quoted_words_before_a_comma_are(language: str, text: str, said: str) -> None:
    assert [words for words, _ in heard(text, language)] == [said]


def test_a_minister_reports_and_a_diplomat_reserves() -> None:
    text = (
        "Станки будут заменены, доложил министр обороны Андрей Белоусов. Впрочем, он оговорился, что сроки не названы."
    )
    assert heard(text, "ru") == [
        ("Станки будут заменены", "Andrei Belousov"),
        ("сроки не названы", "Andrei Belousov"),
    ]


@pytest.mark.parametrize(
    "listeners", ["party members in Trnava", "pensioners", "family members of the fallen", "reserve officers in Nitra"]
)
def test_who_listens_is_no_part_of_what_is_said(listeners: str) -> None:
    assert heard(f"Robert Fico told {listeners} that the pumps would stay off.", "en") == [
        ("the pumps would stay off", "Robert Fico")
    ]


@pytest.mark.parametrize("rest", ["", " näher", " öffentlich"])
def test_who_says_nothing_says_nothing(rest: str) -> None:
    assert heard(f"Friedrich Merz reiste nach Riga. Zum Zaun äußerte er sich nicht{rest}.", "de") == []


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


@pytest.mark.parametrize(
    ("denied", "words"),
    [
        ("hat Meldungen zurückgewiesen, wonach der Zaun abgebaut wird", "der Zaun abgebaut wird"),
        ("hat die Behauptung bestritten, der Zaun werde abgebaut", "der Zaun werde abgebaut"),
        ("habe Spekulationen entschieden zurückgewiesen, der Zaun werde abgebaut", "der Zaun werde abgebaut"),
    ],
)
def test_a_german_perfect_that_denies(denied: str, words: str) -> None:
    text = f"Boris Pistorius {denied}."
    found = attribute_article(
        article(text, outlet="A paper"), world=WORLD, gazetteer=GAZETTEER, rules=MergeRules(), language="de"
    )
    assert [(text[a.start : a.end], a.speaker, a.denied) for a in found.attributions] == [
        (words, "Boris Pistorius", True)
    ]
