"""Whose words give a statement its side: those of another party that it only tells of are no line of the speaker's.

"Lavrov said Rutte was urging allies to send more weapons" tells Rutte's line, and none of Lavrov's (docs/adr/0032).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from monitor.reading.judgement import left_open
from monitor.reading.text.lexicon import LANGUAGES, load_lexicon
from monitor.types.levels import sign_of

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Container, Sequence

    from monitor.reading.found import Attribution
    from monitor.reading.judgement import Judgement, Judgements
    from monitor.reading.text.lexicon import Lexicon
    from monitor.types import Span


class Told(NamedTuple):
    """An attribution, what it was judged to say, and the bloc of who says it."""

    found: Attribution
    judged: Judgements
    bloc: str | None


def left_to_others(
    told: Sequence[Told],
    text: str,
    language: str,
    *,
    of_one_side: Callable[[str, str], bool],
    of_others: Container[str] = (),
) -> list[Judgements]:
    """The judgements in order, open where the side that a statement shows is that of another party's words inside it, unless it endorses them.

    `language`: the text's. `of_one_side`: whether two blocs tell of each other's lines as of their own. `of_others`: issues on which a speaker
    tells of the other side, so that what that does is his to tell.
    """
    if language not in LANGUAGES:
        return [each.judged for each in told]
    lexicon = load_lexicon(language)
    inner = [each for each in told if each.found.nested]

    def opened(outer: Told) -> Judgements:
        others = [each for each in inner if _is_inside(outer, each) and _is_of_another(outer, each, of_one_side)]
        others = [each for each in others if not _is_endorsed(outer, each, text, lexicon["endorses"])]
        said = [each for each in others if _is_said(each, text, lexicon)]
        return tuple(_open(one, said if one.issue in of_others else others) for one in outer.judged)

    return [opened(each) if each.bloc and not each.found.nested else each.judged for each in told]


def _is_said(told: Told, text: str, lexicon: Lexicon) -> bool:
    """Whether it is told as something said, and not as something done ("threatens")."""
    cue = lexicon["cue"].fullmatch(text[slice(*told.found.cue)]) if told.found.cue else None
    return cue is None or cue.lastgroup not in ("act", "participle_act")


def _open(one: Judgement, others: Sequence[Told]) -> Judgement:
    if one.issue is None or not one.level:
        return one
    side = sign_of(one.level)
    for other in others:
        if any(j.issue == one.issue and j.level and sign_of(j.level) == side for j in other.judged):
            return left_open(one, f"it tells what {other.found.speaker or 'another party'} says")
    return one


def _is_of_another(outer: Told, inner: Told, of_one_side: Callable[[str, str], bool]) -> bool:
    """Whether the inner words are those of another party."""
    if outer.bloc is None or inner.bloc is None:
        return False
    return inner.bloc != outer.bloc and not of_one_side(outer.bloc, inner.bloc)


def _is_inside(outer: Told, inner: Told) -> bool:
    return outer.found.start <= inner.found.start and inner.found.end <= outer.found.end


def _is_endorsed(outer: Told, inner: Told, text: str, endorses: re.Pattern[str]) -> bool:
    """Whether who tells of the inner words endorses them there."""
    around, within = outer.found, inner.found
    begun = around.start if around.cue is None else min(around.cue[0], around.start)
    said_by = within.cue or (within.start, within.start)
    return any(_is_apart(m.span(), said_by) for m in endorses.finditer(text, begun, within.start))


def _is_apart(one: Span, other: Span) -> bool:
    """Whether a word stands outside the other's own verb ("Y agreed that …", told by X, endorses nothing of X's)."""
    return one[1] <= other[0] or other[1] <= one[0]
