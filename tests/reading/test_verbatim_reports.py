"""A parliament's verbatim report: name, who that is, a full stop and a dash; the words run on to the next label."""

from __future__ import annotations

import pytest
from judging import attributed

from monitor.reading.attribution.verbatim import find_verbatim

DEBATE = (
    "4. Support for Ukraine (debate)\n\n"
    "President. – The next item is the debate on the report by Marta Oliveira.\n\n"
    "Marta Oliveira, rapporteur. - Madam President, the file before us is about the money and nothing else.\n\n"
    "We have waited for two years, and we will not wait for a third.\n\n"
    "Henrik van der Dahl (ECR). – Madam President, my group will vote against the report.\n\n"
    "(Applause from the right)\n\n"
    "Jens Stoltenberg, Secretary General of the Alliance. – Honourable Members, the door of the alliance stays open.\n\n"
    "The pressure works: it is the only thing that does, and it must go on.\n\n"
    "Anna-Maija Virtanen (Renew), in writing. – I voted for the report, since it is short.\n\n"
    "President. – The debate is closed.\n\n"
    "(The debate was closed.)\n"
)


def said_by(text: str, language: str = "en") -> dict[str, str | None]:
    found = attributed(text, language)
    return {text[a.start : a.end]: a.speaker for a in found}


def test_each_has_the_paragraphs_up_to_the_next_label() -> None:
    assert said_by(DEBATE) == {
        "Madam President, the file before us is about the money and nothing else.": "Marta Oliveira",
        "We have waited for two years, and we will not wait for a third.": "Marta Oliveira",
        "Madam President, my group will vote against the report.": "Henrik van der Dahl",
        "Honourable Members, the door of the alliance stays open.": "Jens Stoltenberg",
        "The pressure works: it is the only thing that does, and it must go on.": "Jens Stoltenberg",
        "I voted for the report, since it is short.": "Anna-Maija Virtanen",
    }


def test_the_languages_of_one_parliament_are_labelled_alike() -> None:
    words = said_by(
        "Konrad Weiß (PPE). – Herr Präsident! Wir werden die Ukraine weiter unterstützen.\n\n"
        "Élodie Marchand (S&D). – Herr Präsident! Ohne Sicherheit gibt es keinen Frieden.\n",
        "de",
    )
    assert set(words.values()) == {"Konrad Weiß", "Élodie Marchand"}


@pytest.mark.parametrize(
    "text",
    [
        "NEW YORK, March 3. — The council met on Tuesday.\n\nSergei Lavrov said that nothing had changed.",
        "Who will come:\n\nMarta Oliveira. – from Lisbon\n\nHenrik Dahlmann. – from Oslo",
        "Sergei Lavrov, the minister. - We will wait.\n\nThat was all that he said.",
        "He named Marta Oliveira, rapporteur. – She was not there.\n\nHe named Henrik Dahlmann (ECR). – Nor was he.",
        "Oslo, Bergen. – Two towns.\n\nLisbon, Porto. – Two more.",
    ],
    ids=["a dateline", "a list", "only one", "inside a paragraph", "one word each"],
)
def test_what_only_looks_like_labels_is_none(text: str) -> None:
    assert find_verbatim(text) == []
