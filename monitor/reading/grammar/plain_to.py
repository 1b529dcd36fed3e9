"""For whom something is beyond doubt: "For Warsaw the matter is clear: …", „Für X steht fest, dass …“. What follows is his."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.reading.grammar.claims import Claim

if TYPE_CHECKING:
    from monitor.reading.grammar.scene import Scene


def find_plain_to(scene: Scene) -> list[Claim]:
    """One claim for each such lead, of all that stands behind it."""
    found = []
    for m in scene.lexicon["plain_to"].finditer(scene.masked):
        content = scene.trim(m.end(), len(scene.masked))
        if content is not None:
            source, cue = scene.absolute(*m.span("who")), scene.absolute(*m.span())
            found.append(Claim(source=source, cue=cue, parts=(content,), genitive=True))
    return found
