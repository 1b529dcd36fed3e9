"""What was said, in a Russian or Ukrainian sentence: the words after a verb, or round one that stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re

    from monitor.reading.grammar.scene import Scene
    from monitor.types import Span

_PARTS_LEFT = 3
"""Letters beyond which what is left on one side of a "said X" is part of what was said; chosen by hand."""


def content_after(scene: Scene, m: re.Match[str], *, opened_at: int) -> tuple[Span, ...]:
    """The content after the verb: the clause, the quotation, or for an act the act and its object; with the verb where it is negated."""
    text, at = scene.masked, m.end()
    negated = opened_at < m.start()
    for name in ("clause", "colon"):
        opening = scene.lexicon[name].match(text, at)
        if opening and not scene.lexicon["cue"].search(text, at, opening.end()):
            after = scene.trim(opened_at if negated else opening.end(), len(text))
            return (after,) if after else ()
    if quote := scene.lexicon["quote_next"].match(text, at):
        after = scene.trim(opened_at if negated else quote.end() - 1, len(text))
        return (after,) if after else ()
    keeps_verb = m.lastgroup in ("act", "participle_act") or negated
    after = scene.trim(opened_at if keeps_verb else at, len(text))
    return (after,) if after and not scene.ends_at(at) else ()


def content_around(scene: Scene, start: int, end: int) -> tuple[Span, ...]:
    """What stands before `start` and after the comma that follows `end`."""
    comma = scene.masked.find(",", end)
    after = scene.trim(comma + 1, len(scene.masked)) if comma >= 0 else None
    parts = (scene.trim(0, start), after)
    return tuple(part for part in parts if part and part[1] - part[0] > _PARTS_LEFT)
