"""How firmly a statement is said, and what that does to its weight and level (method §2.4). Imports types only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.reading.cues.stance import Stance
    from monitor.reading.judgement import Commitment, Levels

FACTORS: dict[Commitment, float] = {"flat": 1.0, "conditional": 1.0, "hedged": 0.7, "denied": 0.7, "question": 0.0}
"""What each commitment leaves of a statement's weight."""
ABSTAINED = 0.3
"""What is left of the weight of a statement whose level was not read: it counts as emphasis only."""

_ASKS = re.compile(r"\?[”\"»’')\]]*\s*$")
_LIES = re.compile(
    r"(?<!\w)(?<!not )(?<!не )(?:(?:is|are|was|were|has been|have been|keeps?|kept) (?:(?!not )\w+ )?lying|lies (?:when|that|about|to)|lied"
    r"|лж[её]т|лгут|солгал\w*|вр[её]т|врут|соврал\w*|бреше|брешуть|збрехав|збрехал[аи]"
    r"|lüg(?:t|en)|log(?:en)?(?!\w)|gelogen|ment|mentent|a menti|ont menti)(?!\w)",
    re.IGNORECASE,
)
"""Accuses somebody of a lie ("Putin is lying when he says …"), in five languages: that is asserted, and no condition."""
_SUPPOSED = re.compile(r"(?<!\w)(?:if|whether|wenn|falls|ob|si|s['’]ils?|если|якщо|чи)(?!\w)", re.IGNORECASE)
_DENIED = re.compile(r"\s+(?:nicht|pas|ли)(?!\w)", re.IGNORECASE)


def accuses_of_a_lie(text: str) -> bool:
    """Whether the text says that somebody lies; not that nobody does, nor what follows if so."""
    found = _LIES.search(text)
    return found is not None and not _SUPPOSED.search(text, 0, found.start()) and not _DENIED.match(text, found.end())


def commitment_of(stance: Stance | None, text: str, *, denied: bool, question: bool) -> Commitment:
    """A question outweighs everything, then a denial by the cue that reports it, a condition, a hedge."""
    if question or _ASKS.search(text):
        return "question"
    if denied:
        return "denied"
    if stance is None:
        return "flat"
    return "conditional" if stance.conditional else "hedged" if stance.hedged else "flat"


def mirror(levels: Levels) -> Levels:
    """The distribution of the opposite."""
    return (levels[4], levels[3], levels[2], levels[1], levels[0])
