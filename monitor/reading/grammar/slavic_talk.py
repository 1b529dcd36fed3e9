"""Attributions without a verb of one's own: «Заявление X о том, что …», «Ожидается, что …»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.reading.grammar.claims import Claim

if TYPE_CHECKING:
    from monitor.reading.grammar.scene import Scene

_LONGEST = 60


def find_unsaid(scene: Scene) -> list[Claim]:
    """«Ожидается, что …»: it is not said by whom."""
    found = []
    for m in scene.lexicon["unsaid"].finditer(scene.masked):
        content = scene.trim(m.end(), len(scene.masked))
        if content:
            found.append(Claim(source=None, cue=scene.absolute(*m.span("cue")), parts=(content,), nobody=True))
    return found


def find_talk(scene: Scene) -> list[Claim]:
    """«Заявление Лаврова о том, что …»: a noun for words, whose they are, and the clause up to its comma."""
    found = []
    for m in scene.lexicon["talk"].finditer(scene.masked):
        owner = next((n for n in scene.mentions if 0 < n.start - scene.base - m.end() < _LONGEST), None)
        if owner is None or scene.masked[m.end() : owner.start - scene.base].count(","):
            continue
        content = scene.lexicon["talk_content"].match(scene.masked, owner.end - scene.base)
        what = scene.trim(*content.span("what")) if content else None
        if what:
            source = (scene.base + m.end() + 1, owner.end)
            found.append(Claim(source=source, cue=scene.absolute(*m.span()), parts=(what,), genitive=True))
    return found
