"""Attribution on cases in our own words, one table a language."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from judging import shipped_world

from monitor.reading.actors.gazetteer import Gazetteer
from monitor.reading.attribution.attribute import attribute_article
from monitor.types import MergeRules
from tests.builders import article, reading_world

if TYPE_CHECKING:
    from monitor.reading.found import Attribution

WORLD = reading_world()
GAZETTEER = Gazetteer(WORLD)
HERE = Path(__file__).parent


def cases(language: str) -> list[Any]:
    table = tomllib.loads((HERE / f"cases_{language}.toml").read_text(encoding="utf-8"))
    return [
        pytest.param(language, case["text"], case["expect"], id=f"{language}: {case['name']}") for case in table["case"]
    ]


def attributions(text: str, language: str) -> tuple[Attribution, ...]:
    return attribute_article(
        article(text, outlet="Reuters", published=datetime(2023, 1, 18, 12, tzinfo=UTC)),
        world=WORLD,
        gazetteer=GAZETTEER,
        rules=MergeRules(),
        language=language,
    ).attributions


def test_a_title_with_a_preposition_inside_goes_with_the_name_behind_it() -> None:
    world = shipped_world()
    text = "Выбора нам не оставили, заявил постоянный представитель России при ООН Василий Небензя."
    (found,) = attribute_article(
        article(text, outlet="Reuters", published=datetime(2023, 1, 18, 12, tzinfo=UTC)),
        world=world,
        gazetteer=Gazetteer(world),
        rules=MergeRules(),
        language="ru",
    ).attributions
    assert (found.speaker, found.office) == ("Vasily Nebenzya", "RU-UN")


def seen(found: Attribution, text: str, wanted: dict[str, Any]) -> dict[str, Any]:
    """The fields of `found` that the case names, as the case writes them."""
    fields: dict[str, Any] = {
        "actor": found.actor or "",
        "office": found.office,
        "speaker": found.speaker,
        "level": found.speaker_level,
        "content": text[found.start : found.end],
        "parts": [text[a:b] for a, b in found.parts],
        "form": found.form,
        "voice": found.voice,
        "denied": found.denied,
        "nested": found.nested,
        "question": found.asks,
        "weight": found.weight,
        "cue": text[found.cue[0] : found.cue[1]] if found.cue else None,
        "source": text[found.source[0] : found.source[1]] if found.source else None,
    }
    return {name: fields[name] for name in wanted}


@pytest.mark.parametrize(("language", "text", "expect"), [*cases("en"), *cases("ru")])
def test_finds_who_said_what(language: str, text: str, expect: list[dict[str, Any]]) -> None:
    found = attributions(text, language)
    assert len(found) == len(expect), found
    assert [seen(f, text, wanted) for f, wanted in zip(found, expect, strict=True)] == expect
