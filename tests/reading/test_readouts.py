"""Readouts of talks: a leader speaks, and the house or the paper that gives his words only passes them on."""

from __future__ import annotations

import pytest
from judging import attributed


def speakers(text: str, language: str) -> set[str | None]:
    """Those who say something that is not inside another's words."""
    return {each.actor for each in attributed(text, language) if not each.nested and each.actor}


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "Zelensky thanked Oslo for its help and stressed that Kyiv wanted more shells, the readout said.", "zelensky"),
        ("en", "Zelensky stressed that the grid must be spared, the Kremlin's readout said.", "zelensky"),
        ("en", "Peter Szijjarto said that the pipe would stay, according to his spokesman.", "szijjarto"),
        ("en", "Putin told Macron that the strait would stay open, the Kremlin said.", "putin"),
        ("en", "Zelensky told Macron that the strait would stay open, the Elysee said.", "zelensky"),
        ("ru", "Путин заявил Макрону, что пролив останется открыт, сообщили в Кремле.", "putin"),
        ("uk", "Зеленський заявив Макрону, що протока буде відкрита, повідомила пресслужба президента.", "zelensky"),
        ("de", "Putin sagte Macron, die Meerenge bleibe offen, teilte der Kreml mit.", "putin"),
        ("fr", "Poutine a dit à Macron que le détroit resterait ouvert, a indiqué le Kremlin.", "putin"),
    ],
)  # fmt: skip
def test_the_leader_speaks(language: str, text: str, speaker: str) -> None:
    assert speaker in speakers(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Zelensky rejected any talks, the Kremlin said."),
        ("en", "Zelensky told Macron that there would be no talks, Dmitry Peskov said."),
        ("en", "The Kremlin said that Zelensky had rejected any talks."),
        ("ru", "Зеленский отверг переговоры, сообщил Кремль."),
    ],
)
def test_what_the_other_side_says_that_he_said_stays_its_telling(language: str, text: str) -> None:
    assert "zelensky" not in speakers(text, language)


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ru", "МИД РФ подтвердил курс. «Победителя не будет», - говорится в документе, опубликованном на сайте.", {"RU-MFA"}),
        ("ru", "Мария Захарова назвала это шуткой. «Игры закончатся плохо», — говорится в её комментарии.", {"zakharova"}),
        ("de", "Der Nordatlantikrat hat das verurteilt. „Die Nato erkennt das nicht an“, heißt es in der Erklärung vom Montag.", {"NATO"}),
        ("de", "„Wir erkennen das nicht an“, heißt es in der Erklärung vom Montag.", {None}),
        ("ru", "Песков прокомментировал стратегию НАТО. «Россия остаётся угрозой», — говорится в документе.", {"peskov", None}),
        ("en", "Zelensky rejected the US plan. “Ukraine will withdraw,” the document says.", {"zelensky", None}),
        ("ru", "«Мы это осуждаем», - говорится в документе, опубликованном на сайте.", {None}),
    ],
)  # fmt: skip
def test_a_document_without_an_owner_is_of_the_house_that_spoke_last(
    language: str, text: str, wanted: set[str | None]
) -> None:
    assert {each.actor or each.office for each in attributed(text, language) if not each.nested} == wanted


def test_a_report_goes_on_with_a_quotation_behind_a_colon() -> None:
    text = "Friedrich Merz sagte, das Fenster sei offen. Man werde davon nicht abrücken: „Das Gespräch geht weiter.“"
    assert [each.words(text) for each in attributed(text, "de")][-1].startswith("Man werde")
