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
