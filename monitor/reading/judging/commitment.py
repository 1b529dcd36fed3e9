"""How firmly a statement is said, and what that does to its weight and level (method §2.4)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.reading.cues.stance import Stance
    from monitor.reading.judgement import Levels
    from monitor.types import Commitment

FACTORS: dict[Commitment, float] = {"flat": 1.0, "conditional": 1.0, "hedged": 0.7, "denied": 0.7, "question": 0.0}
"""What each commitment leaves of a statement's weight."""
ABSTAINED = 0.3
"""What is left of the weight of a statement whose level was not read: it counts as emphasis only."""

_ASKS = re.compile(r"\?[”\"»’')\]]*\s*$")


def commitment_of(stance: Stance | None, text: str, *, denied: bool, asks: bool) -> Commitment:
    """A question outweighs everything, then a denial by the cue that reports it, a condition, a hedge."""
    if asks or _ASKS.search(text):
        return "question"
    if denied:
        return "denied"
    if stance is None:
        return "flat"
    return "conditional" if stance.conditional else "hedged" if stance.hedged else "flat"


def mirror(levels: Levels) -> Levels:
    """The distribution of the opposite."""
    return (levels[4], levels[3], levels[2], levels[1], levels[0])
