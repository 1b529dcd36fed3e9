"""The folder that ships: it loads, its facts hold, its defaults are the defaults, and the manual names every key."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest
from pydantic import BaseModel

from monitor.config import load_config
from monitor.config.settings import MonitorFile, RulesFile
from monitor.config.topic import ActorsFile, BaselineFile, FeedsFile, IssuesFile
from monitor.types import (
    AlertRules,
    BaselineRules,
    DeliverySettings,
    DetectRules,
    DigestSettings,
    DivergenceRules,
    DroppedRules,
    FlashRules,
    HabitRules,
    MergeRules,
    NetworkSettings,
    NewWordingRules,
    PollingSettings,
    ThemeRules,
    TogetherRules,
    WebSettings,
    WorkSettings,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitor.types import Config

ROOT = Path(__file__).parents[2]
SHARED_SEATS = {"RU-MFA-Deputy", "RU-President-Aide", "US-State-Deputy", "US-Envoy"}
"""Offices that several people hold at the same time."""


@pytest.fixture(scope="module")
def shipped() -> Config:
    return load_config(ROOT / "config")


def test_what_ships_is_large_enough_to_be_used(shipped: Config) -> None:
    assert len(shipped.feeds) >= 45
    assert len(shipped.world.offices) >= 50
    assert len(shipped.world.persons) >= 90
    assert len(shipped.world.issues) == 17
    assert len(shipped.baseline.positions) == 24
    assert len(shipped.rules.wording) == 5


def test_the_numbers_that_ship_are_the_defaults(shipped: Config) -> None:
    rules = shipped.rules

    assert (rules.detect, rules.baseline, rules.flash) == (DetectRules(), BaselineRules(), FlashRules())
    assert (rules.merge, rules.alerts, rules.habit) == (MergeRules(), AlertRules(), HabitRules())
    assert (rules.dropped, rules.divergence, rules.together) == (DroppedRules(), DivergenceRules(), TogetherRules())
    assert (rules.theme, rules.new_wording) == (ThemeRules(), NewWordingRules())
    assert (shipped.network, shipped.polling, shipped.digest) == (
        NetworkSettings(),
        PollingSettings(),
        DigestSettings(),
    )
    assert (shipped.web, shipped.work, shipped.delivery) == (WebSettings(), WorkSettings(), DeliverySettings())


@pytest.mark.parametrize(
    ("person", "day", "office"),
    [
        ("stoltenberg", date(2023, 1, 15), "NATO-SG"),
        ("stoltenberg", date(2024, 9, 30), "NATO-SG"),
        ("stoltenberg", date(2025, 10, 3), None),
        ("rutte", date(2024, 10, 1), "NATO-SG"),
        ("rutte", date(2023, 7, 11), "NL-PM"),
        ("lavrov", date(2023, 1, 15), "RU-MFA"),
        ("putin", date(2010, 6, 1), "RU-PM"),
        ("putin", date(2022, 2, 24), "RU-President"),
        ("medvedev", date(2022, 7, 6), "RU-SecCouncil-Deputy"),
        ("shoigu", date(2024, 5, 20), "RU-SecCouncil"),
        ("trump", date(2023, 5, 10), None),
        ("trump", date(2025, 2, 12), "US-President"),
        ("rubio", date(2025, 6, 1), "US-State"),
        ("kallas", date(2023, 2, 24), "EE-PM"),
        ("kallas", date(2025, 3, 1), "EU-HR"),
        ("pistorius", date(2023, 1, 18), None),
        ("merz", date(2025, 5, 26), "DE-Chancellor"),
        ("yermak", date(2026, 1, 1), None),
    ],
)
def test_who_held_which_office_when(shipped: Config, person: str, day: date, office: str | None) -> None:
    assert shipped.world.person(person).office_on(day) == office


def test_no_two_people_hold_one_seat_on_the_same_day(shipped: Config) -> None:
    held = [(term, person.id) for person in shipped.world.persons for term in person.terms]
    clashes = [
        (first, second, one.office)
        for (one, first), (other, second) in combinations(held, 2)
        if one.office == other.office
        and one.office not in SHARED_SEATS
        and one.since < (other.until or date.max)
        and other.since < (one.until or date.max)
    ]

    assert clashes == []


def test_every_person_has_a_term_in_an_office(shipped: Config) -> None:
    assert [person.id for person in shipped.world.persons if not person.terms] == []


def test_every_person_can_be_found_in_both_alphabets(shipped: Config) -> None:
    cyrillic = re.compile("[а-яё]", re.IGNORECASE)
    latin_only = [p.id for p in shipped.world.persons if not any(cyrillic.search(alias) for alias in p.aliases)]

    assert latin_only == []


def test_every_primary_feed_speaks_for_an_office(shipped: Config) -> None:
    assert [feed.id for feed in shipped.feeds if feed.primary and feed.speaks_for is None] == []


def test_feeds_come_from_both_sides_and_in_several_languages(shipped: Config) -> None:
    languages = Counter(feed.language for feed in shipped.feeds)

    assert {"en", "ru", "uk", "de", "fr", "pl"} <= languages.keys()
    assert {"RU", "UA", "US", "UK", "NATO", "EU"} <= {feed.country for feed in shipped.feeds}


def test_no_address_is_polled_twice(shipped: Config) -> None:
    addresses = Counter(feed.url for feed in shipped.feeds)

    assert [url for url, count in addresses.items() if count > 1] == []


@pytest.mark.parametrize(
    ("position", "office", "level", "use"),
    [
        ("B01", "NATO-SG", -2, "position"),
        ("B02", "NATO-SG", -1, "condition"),
        ("B06", "RU-MFA", -1, "position"),
        ("B13", "RU-President", -2, "position"),
        ("B14", "NATO-BLOC", 2, "bloc"),
        ("B08", "RU-GOV", -1, "provisional"),
        ("B09", None, None, "frame"),
        ("B16", None, 1, "expert"),
        ("B24", None, 0, "emphasis"),
    ],
)
def test_the_first_baseline_says_what_the_article_said(
    shipped: Config, position: str, office: str | None, level: int | None, use: str
) -> None:
    row = next(row for row in shipped.baseline.positions if row.id == position)

    assert (row.office, row.level, row.use, row.as_of) == (office, level, use, date(2023, 1, 15))


@pytest.mark.parametrize(
    ("pair", "language", "a", "b"),
    [
        ("operation-war", "en", "the special military operation goes on", "this is a war"),
        ("operation-war", "ru", "цели специальной военной операции", "идёт война"),
        ("as-long-as", "en", "for as long as it takes", "for as long as we can"),
        ("as-long-as", "ru", "столько, сколько потребуется", "столько, сколько сможем"),
        ("partner-threat", "en", "a strategic partner", "the most direct threat"),
        ("partner-threat", "ru", "наши партнёры", "прямая угроза"),
        ("root-causes", "en", "a ceasefire first", "the root causes of the conflict"),
        ("root-causes", "ru", "прекращение огня", "первопричины конфликта"),
        ("irreversible", "en", "the door remains open", "an irreversible path"),
        ("irreversible", "ru", "дверь остаётся открытой", "необратимый путь"),
    ],
)
def test_each_watched_pair_tells_its_two_wordings_apart(
    shipped: Config, pair: str, language: str, a: str, b: str
) -> None:
    watched = next(row for row in shipped.rules.wording if row.id == pair)
    found = {
        side: [bool(re.search(patterns[language], text, re.IGNORECASE)) for text in (a, b)]
        for side, patterns in (("a", watched.a), ("b", watched.b))
    }

    assert found == {"a": [True, False], "b": [False, True]}


def _keys(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield name
        for inside in (field.annotation, *get_args(field.annotation)):
            if isinstance(inside, type) and issubclass(inside, BaseModel):
                yield from _keys(inside)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("monitor.toml", MonitorFile),
        ("rules.toml", RulesFile),
        ("feeds.toml", FeedsFile),
        ("actors.toml", ActorsFile),
        ("issues.toml", IssuesFile),
        ("baseline/seed.toml", BaselineFile),
    ],
)
def test_the_manual_names_every_key_in_the_section_of_its_file(name: str, file: type[BaseModel]) -> None:
    manual = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    section = manual.split(f"\n## {name}\n")[1].split("\n## ")[0]

    assert [key for key in _keys(file) if not re.search(rf"`(?:\[+(?:\w+\.)?)?{key}\]*`", section)] == []


def test_monitor_toml_ships_with_every_key() -> None:
    text = (ROOT / "config" / "monitor.toml").read_text(encoding="utf-8")

    # What has no default stands there as a comment.
    shown = r"^(?:# )?\[*(?:\w+\.)?{}\b"
    assert [key for key in _keys(MonitorFile) if not re.search(shown.format(key), text, re.MULTILINE)] == []
