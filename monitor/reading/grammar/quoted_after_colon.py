"""Quotations behind a colon that no verb of speech opens: whoever the clause before the colon is about has said them. All languages but English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.reading.actors.name_lists import load_name_lists
from monitor.reading.grammar.claims import Claim
from monitor.reading.grammar.spans import is_told
from monitor.reading.text.lexicon import MASK

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from monitor.reading.grammar.scene import Scene
    from monitor.reading.text.quotes import Quote

    SubjectOf = Callable[[Scene, int, int], tuple[int, int] | None]
    """Who the clause from one place to another is about, all relative; None where it does not say."""

_COLON = re.compile(r":\s*$")
_CLAUSE_STARTS = re.compile(r"(?<=,)\s+|(?<=[;—–])\s+|^")
_LISTED = re.compile(rf"{MASK}(?P<joint>[^{MASK}]{{2,20}}){MASK}")
"""Another quotation behind, and what joins it: a list of titles."""
_FEWEST = 24
"""Letters of a quotation: a shorter one may be a title."""


def find_after_colon(scene: Scene, claims: Sequence[Claim], subject_of: SubjectOf) -> list[Claim]:
    """Claims for the quotations behind a colon that are in none of `claims`; none where what stands before tells of something read, seen or heard."""
    found = []
    for quote in scene.quotes:
        if quote.end - quote.start < _FEWEST or is_told(quote, claims):
            continue
        claim = _after_colon(scene, quote, subject_of)
        if claim is not None:
            found.append(claim)
    return found


def _after_colon(scene: Scene, quote: Quote, subject_of: SubjectOf) -> Claim | None:
    start = quote.start - scene.base
    colon = _COLON.search(scene.masked, 0, max(start, 0))
    if colon is None or _is_listed(scene, start):
        return None
    found = _subject(scene, colon.start(), subject_of)
    content = scene.trim(start, quote.end - scene.base)
    if found is None or content is None or _tells_of_others(scene, found[1], colon.start()):
        return None
    verb = scene.trim(found[1], colon.start())
    return Claim(source=scene.absolute(*found), cue=verb or scene.absolute(*colon.span()), parts=(content,))


def _is_listed(scene: Scene, start: int) -> bool:
    """Whether another quotation is joined to the one at `start` by a comma or "and"."""
    beside = _LISTED.search(scene.masked, start)
    return beside is not None and load_name_lists().joint.fullmatch(beside["joint"]) is not None


def _tells_of_others(scene: Scene, start: int, end: int) -> bool:
    """Whether the quotation may be another's: what stands before the colon names somebody («цитирует Бейкера»), or says that it was read, seen or heard."""
    others = any(start <= m.start - scene.base < end for m in scene.mentions)
    named = others or scene.lexicon["others_named"].search(scene.masked, start, end) is not None
    return named or scene.lexicon["not_his"].search(scene.masked, start, end) is not None


def _subject(scene: Scene, end: int, subject_of: SubjectOf) -> tuple[int, int] | None:
    """Of the nearest clause before the colon that has one."""
    for start in reversed([m.end() for m in _CLAUSE_STARTS.finditer(scene.masked, 0, end)]):
        subject = subject_of(scene, start, end)
        if subject is not None:
            return subject
    return None
