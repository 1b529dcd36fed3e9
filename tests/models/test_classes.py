"""The classes that the network tells apart are the same for who taught it and for who reads its answers."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, get_args

import pytest

from monitor.compare.found import Relation
from monitor.errors import ModelError
from monitor.models.classes import CLASSES
from monitor.models.cross_encoder import BUNDLED, PLACES, CrossEncoder
from monitor.ports import Saying
from monitor.reading.judging.consensus import COMMITMENTS
from monitor.types.world import LEVELS

if TYPE_CHECKING:
    from pathlib import Path


def test_the_rest_of_the_product_names_them_alike() -> None:
    assert CLASSES["commitment"] == COMMITMENTS
    assert set(CLASSES["relation"]) == set(get_args(Relation))
    assert tuple(map(int, CLASSES["place"][:5])) == LEVELS
    assert len(CLASSES["place"]) == PLACES
    assert set(json.loads((BUNDLED / "card.json").read_text("utf-8"))["temperatures"]) == set(CLASSES)


def shipped(folder: Path, classes: dict[str, tuple[str, ...]]) -> CrossEncoder:
    """The bundled network with a card that names `classes`."""
    shutil.copytree(BUNDLED, folder)
    card = json.loads((folder / "card.json").read_text("utf-8"))
    (folder / "card.json").write_text(json.dumps(card | {"classes": classes}), encoding="utf-8")
    return CrossEncoder(folder)


def test_a_network_that_was_taught_the_same_classes_is_read(tmp_path: Path) -> None:
    (placed,) = shipped(tmp_path / "weights", CLASSES).place([[Saying("We are ready to talk.", "NATO")]])
    assert sum(placed.commitment) == pytest.approx(1.0, abs=1e-4)


@pytest.mark.parametrize(
    ("head", "taught"),
    [
        ("direction", ("neither", "softer", "harder")),
        ("commitment", ("flat", "conditional", "hedged", "denied")),
        ("tone", ("calm", "loud")),
    ],
)
def test_a_network_that_was_taught_other_classes_is_refused(tmp_path: Path, head: str, taught: tuple[str, ...]) -> None:
    encoder = shipped(tmp_path / "weights", CLASSES | {head: taught})
    with pytest.raises(ModelError, match=f"taught other classes of “{head}”"):
        encoder.place([[Saying("We are ready to talk.", "NATO")]])
