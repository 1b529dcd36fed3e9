"""A headline that ends with who said it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.reading.grammar.claims import Claim

if TYPE_CHECKING:
    from monitor.reading.grammar.scene import Scene


def find_headline_tail(scene: Scene) -> list[Claim]:
    """«Переговоры зашли в тупик — министр»: who said it stands behind a dash."""
    m = scene.lexicon["headline_tail"].match(scene.masked) if scene.base == 0 else None
    mention = scene.mention_ending(m.end("who")) if m else None
    speaks = m is not None and (
        mention or any(scene.lexicon[role].match(m["who"]) for role in ("officials", "experts"))
    )
    content = scene.trim(0, m.start("who")) if m and speaks else None
    if m is None or content is None:
        return []
    dash = scene.masked.rindex(m["who"]) - 2
    return [
        Claim(
            source=scene.absolute(*m.span("who")), cue=scene.absolute(dash, dash + 1), parts=(content,), genitive=True
        )
    ]
