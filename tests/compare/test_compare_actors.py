"""Whose words count as the actor's."""

from __future__ import annotations

import pytest

from monitor.compare.actors import resolve_actor
from monitor.config import load_config
from monitor.types import Statement, World
from tests.compare.conftest import ROOT, article


@pytest.fixture(scope="module")
def world() -> World:
    return load_config(ROOT / "config").world


@pytest.mark.parametrize(
    ("speaker", "own"),
    [
        ("the adviser", True),
        ("The adviser", True),
        ("der Berater", True),
        ("le conseiller", True),
        ("Jane Berg", False),
    ],
)
def test_who_is_told_by_a_role_alone_is_one_of_the_outlet_s_people(world: World, speaker: str, *, own: bool) -> None:
    actor = resolve_actor("Russia", world)
    text = article(f"{speaker} spoke.", outlet="The Kremlin, Russia", primary=True)
    said = Statement(start=0, end=5, text="spoke", speaker=speaker, weight=1.0)
    assert (actor.own(said, text) >= 0.9) is own


def sureness(world: World, actor: str, text: str, speaker: str, said: str) -> float:
    start, at = text.index(said), text.index(speaker)
    statement = Statement(
        start=start, end=start + len(said), text=said, speaker=speaker, source=(at, at + len(speaker)), weight=1.0
    )
    return resolve_actor(actor, world).own(statement, article(text))


def test_the_states_that_somebody_speaks_of_do_not_introduce_him(world: World) -> None:
    said = "The country will allow Russian citizens who have parents, children or other close family there to enter"
    text = f"WARSAW - {said}, Interior Minister Jan Nowak said."
    assert sureness(world, "Poland", text, "Interior Minister Jan Nowak", said) == 0.6
    abroad = f"VIENNA - {said}, Interior Minister Jan Nowak said."
    assert sureness(world, "Poland", abroad, "Interior Minister Jan Nowak", said) == 0.1


def test_a_dateline_makes_officials_alone_those_of_the_state(world: World) -> None:
    said = "the missiles were on their way"
    text = f"BERLIN - {'It was a long, cold and quiet day in the capital. ' * 3}A magazine wrote that {said}."
    assert sureness(world, "Germany", text, "A magazine", said) == 0.5


def test_another_official_of_the_state_of_a_person_is_a_colleague(world: World) -> None:
    said = "the talks go on"
    text = f"The Russian trade minister Ivan Orlov said that {said}."
    assert sureness(world, "Sergei Lavrov", text, "Ivan Orlov", said) == 0.6


def test_who_is_introduced_beside_a_body_speaks_for_it(world: World) -> None:
    said = "we end the exclusion"
    text = f"World Athletics has let runners from Russia in, and {said}, its president Sebastian Coe said."
    assert sureness(world, "World Athletics", text, "its president Sebastian Coe", said) == 0.9
    assert sureness(world, "Volley Federation", text, "its president Sebastian Coe", said) < 0.5


def test_the_words_that_name_a_source_tell_more_than_those_round_it(world: World) -> None:
    said = "bombs had been dropped"
    text = f"The British ship sailed on. Russia's ministry of defence said that {said}; London denied it."
    assert sureness(world, "United Kingdom", text, "Russia's ministry of defence", said) == 0.1
