"""Which blocs speak for one side, and which stand together, is what the configured sides say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from judging import quotation, shipped_gazetteer, shipped_world

from monitor.reading.attribution.attribute import attribute_article
from monitor.reading.judgement import Judgement
from monitor.reading.judging.handed_on import Told, left_to_others
from monitor.types import MergeRules, World
from tests.builders import article

TOLD = "Metsola said the minister wanted more shells."
READOUT = "Zelensky told Macron that the strait would stay open, the Elysee said."


def with_side(world: World, side: str, **changes: tuple[str, ...]) -> World:
    return replace(world, sides=tuple(replace(s, **changes) if s.id == side else s for s in world.sides))


@pytest.mark.parametrize(
    ("bloc", "other", "of_one_side", "stand_together"),
    [
        ("NATO", "EU", True, True),
        ("NATO", "NATO", True, True),
        ("NATO", "UA", False, True),
        ("UA", "EU", False, True),
        ("RU", "NATO", False, False),
        ("RU", "UA", False, False),
        ("OTHER", "NATO", False, False),
        ("OTHER", "EXPERT", False, False),
    ],
)
def test_the_shipped_sides(bloc: str, other: str, *, of_one_side: bool, stand_together: bool) -> None:
    world = shipped_world()
    assert world.of_one_side(bloc, other) is world.of_one_side(other, bloc) is of_one_side
    assert world.stand_together(bloc, other) is world.stand_together(other, bloc) is stand_together


def speakers(world: World) -> set[str | None]:
    read = attribute_article(
        article(READOUT), world=world, gazetteer=shipped_gazetteer(), rules=MergeRules(), language="en"
    )
    return {each.actor for each in read.attributions if not each.nested}


def test_a_house_passes_on_what_those_say_who_are_against_the_same_side() -> None:
    world = shipped_world()
    assert "zelensky" in speakers(world)
    assert "zelensky" not in speakers(with_side(world, "ukraine", opponents=("others",)))


@pytest.mark.parametrize(("bloc", "level"), [("NATO", 1), ("UA", None), ("RU", None)])
def test_what_another_of_ones_own_side_says_is_ones_own_line_too(bloc: str, level: int | None) -> None:
    assert level_told(bloc, shipped_world()) == level


def test_a_side_of_its_own_has_a_line_of_its_own() -> None:
    assert level_told("NATO", with_side(shipped_world(), "west", blocs=("EU",))) is None


def level_told(bloc: str, world: World) -> int | None:
    """The level that is left of what the EU tells of somebody of the bloc."""
    judged = (Judgement(issue="AID", level=1),)
    inner = replace(quotation(TOLD, None, nested=True), start=TOLD.index("the minister"))
    told = [Told(quotation(TOLD, None), judged, "EU"), Told(inner, judged, bloc)]
    (left,) = left_to_others(told, TOLD, "en", of_one_side=world.of_one_side)[0]
    return left.level
