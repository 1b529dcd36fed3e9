"""The words of a sentence that can say when something in it was said: not those of who says it, nor of what else happened on a day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from monitor.reading.text.dates import DATE_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from monitor.reading.grammar.claims import Claim
    from monitor.reading.grammar.scene import Scene
    from monitor.reading.text.lexicon import Lexicon
    from monitor.types import Span

_PARTS = re.compile(r"[^;,()]*?(?:,(?=\s*(?:19|20)\d\d\b)[^;,()]*?)*(?:[;,()]|\s[–—-](?=\s)|$)")
"""Stretches of a sentence between its commas, brackets and dashes; the comma of "July 2, 2024" parts none."""
_BESIDE = 24
"""Characters behind a cue and its subject in which a date is first of all that of saying; chosen by hand."""


class When(NamedTuple):
    """`words`: the sentence, with blanks for all that cannot date what was said; `beside`: where verb and subject stand in it."""

    words: str
    beside: Span = (0, 0)

    @property
    def near(self) -> When:
        """Without what stands farther behind verb and subject, which need not date what is added."""
        return When(self.words[: self.beside[1]], self.beside)


UNDATED = When("")
"""Nothing beside it tells when."""


def when_said(text: str, scene: Scene, claim: Claim, *, content: Iterable[Span]) -> When:
    """What may date a claim, given the `content` that it tells."""
    base, end = scene.span
    words = text[base:end]
    for a, b in content:
        words = _blank(words, max(a - base, 0), min(b - base, len(words)))
    cue = (claim.cue[0] - base, claim.cue[1] - base)
    source = (claim.source[0] - base, claim.source[1] - base) if claim.source else cue
    for start, stop in _stretches(words):
        if any(start <= own[0] < stop for own in (cue, source)):
            words = _without_events(words, start, stop, until=min(cue[0], max(source[0], start)), lexicon=scene.lexicon)
        else:
            words = _without_others(words, start, stop, lexicon=scene.lexicon)
    return When(words, (min(cue[0], source[1]), max(cue[1], source[1]) + _BESIDE))


def _stretches(words: str) -> list[Span]:
    return [m.span() for m in _PARTS.finditer(words) if m[0]]


def _without_others(words: str, start: int, stop: int, *, lexicon: Lexicon) -> str:
    """Blank where a stretch tells who somebody is or, behind "who", what he did; words with a verb of the sentence, that lead or that date what is said are kept."""
    if lexicon["of_saying"].search(words, start, stop):
        return words
    begin = start + len(words[start:stop]) - len(words[start:stop].lstrip())
    of_another = start > 0 and lexicon["of_another"].match(words, begin, stop)
    if of_another or lexicon["event"].search(words, start, stop):
        return _blank(words, start, stop)
    leads = (
        start == 0 or lexicon["scene"].match(words, begin, stop) or lexicon["while_saying"].match(words, begin, stop)
    )
    dates = any(lexicon[name].match(words, begin, stop) for name in DATE_WORDS)
    tells = any(lexicon[name].search(words, begin, stop) for name in ("cue", "past"))
    return words if leads or dates or tells else _blank(words, start, stop)


def _without_events(words: str, start: int, stop: int, *, until: int, lexicon: Lexicon) -> str:
    """Blank what stands behind "the anniversary of", "elected" in the clause of verb or subject, up to the subject."""
    event = lexicon["event"].search(words, start, stop)
    return words if event is None else _blank(words, event.start(), until if event.start() < until else stop)


def _blank(words: str, start: int, stop: int) -> str:
    return words[:start] + " " * max(stop - start, 0) + words[max(start, stop) :]
