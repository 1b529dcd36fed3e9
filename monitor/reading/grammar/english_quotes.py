"""Quotations that no listed verb reports: whoever the clause before or after them is about has said them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.reading.grammar.claims import Claim
from monitor.reading.grammar.english_nouns import can_speak, may_speak, phrase_before, source_after
from monitor.reading.grammar.english_subjects import clause_subject
from monitor.reading.grammar.spans import is_told
from monitor.reading.text.lexicon import MASK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.reading.grammar.scene import Scene
    from monitor.reading.text.quotes import Quote

_FEWEST = 4
_OPENED = re.compile(r"[,:]\s*$")
_VERB_FIRST = re.compile(r"[\s,]*(?P<verb>[a-z]+ed|[a-z]+s)\s+")
_VERB_LAST = re.compile(
    r"[\s,]*(?P<who>[^,;:\ue000]{2,80}?)\s+(?P<verb>(?:\w+ly\s+)?[a-z]+(?:ed|s)(?:\s\w+)?)\s*(?=[,.;]|in\b|on\b|at\b|of\b|after\b|when\b|during\b|about\b|with\b|$)"
)


def find_loose(scene: Scene, claims: Sequence[Claim]) -> list[Claim]:
    """Claims for the quotations of four words or more that are in none of `claims`."""
    found: list[Claim] = []
    for quote in scene.quotes:
        if is_told(quote, [*claims, *found]) or _words(scene, quote) < _FEWEST:
            continue
        claim = _after_colon(scene, quote) or _before_subject(scene, quote)
        if claim is not None:
            found.append(claim)
    return found


def _words(scene: Scene, quote: Quote) -> int:
    return (quote.end - quote.start) // 6 if quote.end <= scene.span[1] else 0


def _after_colon(scene: Scene, quote: Quote) -> Claim | None:
    """ "X went further: “…”", "X had an answer, “…”": the clause's subject speaks."""
    start = quote.start - scene.base
    opened = _OPENED.search(scene.masked, 0, max(start, 0))
    subject = (clause_subject(scene, start) or phrase_before(scene, scene.masked[: opened.start()])) if opened else None
    content = scene.trim(start, len(scene.masked))
    if opened is None or subject is None or content is None:
        return None
    verb = scene.trim(subject[1], opened.start())
    return Claim(source=scene.absolute(*subject), cue=verb or scene.absolute(*opened.span()), parts=(content,))


def _before_subject(scene: Scene, quote: Quote) -> Claim | None:
    """ "“…,” X mused", "“…,” mused X"."""
    end = quote.end - scene.base
    if scene.masked[: max(0, quote.start - scene.base)].strip(f"{MASK} ,."):
        return None
    content = scene.absolute(quote.start - scene.base, end)
    if first := _VERB_FIRST.match(scene.masked, end):
        source = source_after(scene, first.end())
        if source is not None:
            return Claim(source=scene.absolute(*source), cue=scene.absolute(*first.span("verb")), parts=(content,))
    last = _VERB_LAST.match(scene.masked, end)
    if last is None or not (can_speak(last["who"], scene.lexicon) or may_speak(last["who"], scene.lexicon)):
        return None
    return Claim(source=scene.absolute(*last.span("who")), cue=scene.absolute(*last.span("verb")), parts=(content,))
