"""Attribution in Ukrainian, German and French on cases in our own words, with the people and offices as shipped."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from monitor.config import load_config
from monitor.reading.actors.gazetteer import Gazetteer
from monitor.reading.attribution.attribute import attribute_article
from monitor.types import MergeRules
from tests.builders import article
from tests.reading.test_attribution_cases import seen

if TYPE_CHECKING:
    from monitor.reading.found import Attribution
    from monitor.types import World

HERE = Path(__file__).parent
LANGUAGES = ("uk", "de", "fr")


@cache
def shipped() -> tuple[World, Gazetteer]:
    world = load_config(HERE.parents[1] / "config").world
    return world, Gazetteer(world)


def cases(language: str) -> list[Any]:
    table = tomllib.loads((HERE / f"cases_{language}.toml").read_text(encoding="utf-8"))
    return [pytest.param(language, c["text"], c["expect"], id=f"{language}: {c['name']}") for c in table["case"]]


def attributions(text: str, language: str) -> tuple[Attribution, ...]:
    world, gazetteer = shipped()
    found = article(text, outlet="Reuters", published=datetime(2023, 1, 18, 12, tzinfo=UTC))
    return attribute_article(
        found, world=world, gazetteer=gazetteer, rules=MergeRules(), language=language
    ).attributions


@pytest.mark.parametrize(("language", "text", "expect"), [case for language in LANGUAGES for case in cases(language)])
def test_finds_who_said_what(language: str, text: str, expect: list[dict[str, Any]]) -> None:
    found = attributions(text, language)
    assert [seen(f, text, wanted) for f, wanted in zip(found, expect, strict=False)] == expect, found
    assert len(found) == len(expect), found


@pytest.mark.parametrize(
    ("text", "language", "actor"),
    [
        ("Nach Ansicht des russischen Präsidenten ist der Westen schuld.", "de", "putin"),
        ("Selon le président ukrainien, la date est fixée.", "fr", "zelensky"),
        ("За словами президента України, дату визначено.", "uk", "zelensky"),
    ],
)
def test_an_office_is_whoever_holds_it(text: str, language: str, actor: str) -> None:
    assert [found.actor for found in attributions(text, language)] == [actor]
