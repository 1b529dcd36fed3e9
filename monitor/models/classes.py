"""The classes of the network's heads, in the order in which it was taught them. Imports ports, types and errors only.

Training takes them from here and writes them into the network's card, so that no answer is taken for another one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.errors import ModelError
from monitor.ports import Directions, Relations
from monitor.types import COMMITMENTS, LEVELS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

CLASSES: Mapping[str, tuple[str, ...]] = {
    "place": (*(f"{level:+d}" if level else "0" for level in LEVELS), "unclear", "off"),
    "commitment": COMMITMENTS,
    "relation": Relations._fields,
    "direction": Directions._fields,
}
"""By head; `place` tells of each issue the five levels, about it without a side, not about it."""
PLACES = len(CLASSES["place"])
"""Outputs of an issue."""
UNCLEAR, OFF = CLASSES["place"].index("unclear"), CLASSES["place"].index("off")


def refuse_other_classes(told: Mapping[str, Sequence[str]], folder: Path) -> None:
    """Raises ModelError where a network's card names other heads, other classes of a head, or the same in another order."""
    for head in {**CLASSES, **told}:
        if tuple(told.get(head, ())) != CLASSES.get(head):
            raise ModelError(
                f"the cross-encoder in {folder} was taught other classes of “{head}” than this version reads ({', '.join(told.get(head, ()))});"
                " install the network that belongs to this version"
            )
