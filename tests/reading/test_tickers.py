"""Live tickers and bullets: who speaks behind a clock time, and in headlines among prose."""

from __future__ import annotations

import time

import pytest
from judging import attributed

from monitor.reading.text.datelines import after_dateline
from monitor.reading.text.language import detect_language


def who(text: str, language: str = "en") -> list[str | None]:
    """The persons and offices that speak in `text`, in its order; None where nobody followed does."""
    found = attributed(text, language)
    return [each.actor or each.office for each in found]


@pytest.mark.parametrize(
    ("line", "speaker", "words"),
    [
        ("PUTIN: WE ARE READY FOR TALKS", "putin", "WE ARE READY FOR TALKS"),
        ("ZELENSKIY: WE WILL NOT SURRENDER OUR LAND", "zelensky", "WE WILL NOT SURRENDER OUR LAND"),
        ("LAVROV SAYS RUSSIA WILL NOT GIVE UP DONBAS", "lavrov", "RUSSIA WILL NOT GIVE UP DONBAS"),
    ],
)
def test_a_name_in_capitals_is_no_dateline(line: str, speaker: str, words: str) -> None:
    text = f"Talks went on.\n\n{line}"
    assert (speaker, words) in [(each.actor, each.words(text)) for each in attributed(text, "en")]
    assert after_dateline("KYIV: The line moved.", (0, 21)) == (6, 21)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("PUTIN SAYS RUSSIA IS READY FOR TALKS WITH UKRAINE", "en"),
        ("ПУТИН: МЫ ГОТОВЫ К ПЕРЕГОВОРАМ С КИЕВОМ", "ru"),
        ("MERZ: DEUTSCHLAND WIRD DIE UKRAINE WEITER UNTERSTÜTZEN", "de"),
    ],
)
def test_the_language_of_capitals_is_that_of_their_words(text: str, language: str) -> None:
    assert detect_language(text, declared=None) == language


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
        ("fr", "15 h 10 Alexander Stubb a déclaré que la frontière resterait fermée.", "stubb"),
        ("fr", "15\u00a0h\u00a010 – « La frontière reste fermée », a déclaré Alexander Stubb.", "stubb"),
        ("fr", "9 h : Alexander Stubb a déclaré que la frontière resterait fermée.", "stubb"),
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
    ("text", "wanted"),
    [
        ("Tusk says Poland is ready for a long winter.", ["tusk", "PL-GOV"]),
        ("Alexander Stubb tells reporters Finland is ready to host a meeting.", ["stubb", "FI-GOV"]),
        ("The think tank said that the strait was open.", [None]),
    ],
)
def test_a_present_verb_parts_who_speaks_from_whom_he_tells_of(text: str, wanted: list[str | None]) -> None:
    assert who(text) == wanted


TICKER = """08:05 GMT - Kremlin: no plans for a meeting in the spring
Sergei Lavrov says that the strait will stay open.

08:40 GMT - Norway to send two more ships to the northern strait
Kaja Kallas says that the list will be longer.

09:15 GMT - Rutte says the alliance will keep the northern strait open
Dmitry Peskov says that the bridge will be built.

09:50 GMT - Strong winds leave four thousand homes without power
"""


def test_a_headline_of_a_live_ticker_is_read_apart_from_the_prose_below_it() -> None:
    found = [(each.actor or each.office, each.words(TICKER)) for each in attributed(TICKER, "en") if not each.nested]

    assert found == [
        ("RU-Kremlin-Spokesperson", "no plans for a meeting in the spring"),
        ("lavrov", "the strait will stay open"),
        ("kallas", "the list will be longer"),
        ("rutte", "the alliance will keep the northern strait open"),
        ("peskov", "the bridge will be built"),
    ]


def test_a_text_wrapped_by_hand_is_still_read_over_its_lines() -> None:
    text = (
        "Sergei Lavrov said after a long meeting in the far north on Monday that the\nstrait would stay open for ships of every flag and that nobody had any\n"
        "reason to fear for the harbours there or for the people who were working\nin them, whatever the papers wrote.\n"
    )
    (found,) = [each for each in attributed(text, "en") if each.actor == "lavrov"]

    assert "nobody had any\nreason" in found.words(text)


@pytest.mark.parametrize("text", ["The council said that it was late.", "A british office said that it was late."])
def test_small_letters_are_only_for_a_nations_institution(text: str) -> None:
    assert who(text) == [None]


def test_a_clock_time_with_spaces_is_nobodys_words() -> None:
    line = "15 h 10 – « La frontière reste fermée », a déclaré Alexander Stubb."
    assert [line[each.start : each.end] for each in attributed(line, "fr")] == ["La frontière reste fermée"]
    assert after_dateline("15 h de route. Paris attend.", (0, 29)) == (0, 29)
