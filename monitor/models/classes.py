"""The classes of the network's heads, in the order in which it was taught them. Imports errors only.

Training takes them from here and writes them into the network's card, so that no answer is taken for another one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

CLASSES = {
    "place": ("-2", "-1", "0", "+1", "+2", "unclear", "off"),
    "commitment": ("flat", "conditional", "hedged", "denied", "question"),
    "relation": ("reaffirms", "contradicts", "hardens", "softens", "discusses", "unrelated", "new"),
    "direction": ("neither", "harder", "softer"),
}
"""By head; `place` tells of each issue the five levels, about it without a side, not about it."""


def refuse_other_classes(told: Mapping[str, Sequence[str]], folder: Path) -> None:
    """Raises ModelError where a network's card names other classes of a head, or in another order; a card that names none is of an older network."""
    for head, classes in told.items():
        if tuple(classes) != CLASSES.get(head):
            raise ModelError(
                f"the cross-encoder in {folder} was taught other classes of “{head}” than this version reads ({', '.join(classes)});"
                " install the network that belongs to this version"
            )
