"""Sentences, quotations and paragraphs have exact places."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.reading.text.lexicon import load_lexicon
from monitor.reading.text.paragraphs import split_paragraphs
from monitor.reading.text.quotes import find_quotes
from monitor.reading.text.sentences import is_question, sentence_end, sentence_start, sentences_in, split_sentences


def sentences(text: str, language: str = "en") -> list[str]:
    whole = (0, len(text))
    spans = sentences_in(text, whole, quotes=find_quotes(text, whole), lexicon=load_lexicon(language))
    return [text[a:b] for a, b in spans]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Smith met Gen. Jones in the U.S. capital.",
        "J. D. Vance spoke at 5 p.m. local time on Jan. 6 in Washington.",
        "“We will wait. We have time,” he said.",
        "“Really?” asked the minister.",
        "“Who will pay for that?” Stoltenberg said on Monday.",
        "“Never!” Sergei Lavrov told reporters.",
        "Trade fell by 3.5 percent.",
    ],
)
def test_one_english_sentence_stays_one(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "В 2023 г. обстановка изменилась, т.е. стала сложнее.",
        "С. В. Лавров прибыл в Минск.",
        "«Мы подождём. Время есть», — сказал он.",
        "Ущерб составил 3 млрд руб. по оценке ведомства.",
    ],
)
def test_one_russian_sentence_stays_one(text: str) -> None:
    assert sentences(text, "ru") == [text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("“Who will pay for that?”", "Stoltenberg said that the allies would."),
        ("“Never!”", "Paris was calm."),
        ("“Never!”", "Lavrov said: “We pay nothing.”"),
    ],
)
def test_what_follows_a_question_in_quotation_marks_may_be_a_sentence_of_its_own(first: str, second: str) -> None:
    assert sentences(f"{first} {second}") == [first, second]


@pytest.mark.parametrize("mark", ["'", "’", "ʼ"])
def test_a_letter_behind_an_apostrophe_is_no_initial(mark: str) -> None:
    first, second = f"Йдеться про здоров{mark}я.", "«Ми лікуємо всіх», — сказав він."
    assert sentences(f"{first} {second}", "uk") == [first, second]
    assert sentences("Il a vu d’A. Merkel le portrait.", "fr") == ["Il a vu d’A. Merkel le portrait."]


def test_sentences_are_cut_where_they_end() -> None:
    text = "He left the U.S. The talks failed… Nobody called! “We tried.” It was over."
    assert sentences(text) == ["He left the U.S.", "The talks failed…", "Nobody called!", "“We tried.”", "It was over."]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("He said “one ‘two’ three” again.", ["one ‘two’ three"]),
        ('He said "one" and "two".', ["one", "two"]),
        ("Он сказал: «один „два“ три».", ["один „два“ три"]),
        ("It's the minister's view.", []),
        ("He said: 'we are ready'.", ["we are ready"]),
        ('The message reads:"We agree." That was all.', ["We agree."]),
    ],
)
def test_quotations_are_found_outermost_first(text: str, inner: list[str]) -> None:
    assert [text[q.inner[0] : q.inner[1]] for q in find_quotes(text, (0, len(text)))] == inner


def test_a_quotation_open_at_the_end_of_a_paragraph_goes_to_its_end() -> None:
    text = "“First we talk."
    (quote,) = find_quotes(text, (0, len(text)))
    assert (quote.closed, text[quote.inner[0] : quote.inner[1]]) == (False, "First we talk.")


def test_lines_wrapped_by_hand_are_one_paragraph() -> None:
    line = "the minister spoke about the talks and about all the other things that\n"
    text = line * 6 + "are known.\n\nA second paragraph follows here.\n"
    assert len(split_paragraphs(text)) == 2


def test_lines_that_end_sentences_are_paragraphs() -> None:
    assert len(split_paragraphs("One thing is sure.\nAnother is not.\nA third is hoped for.\nThat was all.")) == 4


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("de", "Am 3. Oktober 2024 hat Olaf Scholz bzw. Sein Sprecher das erklärt."),
        ("fr", "Le 3 oct. Mme. Colonna et M. Séjourné l'ont déclaré."),
        ("uk", "У 2023 р. Україна заявила про це, див. Додаток."),
        ("ru", "В 2023 г. Россия заявила об этом, см. Приложение."),
        ("en", "On Jan. 6 Gen. Jones said so."),
        ("es", "On Jan. 6 Gen. Jones said so."),
    ],
)
def test_a_full_stop_of_the_text_s_own_language_ends_no_sentence(language: str, first: str) -> None:
    text = f"{first} Paris 2024."
    assert [text[a:b] for a, b in split_sentences(text, language)] == [first, "Paris 2024."]


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("en", "No. We will not lift them.", 2),
        ("en", "He said no. Putin left.", 2),
        ("en", "They read No. 5 and No. B-7 of it.", 1),
        ("de", "Das ist seine Art. Merz ging.", 2),
        ("de", "Sie meinen Art. 5 des Vertrags.", 1),
        ("fr", "C'est de l'art. Macron est parti.", 2),
        ("fr", "Voir art. 5 du traité.", 1),
    ],
)
def test_a_word_that_abbreviates_one_only_before_a_number_ends_a_sentence_elsewhere(
    language: str, text: str, number: int
) -> None:
    assert len(split_sentences(text, language)) == number


def test_the_sentence_of_a_place_begins_and_ends_where_no_abbreviation_stands() -> None:
    text, english = "He left.\nThe U.S. envoy met Gen. Jones in Rio. Then he flew home.", load_lexicon("en")
    assert text[sentence_start(text, text.index("Jones"), english, reach=99) :].startswith("The U.S.")
    assert text[: sentence_end(text, text.index("U.S."), english, limit=len(text))].endswith("in Rio.")
    assert sentence_start(text, text.index("Then"), english, reach=99) == text.index("Then")


@pytest.mark.parametrize(
    ("text", "asks"),
    [("Who pays?", True), ("“Who pays?” ", True), ("(‘Who pays?’)", True), ("“Who pays?” he asked.", False)],
)
def test_a_question_may_end_inside_marks(text: str, *, asks: bool) -> None:
    assert is_question(text, (0, len(text))) is asks


@given(st.text(alphabet="Aбc .!?\"“”«»'\n…г", max_size=120))
def test_sentences_never_overlap_and_lose_no_letter(text: str) -> None:
    spans = split_sentences(text, "ru")
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
