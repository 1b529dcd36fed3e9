"""Reported speech that goes on without a cue, by its mood: "Es liege auf der Bank." after "X versicherte, …"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.reading.text.lexicon import MASK

if TYPE_CHECKING:
    from monitor.reading.grammar.scene import Scene

_MOST_WORDS = 45
_QUOTED_AT_END = re.compile(rf"^[^{MASK}]*:\s*{MASK}+[\s.!?]*$")


def goes_on(scene: Scene) -> bool:
    """Whether a sentence without a cue still reports what the one before did: the mood of reports, and no quotation but one at the end, behind a colon."""
    ends = _QUOTED_AT_END.search(scene.masked) and scene.lexicon["goes_on_quoting"].match(scene.masked)
    if (scene.quotes and not ends) or len(scene.masked.split()) > _MOST_WORDS:
        return False
    return scene.lexicon["mood"].search(scene.masked) is not None
