"""Quotations behind a colon that no verb of speech opens."""

from __future__ import annotations

import pytest
from judging import attributed

RU = "«Мы подождём, пока они сами попросят»."
UK = "«Ми зачекаємо, доки вони самі попросять»."
EN = "“We will wait until they come and ask.”"


def speakers(text: str, language: str) -> list[str | None]:
    found = attributed(text, language)
    return [attribution.speaker for attribution in found]


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", f"Sergei Lavrov came to Ufa. He chose his words: {EN}", "Sergei Lavrov"),
        ("ru", f"Сергей Лавров приехал в Уфу. Дальше он, однако, взвешивает слова: {RU}", "Sergei Lavrov"),
        ("ru", f"Сергей Лавров развёл руками: {RU}", "Sergei Lavrov"),
        ("ru", f"Когда речь зашла о сроках, Глеб Савранский усмехнулся: {RU}", "Глеб Савранский"),
        ("ru", f"Бывший депутат, который приехал позже, махнул рукой: {RU}", "Бывший депутат"),
        ("uk", f"Сергій Лавров приїхав до Уфи. Далі він, однак, зважує слова: {UK}", "Sergei Lavrov"),
        ("uk", f"Бувший депутат усміхнувся: {UK}", "Бувший депутат"),
    ],
)
def test_the_subject_of_the_clause_before_a_colon_speaks(language: str, text: str, speaker: str) -> None:
    assert speakers(text, language) == [speaker]


@pytest.mark.parametrize(
    "before",
    [
        "Надпись гласила",
        "Закон прост",
        "Погода испортилась",
        "Комитет принял решение",
        "Сергей Лавров увидел надпись",
        "Сергей Лавров услышал в ответ",
        "Он прочитал вслух плакат",
        "Министр представил книгу",
        "Министр подписал указ",
        "Сергею Лаврову крикнули из зала",
        "Сергей Лавров процитировал Бейкера",
        "Сергей Лавров устал от тезиса",
    ],
)
def test_what_was_read_or_heard_or_is_a_title_was_not_said(before: str) -> None:
    assert speakers(f"{before}: {RU}", "ru") == []


def test_a_list_of_titles_was_not_said() -> None:
    text = "Сергей Лавров любит кино: «Брат моего отца и моего деда» и «Сестра моего отца и моего деда»."
    assert speakers(text, "ru") == []
    text = "Сергей Лавров перебирает в памяти: «Брат моего отца и моего деда», «Сестра моего отца и моего деда»."
    assert speakers(text, "ru") == []


def test_a_read_poster_was_not_said_in_ukrainian() -> None:
    assert speakers(f"Міністр прочитав плакат: {UK}", "uk") == []
