"""Attributions by a phrase instead of a verb: "according to X", "in X's view", "this was stated by X"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.reading.grammar.claims import Claim
from monitor.reading.grammar.english_nouns import can_speak, source_after
from monitor.reading.grammar.english_subjects import subject_before
from monitor.reading.text.lexicon import MASK

if TYPE_CHECKING:
    from monitor.reading.grammar.scene import Scene

_POSSESSIVE_VIEW = re.compile(rf"\b[Ii]n\s+(?P<who>[^,;:.{MASK}]{{1,60}}?)(?:['’]s?)?\s+(?:own\s+)?$")
_THAT = re.compile(r"\bthat,?\s*$")
"""Somebody said "that, according to X, …": what stands before is his."""
_MINIMUM_WORDS = 2
_HIM = frozenset({"him", "her", "them"})
_QUOTED_AS = re.compile(
    rf"{MASK}[\s,]*[^,;:.{MASK}]{{2,80}}?\s(?P<cue>(?:quoted|cited|quotes|cites)\s+(?P<who>[^,;:.{MASK}]{{2,60}}?)\s+as\s+(?:saying|stating|telling))\b"
)


def find_according(scene: Scene) -> list[Claim]:
    """ "according to X", "as articulated by X": what stands round the phrase is the content."""
    found = []
    for m in [*scene.lexicon["according"].finditer(scene.masked), *scene.lexicon["as_passive"].finditer(scene.masked)]:
        source = source_after(scene, m.end(), anybody=True, until="according_end")
        if source is None:
            continue
        before = None if _THAT.search(scene.masked, 0, m.start()) else scene.trim(0, m.start())
        parts = [before, scene.trim(_after_apposition(scene, source[1]), len(scene.masked))]
        found.append(
            Claim(
                source=scene.absolute(*source),
                cue=scene.absolute(*m.span()),
                parts=tuple(part for part in parts if part and part[1] - part[0] > _MINIMUM_WORDS),
                genitive=True,
            )
        )
    return [claim for claim in found if claim.parts]


def _after_apposition(scene: Scene, at: int) -> int:
    """Past ", the minister of X," where that stands between a source at the beginning and the content."""
    m = re.match(r",\s+(?:the|a|an|who|whose)\s[^,]{2,80},", scene.masked[at:])
    return at + m.end() if m else at


def find_views(scene: Scene) -> list[Claim]:
    """ "in X's view", "in X's words"."""
    found = []
    for m in scene.lexicon["views"].finditer(scene.masked):
        owner = _POSSESSIVE_VIEW.search(scene.masked, 0, m.start())
        if owner is None or not (
            can_speak(owner["who"], scene.lexicon) or owner["who"].casefold() in {"his", "her", "their"}
        ):
            continue
        parts = [scene.trim(0, owner.start()), scene.trim(m.end(), len(scene.masked))]
        found.append(
            Claim(
                source=scene.absolute(*owner.span("who")),
                cue=scene.absolute(*m.span()),
                parts=tuple(part for part in parts if part),
                genitive=True,
            )
        )
    return [claim for claim in found if claim.parts]


def find_backwards(scene: Scene) -> list[Claim]:
    """ "This was stated by X", "X said this in an interview": the sentence before is the content."""
    found = []
    for m in scene.lexicon["backwards"].finditer(scene.masked):
        by = m[0].casefold().endswith(" by")
        subject = None if by else subject_before(scene, m.start())
        source = source_after(scene, m.end()) if by else (subject.start, subject.end) if subject else None
        if source is not None:
            found.append(Claim(source=scene.absolute(*source), cue=scene.absolute(*m.span()), parts=(), backwards=True))
    return found


def find_quoted(scene: Scene) -> list[Claim]:
    """ "“…,” participants quoted him as saying": his words, which others pass on."""
    found = []
    for m in _QUOTED_AS.finditer(scene.masked):
        before = scene.trim(0, m.start() + 1)
        following = scene.masked.find(MASK, m.end())
        after = scene.trim(following, len(scene.masked)) if following >= 0 else None
        parts = tuple(part for part in (before, after) if part)
        if m["who"].casefold() in _HIM or can_speak(m["who"], scene.lexicon):
            source, cue = scene.absolute(*m.span("who")), scene.absolute(*m.span("cue"))
            found.append(Claim(source=source, cue=cue, parts=parts, genitive=True))
    return found
