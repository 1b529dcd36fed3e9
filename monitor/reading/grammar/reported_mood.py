"""Reported speech that goes on without a cue, by its mood: "Es liege auf der Bank." after "X versicherte, …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.reading.grammar.scene import Scene

_MOST_WORDS = 45


def goes_on(scene: Scene) -> bool:
    """Whether a sentence without a cue still reports what the one before did: no quotation, and the mood of reports."""
    if scene.quotes or len(scene.masked.split()) > _MOST_WORDS:
        return False
    return scene.lexicon["mood"].search(scene.masked) is not None
