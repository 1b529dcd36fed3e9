"""Words that another passes on: «…», — передали его слова участники; ТАСС цитирует Лаврова: «…». They are his whose words they are called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.reading.grammar.claims import Claim
from monitor.reading.text.lexicon import MASK

if TYPE_CHECKING:
    from monitor.reading.grammar.scene import Scene
    from monitor.types import Span

_DASH = re.compile(rf"{MASK}\s*,?\s*[—–-]\s*$")
_OPENED = re.compile(rf"(?:\s+[^\W\d_]+){{0,2}}:\s*(?={MASK})")
_LOWER = re.compile(r"(?:[а-яёіїєґ-]+\s+){0,3}")


def find_quoted(scene: Scene) -> list[Claim]:
    """Claims of those who are quoted by others, where a quotation stands before the verb or behind its colon."""
    found = []
    for m in scene.lexicon["quotes_him"].finditer(scene.masked):
        if not (m["his"] or m["words"] or m["cites"]):
            continue  # «передал его» may be about a thing
        source = m.span("whose") if m["whose"] else _named(scene, m.end())
        parts = _content(scene, m.start(), source[1]) if source else ()
        if source is not None and parts:
            cue = scene.absolute(*m.span("verb"))
            found.append(Claim(source=scene.absolute(*source), cue=cue, parts=parts, genitive=True))
    return found


def _named(scene: Scene, at: int) -> tuple[int, int] | None:
    """The title and name of somebody followed, in the case of whose words they are, that begin at `at`."""
    lead = _LOWER.match(scene.masked, at)
    reach, found = lead.end() if lead else at, None
    for mention in scene.mentions:
        start, end = mention.start - scene.base, mention.end - scene.base
        if mention.kind != "metonym" and at <= start <= reach:
            found, reach = (at, end), end + 1
    return found


def _content(scene: Scene, start: int, end: int) -> tuple[Span, ...]:
    """The quotation before the dash before the verb, with what follows it; or the one behind a colon."""
    if _DASH.search(scene.masked, 0, start):
        following = scene.masked.find(MASK, end)
        parts = (scene.trim(0, start), scene.trim(following, len(scene.masked)) if following >= 0 else None)
        return tuple(part for part in parts if part)
    opened = _OPENED.match(scene.masked, end)
    after = scene.trim(opened.end(), len(scene.masked)) if opened else None
    return (after,) if after else ()
