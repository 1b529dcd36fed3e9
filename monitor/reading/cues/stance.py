"""What the cues found in a statement come to: one distribution over the levels of its issue's axis, or none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from monitor.types import LEVELS
from monitor.types.levels import sign_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.reading.judgement import Levels
    from monitor.types import Span

UNSURE: Levels = (0.15, 0.2, 0.3, 0.2, 0.15)
"""The distribution of a statement whose side was not read; chosen by hand."""
_SPREAD = 0.7
"""Of what is not at the level itself, how much lies on its neighbours; chosen by hand."""
SURE, _SURER, _HEDGED = 0.7, 0.78, 0.55
"""How much lies at the level that one cue says, or a plain demand; two that differ; and one that is hedged, or threatened with. Chosen by hand."""
_MIDDLE, _FAINT_MIDDLE = 0.6, 0.45
"""How much lies at the middle where a condition leans to neither side; and where nothing but a condition is said. Chosen by hand."""
_LEANING_DOWN: Levels = (0.1, 0.2, 0.55, 0.1, 0.05)
_LEANING_UP: Levels = (0.05, 0.1, 0.55, 0.2, 0.1)
"""The middle, where the condition would open that side; chosen by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CueHit:
    """One cue found: the level it says here (after negation), and how firmly. `faint`: no cue, only a condition; `tail`: one that is tacked on behind it; `plainly`: a negation right before it turns it, or it says of itself what it ends; `threat`: it threatens with what is done on the condition."""

    level: int
    words: str
    span: Span = (0, 0)
    conditional: bool = False
    hedged: bool = False
    faint: bool = False
    tail: bool = False
    plainly: bool = False
    threat: bool = False
    reason: str = ""


class LeftOut(NamedTuple):
    """Why a cue that was found does not count; `others_say`: what puts it in the mouth of people who are not named; `harmless`: "we are no threat"; `asked`: it is asked of the other side on an issue of one's own conduct."""

    reason: str
    others_say: str | None = None
    harmless: bool = False
    asked: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """What the hits come to; `abstained` when there are none or they contradict each other; `plainly`: by a plain negation or the end of an undoing, which the model may overlook,
    as it may `tail`, a condition tacked on behind all of it. `held`: by a negation of its own ("does not give in on it"), which turns nothing else. `whole`: all that is said plainly asks for it.

    `others_say`: what puts all that was found in the mouth of people who are not named ("some say"); `asked`: what is asked of the other side where nothing else was found; `cues`: the words of the cues that count.
    """

    levels: Levels
    level: int
    abstained: bool
    cues: tuple[str, ...] = ()
    conditional: bool = False
    hedged: bool = False
    plainly: bool = False
    whole: bool = False
    held: bool = False
    tail: bool = False
    others_say: str | None = None
    asked: str | None = None
    reasons: tuple[str, ...] = ()


_ABSTAINED = Stance(levels=UNSURE, level=0, abstained=True)


def combine(hits: Sequence[CueHit], left_out: Sequence[LeftOut] = ()) -> Stance:
    """All hits of a statement as one distribution; hits on both sides of the axis are no stance."""
    firm = [hit.level for hit in hits if not hit.conditional]
    if not hits:
        found = _nothing_found(left_out)
    elif min(firm, default=0) < 0 < max(firm, default=0):
        found = replace(_ABSTAINED, reasons=("cues on both sides: abstained",))
    elif len(firm) < len(hits):
        found = _threatened(hits) or _on_condition(hits)
    else:
        found = _said_outright(hits, harmless=any(left.harmless for left in left_out))
    reasons = (*dict.fromkeys(hit.reason for hit in hits), *(left.reason for left in left_out))
    return replace(found, hedged=_is_hedged(hits), reasons=(*reasons, *found.reasons))


def _nothing_found(left_out: Sequence[LeftOut]) -> Stance:
    """No cue counts; with what puts all of them in the mouth of others, or asks all of the other side."""
    told, asked = [left.others_say for left in left_out], [left.asked for left in left_out]
    return replace(
        _ABSTAINED,
        others_say=told[0] if told and all(told) else None,
        asked=asked[0] if asked and all(asked) else None,
        reasons=("no cue: abstained",),
    )


def _threatened(hits: Sequence[CueHit]) -> Stance | None:
    """The milder level of the side on which all hits stand, where each condition is one of a threat."""
    sides = {sign_of(hit.level) for hit in hits}
    if len(sides) > 1 or not all(hit.threat for hit in hits if hit.conditional):
        return None
    (level,) = sides
    return Stance(levels=peaked(level, _HEDGED), level=level, abstained=False, conditional=True)


def _on_condition(hits: Sequence[CueHit]) -> Stance:
    """The middle; `tail` where nothing is said but with a condition that is tacked on behind it."""
    return Stance(
        levels=_conditional([hit for hit in hits if hit.conditional]),
        level=0,
        abstained=False,
        conditional=True,
        tail=all(hit.conditional and hit.tail for hit in hits),
    )


def _said_outright(hits: Sequence[CueHit], *, harmless: bool) -> Stance:
    """The level on which the hits agree, a milder one where all are hedged. `harmless`: another cue said "we are no threat"."""
    level, sure = _agreed([hit.level for hit in hits]), SURE
    if _is_hedged(hits):
        level, sure = _milder(level), _HEDGED
    elif len({hit.words.casefold() for hit in hits}) > 1:
        sure = _SURER
    return Stance(
        levels=peaked(level, sure),
        level=level,
        abstained=False,
        cues=tuple(hit.words for hit in hits),
        plainly=harmless or any(hit.plainly for hit in hits),
    )


def _is_hedged(hits: Sequence[CueHit]) -> bool:
    return bool(hits) and all(hit.hedged for hit in hits)


def _milder(level: int) -> int:
    """One nearer to the middle, where it is the utmost."""
    return level - sign_of(level) if abs(level) == max(LEVELS) else level


def peaked(level: int, sure: float) -> Levels:
    """`sure` at the level, most of the rest on its neighbours."""
    neighbours = [k for k in (level - 1, level + 1) if k in LEVELS]
    far = [k for k in LEVELS if k != level and k not in neighbours]
    share = {level: sure}
    share |= {k: (1 - sure) * _SPREAD / len(neighbours) for k in neighbours}
    share |= {k: (1 - sure) * (1 - _SPREAD) / len(far) for k in far}
    return (share[-2], share[-1], share[0], share[1], share[2])


def _agreed(levels: Sequence[int]) -> int:
    """The mean of levels on one side, away from the middle where it lies between two."""
    mean = sum(levels) / len(levels)
    return int(mean + 0.5) if mean >= 0 else -int(-mean + 0.5)


def _conditional(lean: Sequence[CueHit]) -> Levels:
    """The middle, leaning to the side that the condition would open."""
    total = sum(hit.level for hit in lean)
    if total == 0:
        return peaked(0, _FAINT_MIDDLE if all(hit.faint for hit in lean) else _MIDDLE)
    return _LEANING_UP if total > 0 else _LEANING_DOWN
