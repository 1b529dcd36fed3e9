"""The classes that the network tells apart are the same for who taught it and for who reads its answers."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from monitor.compare.found import RELATIONS
from monitor.errors import ModelError
from monitor.models.classes import CLASSES
from monitor.models.cross_encoder import BUNDLED, CrossEncoder
from monitor.ports import Saying

if TYPE_CHECKING:
    from pathlib import Path

READY = Saying("We are ready to talk.", "NATO")


def card() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = json.loads((BUNDLED / "card.json").read_text("utf-8"))
    return found


def test_the_network_that_ships_was_taught_what_is_read_in_this_order() -> None:
    assert {head: tuple(classes) for head, classes in card()["classes"].items()} == CLASSES
    assert set(card()["temperatures"]) == set(CLASSES)


def test_comparing_knows_the_same_relations() -> None:
    assert set(CLASSES["relation"]) == set(RELATIONS)


def shipped(folder: Path, classes: dict[str, list[str]]) -> CrossEncoder:
    """The bundled network with a card that names `classes`."""
    shutil.copytree(BUNDLED, folder)
    (folder / "card.json").write_text(json.dumps(card() | {"classes": classes}), encoding="utf-8")
    return CrossEncoder(folder)


def test_a_network_that_was_taught_the_same_classes_is_read(tmp_path: Path) -> None:
    (placed,) = shipped(tmp_path / "weights", card()["classes"]).place([[READY]])
    assert sum(placed.commitment) == pytest.approx(1.0, abs=1e-4)


@pytest.mark.parametrize("head", [*CLASSES, "tone"])
def test_a_network_that_was_taught_two_classes_the_other_way_round_is_refused(tmp_path: Path, head: str) -> None:
    first, second, *others = CLASSES.get(head, ("calm", "loud"))
    encoder = shipped(tmp_path / "weights", card()["classes"] | {head: [second, first, *others]})
    with pytest.raises(ModelError, match=f"taught other classes of “{head}”"):
        encoder.place([[READY]])


@pytest.mark.parametrize("taught", [["flat", "conditional", "hedged", "denied"], []])
def test_a_network_that_was_taught_fewer_classes_is_refused(tmp_path: Path, taught: list[str]) -> None:
    encoder = shipped(tmp_path / "weights", card()["classes"] | {"commitment": taught})
    with pytest.raises(ModelError, match="taught other classes of “commitment”"):
        encoder.place([[READY]])


def test_a_network_whose_card_leaves_out_a_head_is_refused(tmp_path: Path) -> None:
    classes = card()["classes"]
    del classes["relation"]
    with pytest.raises(ModelError, match="taught other classes of “relation”"):
        shipped(tmp_path / "weights", classes).place([[READY]])
