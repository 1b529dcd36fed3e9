"""Offices made for drills, each with a line and one move from it that must raise an alert, and the press that is published beside them.

An office refuses talks (its row of the baseline, and what it said before) and then offers them: one decisive statement of a head of
state in a primary source, so that exactly one alert comes of it. What the press prints names no office and raises none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.remarks import CROPS, OFFER, TOWNS, refusal_of
from tests.service_process import make_config

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

ISSUE = "DIA"
TRADES = (
    "weavers",
    "glaziers",
    "potters",
    "coopers",
    "tanners",
    "millers",
    "joiners",
    "bakers",
    "masons",
    "dyers",
    "smiths",
)
SHOWN = (
    "kettles",
    "ladders",
    "blankets",
    "lanterns",
    "barrels",
    "ropes",
    "bricks",
    "saddles",
    "clocks",
    "buttons",
    "jars",
    "sieves",
    "nets",
)
WHERE = (
    "market",
    "mill",
    "station",
    "library",
    "bridge",
    "school",
    "harbour",
    "theatre",
    "garden",
    "museum",
    "square",
    "ferry",
    "chapel",
)
UNBOUNDED = "per_week = 100000\n"


def office_of(number: int) -> str:
    return f"VOICE-{number:03}"


def line_of(number: int) -> str:
    """What the office has always said; the feed says whose words they are."""
    return refusal_of(number).removeprefix("Vladimir Putin: ")


def offer_of(number: int) -> str:
    """The move. Among other matters in each voice's own words: the same text would be a copy of the first that had it."""
    return f"{OFFER.removeprefix('Vladimir Putin: ')} {_matters(number * 31 + 7)}"


def print_of(number: int) -> str:
    """An article of the press: nobody whom the topic knows says anything in it."""
    return " ".join(_matters(number * 5 + place) for place in range(5))


def _matters(number: int) -> str:
    trade, shown, where = TRADES[number % 11], SHOWN[number // 11 % 13], WHERE[number // 143 % 13]
    town, crop = TOWNS[number % 7], CROPS[number % 5]
    return (
        f"The {trade} near {town} brought {number} {shown} to the {where}, which was closed for repairs. "
        f"Rain kept the {crop} growers at home, and the {where} sold {number % 97 + 3} {shown} fewer than in the year before."
    )


def make_folder(
    folder: Path, *, voices: Mapping[int, str], press: Mapping[str, str], settings: str, every: str
) -> Path:
    """The shipped configuration with an office for each voice (number → address of its feed), the press (id → address), and no budget
    of messages: each move is to be told by itself."""
    config = make_config(folder, press, settings, every=every)
    _append(config / "actors.toml", [_office(number) for number in voices])
    _append(config / "baseline" / "seed.toml", [_row(number) for number in voices])
    _change(
        config / "rules.toml",
        lambda text: text.replace("per_week = 2\n", UNBOUNDED).replace(
            "offices = 3                  # from", "offices = 1000 # from"
        ),
    )
    _append(config / "feeds.toml", [_voice_feed(number, url, every) for number, url in voices.items()])
    return config


def _office(number: int) -> str:
    return (
        f'\n[[office]]\nid = "{office_of(number)}"\nname = "Office {number} of the drill"\nbloc = "RU"\ncountry = "RU"\nlevel = 5\n'
        f'titles = ["Head of Office {number}"]\noutlets = ["Voice {number}"]\n'
    )


def _row(number: int) -> str:
    return (
        f'\n[[position]]\nid = "V{number:03}"\nactor = "Office {number}"\noffice = "{office_of(number)}"\nbloc = "RU"\nissue = "{ISSUE}"\n'
        'level = -2\nuse = "position"\nclaim = "No talks with the alliance."\nform = "made for the drill"\n'
    )


def _voice_feed(number: int, url: str, every: str) -> str:
    return (
        f'\n[[feed]]\nid = "voice-{number}"\nurl = "{url}"\nlanguage = "en"\nevery = "{every}"\noutlet = "Voice {number}"\n'
        f'owner = "Voice {number}"\ncountry = "RU"\nprimary = true\nspeaks_for = "{office_of(number)}"\n'
    )


def _append(file: Path, rows: list[str]) -> None:
    with file.open("a", encoding="utf-8") as added:
        added.write("".join(rows))


def _change(file: Path, how: Callable[[str], str]) -> None:
    before = file.read_text(encoding="utf-8")
    after = how(before)
    assert after != before, file
    file.write_text(after, encoding="utf-8")
