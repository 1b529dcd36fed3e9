"""Live tickers, bullets and joint statements: who speaks behind a clock time, and that a list of countries is none of them."""

from __future__ import annotations

import time

import pytest
from judging import attributed

from monitor.reading.paragraphs import after_dateline


def who(text: str, language: str = "en") -> list[str | None]:
    """The persons and offices that speak in `text`, in its order; None where nobody followed does."""
    found = attributed(text, language)
    return [each.actor or each.office for each in found]


@pytest.mark.parametrize(
    ("language", "line", "speaker"),
    [
        ("en", '07:15 Sikorski: "The border stays shut."', "sikorski"),
        ("en", "[21:04 GMT] Kaja Kallas said that the list would be longer.", "kallas"),
        ("en", "9:30 am – Alexander Stubb said that the border would stay shut.", "stubb"),
        ("en", "• Poland's foreign ministry said that the envoy had been summoned.", "PL-MFA"),
        ("en", "- The Ukrainian defence ministry said that the bridge was hit.", "UA-MoD"),
        ("ru", "21:04 Рябков: «Ответ будет дан».", "ryabkov"),
        ("uk", "07:15 Сибіга: «Кордон зачинено».", "sybiha"),
        ("de", "19.05 Uhr: Boris Pistorius sagte, die Brigade bleibe.", "pistorius"),
        ("fr", "18h42 Alexander Stubb a déclaré que la frontière resterait fermée.", "stubb"),
    ],
)
def test_the_name_behind_a_clock_time_or_a_bullet_speaks(language: str, line: str, speaker: str) -> None:
    assert who(line, language) == [speaker]
    assert who(f"{line}\n\n{line}", language)[0] == speaker


@pytest.mark.parametrize(
    "line",
    [
        "18.05 Million people fled.",
        "2:1 was the result.",
        "- We are ready, - said nobody.",
        "– Nous sommes prêts.",
        "-5 degrees were measured.",
    ],
)
def test_other_beginnings_stay(line: str) -> None:
    assert after_dateline(line, (0, len(line))) == (0, len(line))


@pytest.mark.parametrize("piece", ["- a ", "18:42 ", "• ", "[", "9:30 am "])
def test_no_line_takes_long(piece: str) -> None:
    line = piece * 20_000
    began = time.process_time()
    after_dateline(line, (0, len(line)))

    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We, the Defence Ministers of Norway, Denmark and Sweden, declare that the strait is open."),
        ("en", "The foreign ministers of Italy, Spain and Hungary said that the list was too long."),
        ("de", "Wir, die Außenminister von Estland, Lettland und Litauen, erklären, dass die Grenze offen bleibt."),
    ],
)
def test_what_ministers_of_several_countries_say_is_no_single_ones(language: str, text: str) -> None:
    assert who(text, language) == [None]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Tusk says Poland is ready for a long winter.", ["tusk", "PL-GOV"]),
        ("Alexander Stubb tells reporters Finland is ready to host a meeting.", ["stubb", "FI-GOV"]),
        ("The think tank said that the strait was open.", [None]),
    ],
)
def test_a_present_verb_parts_who_speaks_from_whom_he_tells_of(text: str, wanted: list[str | None]) -> None:
    assert who(text) == wanted


def test_two_who_are_named_together_have_it_each() -> None:
    assert who("Norway and Sweden said that the strait was open.") == ["NO-GOV", "SE-GOV"]
    assert who(
        "Presidents Alexander Stubb, Gitanas Nausėda and Volodymyr Zelenskyy said that the strait was open."
    ) == [
        "nauseda",
        "zelensky",
    ]
    assert who("Kaja Kallas and Boris Pistorius said that the strait was open.") == ["kallas", "pistorius"]


@pytest.mark.parametrize("text", ["The council said that it was late.", "A british office said that it was late."])
def test_small_letters_are_only_for_a_nations_institution(text: str) -> None:
    assert who(text) == [None]
