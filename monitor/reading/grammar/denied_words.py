"""Another's words that somebody denies: of “X rejected Y's claim: ‘…’” the quotation may be what Y claimed or what X answers, so that it counts for neither.

Where the quotation says no itself, begins with "this" or "we", or tells of a steady readiness ("Moscow has always been open to talks"), it is the
answer, and X's own (`own_words`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from monitor.reading.grammar.claims import Claim
from monitor.reading.text.lexicon import MASK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.reading.grammar.scene import Scene
    from monitor.types import Span

_OPENS = re.compile(rf"(?P<what>[^,.;:{MASK}]{{3,90}}?)\s*(?::|\s[—–-])\s*(?={MASK})")

_BEFORE = 2
"""Words before the verb, one of which may negate it."""


class _Words(NamedTuple):
    """Whose words they are, the phrase that says so, the noun in it, and the quotation, absolute; `negated`: nobody denies them ("did not deny")."""

    what: Span
    owner: Span
    noun: Span
    quoted: Span
    negated: bool


def with_denied_words(claims: Sequence[Claim], text: str, scene: Scene) -> list[Claim]:
    """The claims in order; a quotation behind another's words that a verb denies counts for nobody, and is that other's where the verb is negated."""
    words = _find(text, scene)
    if words is None:
        return list(claims)
    quoted = (words.quoted,)
    kept = [
        claim for claim in claims if not claim.parts or not all(_is_within(part, words.what) for part in claim.parts)
    ]
    if not words.negated:
        return [replace(claim, parts=quoted, undecided=True) if _has(claim, words) else claim for claim in kept]
    others = [claim for claim in kept if not _has(claim, words)]
    return [*others, Claim(source=words.owner, cue=words.noun, parts=quoted, genitive=True)]


def _is_within(part: Span, span: Span) -> bool:
    return span[0] <= part[0] and part[1] <= span[1]


def _has(claim: Claim, words: _Words) -> bool:
    return any(a <= words.quoted[0] < b for a, b in claim.parts)


def _find(text: str, scene: Scene) -> _Words | None:
    for m in scene.lexicon["rejects"].finditer(scene.masked):
        opened = _OPENS.match(scene.masked, m.end())
        quoted = scene.trim(opened.end(), len(scene.masked)) if opened else None
        if opened is None or quoted is None or scene.lexicon["answers_back"].search(text[slice(*quoted)]):
            continue
        named = _owner(scene, opened.span("what"))
        if named is not None:
            return _Words(scene.absolute(*opened.span("what")), *named, quoted, _is_negated(m, opened["what"], scene))
    return None


def _is_negated(verb: re.Match[str], what: str, scene: Scene) -> bool:
    """Whether one of two words before the verb, or in German one behind it, negates it."""
    before = " ".join(scene.masked[: verb.start()].split()[-_BEFORE:])
    negations = scene.lexicon["negations"]
    return negations.search(before) is not None or negations.search(what) is not None


def _owner(scene: Scene, what: Span) -> tuple[Span, Span] | None:
    """Whose the words are that a phrase names, and the noun for them; None where it names nobody's."""
    by_name = sorted(scene.mentions, key=lambda mention: (mention.kind == "person", mention.start), reverse=True)
    for mention in by_name:  # a title may stand before the name
        start, end = mention.start - scene.base, mention.end - scene.base
        if not what[0] <= start < end <= what[1]:
            continue
        noun = scene.lexicon["words_before_owner"].search(scene.masked[:start], what[0])
        noun = noun or scene.lexicon["words_behind_owner"].match(scene.masked, end, what[1])
        if noun is not None:
            return mention.span, scene.absolute(*noun.span("noun"))
    return None
