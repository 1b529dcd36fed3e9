"""Whose words give a statement its side: those of another party that it only tells of are no line of the speaker's. Pure; imports its neighbours.

"Lavrov said Rutte was urging allies to send more weapons" tells Rutte's line, and none of Lavrov's (docs/adr/0032).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from monitor.reading.text.lexicon import LANGUAGES, load_lexicon
from monitor.types.levels import sign_of
from monitor.types.reading import OUTRIGHT

if TYPE_CHECKING:
    import re
    from collections.abc import Container, Sequence

    from monitor.reading.found import Attribution
    from monitor.reading.judgement import Judgement
    from monitor.reading.text.lexicon import Lexicon
    from monitor.types import Span

_ALIKE = ({"NATO", "EU"},)
"""Blocs that speak of each other's lines as their own."""


class Told(NamedTuple):
    """An attribution, what it was judged to say, and the bloc of who says it."""

    found: Attribution
    judged: tuple[Judgement, ...]
    bloc: str | None


def left_to_others(
    told: Sequence[Told], text: str, language: str, *, of_others: Container[str] = ()
) -> list[tuple[Judgement, ...]]:
    """The judgements in order, open where the side that a statement shows is that of another party's words inside it, unless it endorses them.

    `language`: the text's. `of_others`: issues on which a speaker tells of the other side, so that what that does is his to tell.
    """
    if language not in LANGUAGES:
        return [each.judged for each in told]
    lexicon = load_lexicon(language)
    inner = [each for each in told if each.found.nested]
    said = [each for each in inner if _is_said(each, text, lexicon)]
    return [
        tuple(
            _open(one, outer, said if one.issue in of_others else inner, text, lexicon["endorses"])
            for one in outer.judged
        )
        if outer.bloc and not outer.found.nested
        else outer.judged
        for outer in told
    ]


def _is_said(told: Told, text: str, lexicon: Lexicon) -> bool:
    """Whether it is told as something said, and not as something done ("threatens")."""
    cue = lexicon["cue"].fullmatch(text[slice(*told.found.cue)]) if told.found.cue else None
    return cue is None or cue.lastgroup not in ("act", "participle_act")


def _open(one: Judgement, outer: Told, inner: Sequence[Told], text: str, endorses: re.Pattern[str]) -> Judgement:
    if one.issue is None or not one.level:
        return one
    side = sign_of(one.level)
    for other in inner:
        theirs = any(j.issue == one.issue and j.level and sign_of(j.level) == side for j in other.judged)
        if theirs and _is_anothers(outer, other, text, endorses):
            why = f"it tells what {other.found.speaker or 'another party'} says"
            kept = tuple(reason for reason in one.reasons if reason != OUTRIGHT)
            return replace(one, levels=None, level=None, abstained=True, reasons=(*kept, why))
    return one


def _is_anothers(outer: Told, inner: Told, text: str, endorses: re.Pattern[str]) -> bool:
    """Whether the inner words are those of another party, told of inside the outer ones and not endorsed there."""
    around, within = outer.found, inner.found
    apart = inner.bloc is not None and inner.bloc != outer.bloc
    if not apart or any({inner.bloc, outer.bloc} <= alike for alike in _ALIKE):
        return False
    if not (around.start <= within.start and within.end <= around.end):
        return False
    begun = around.start if around.cue is None else min(around.cue[0], around.start)
    said_by = within.cue or (within.start, within.start)
    return not any(_is_apart(m.span(), said_by) for m in endorses.finditer(text, begun, within.start))


def _is_apart(one: Span, other: Span) -> bool:
    """Whether a word stands outside the other's own verb ("Y agreed that …", told by X, endorses nothing of X's)."""
    return one[1] <= other[0] or other[1] <= one[0]
