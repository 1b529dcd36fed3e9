"""What the cues found in a statement come to: one distribution over the levels of its issue's axis, or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from monitor.types.levels import sign_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.reading.judgement import Levels
    from monitor.types import Span

UNSURE: Levels = (0.15, 0.2, 0.3, 0.2, 0.15)
"""The distribution of a statement whose side was not read."""
_SPREAD = 0.7
"""Of what is not at the level itself, how much lies on its neighbours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
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
    """What the marks come to; `abstained` when there are none or they contradict each other; `plainly`: by a plain negation or the end of an undoing, which the model may overlook,
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


def combine(marks: Sequence[Mark], left_out: Sequence[LeftOut] = ()) -> Stance:
    """All marks of a statement as one distribution; marks on both sides of the axis are no stance."""
    reasons = (*dict.fromkeys(mark.reason for mark in marks), *(left.reason for left in left_out))
    firm = [mark.level for mark in marks if not mark.conditional]
    lean = [mark for mark in marks if mark.conditional]
    hedged = bool(marks) and all(mark.hedged for mark in marks)
    if not marks:
        told = [left.others_say for left in left_out]
        asked = [left.asked for left in left_out]
        return Stance(
            levels=UNSURE,
            level=0,
            abstained=True,
            others_say=told[0] if told and all(told) else None,
            asked=asked[0] if asked and all(asked) else None,
            reasons=(*reasons, "no cue: abstained"),
        )
    if min(firm, default=0) < 0 < max(firm, default=0):
        return Stance(
            levels=UNSURE, level=0, abstained=True, hedged=hedged, reasons=(*reasons, "cues on both sides: abstained")
        )
    sides = {sign_of(mark.level) for mark in marks}
    if lean and len(sides) == 1 and all(mark.threat for mark in lean):
        (level,) = sides
        return Stance(
            levels=peaked(level, 0.55), level=level, abstained=False, conditional=True, hedged=hedged, reasons=reasons
        )
    if lean:
        levels = _conditional(lean)
        tail = not firm and all(mark.tail for mark in lean)
        return Stance(
            levels=levels, level=0, abstained=False, conditional=True, tail=tail, hedged=hedged, reasons=reasons
        )
    level = _agreed(firm)
    level = level - (level > 0) + (level < 0) if hedged and abs(level) == 2 else level
    sure = 0.55 if hedged else 0.78 if len({mark.words.casefold() for mark in marks}) > 1 else 0.7
    plainly = any(mark.plainly for mark in marks) or any(left.harmless for left in left_out)
    return Stance(
        levels=peaked(level, sure),
        level=level,
        abstained=False,
        cues=tuple(mark.words for mark in marks),
        hedged=hedged,
        plainly=plainly,
        reasons=reasons,
    )


def peaked(level: int, sure: float) -> Levels:
    """`sure` at the level, most of the rest on its neighbours."""
    neighbours = [k for k in (level - 1, level + 1) if -2 <= k <= 2]
    far = [k for k in range(-2, 3) if k != level and k not in neighbours]
    share = {level: sure}
    share |= {k: (1 - sure) * _SPREAD / len(neighbours) for k in neighbours}
    share |= {k: (1 - sure) * (1 - _SPREAD) / len(far) for k in far}
    return (share[-2], share[-1], share[0], share[1], share[2])


def _agreed(levels: Sequence[int]) -> int:
    """The mean of levels on one side, away from the middle where it lies between two."""
    mean = sum(levels) / len(levels)
    return int(mean + 0.5) if mean >= 0 else -int(-mean + 0.5)


def _conditional(lean: Sequence[Mark]) -> Levels:
    """The middle, leaning to the side that the condition would open."""
    total = sum(mark.level for mark in lean)
    if total == 0:
        return peaked(0, 0.45 if all(mark.faint for mark in lean) else 0.6)
    mirrored: Levels = (0.05, 0.1, 0.55, 0.2, 0.1)
    return mirrored if total > 0 else (0.1, 0.2, 0.55, 0.1, 0.05)
