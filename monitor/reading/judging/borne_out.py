"""Whether the rules bear out what was judged, and whether they see the same pole as the network."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from monitor.reading.cues.cue_words import LANGUAGES
from monitor.reading.judgement import Judgement
from monitor.reading.judging.consensus import CLEAR, side_of
from monitor.types import LEVELS
from monitor.types.levels import sign_of
from monitor.types.reading import CARRIED, OUTRIGHT, UNSHARED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitor.ports import Placed, Placing
    from monitor.reading.cues.rules import Asked, Read
    from monitor.types.reading import Mark

POLE = LEVELS[-1]
"""How far out a level is that is said outright."""


def borne_out(
    ask: Asked, read: Read, judged: tuple[Judgement, ...], placed: Placed | None, *, many: bool, turned: bool
) -> tuple[Judgement, ...]:
    """The judgements, marked where the rules bear them out; in a long text in a language that they know also where they do not.

    `turned`: a denial turned them round after both had read the words.
    """
    doubted = many and ask.language in LANGUAGES
    marks = [_marks(j, read, placed, doubted=doubted, turned=turned) for j in judged]
    return tuple(reduce(Judgement.marked, those, j) for j, those in zip(judged, marks, strict=True))


def _marks(judged: Judgement, read: Read, placed: Placed | None, *, doubted: bool, turned: bool) -> Iterator[Mark]:
    if doubted and judged.issue is not None and judged.issue not in read.candidates:
        yield CARRIED
    if judged.level is None:
        return
    stance, place = read.stances.get(judged.issue or ""), placed.places.get(judged.issue or "") if placed else None
    side = -sign_of(judged.level) if turned else sign_of(judged.level)
    if stance is None or stance.abstained or sign_of(stance.level) != side:
        if doubted:
            yield UNSHARED
        return
    outright = abs(judged.level) == abs(stance.level) == POLE and judged.commitment == "flat"
    if outright and place is not None and _sees(sign_of(judged.level), place):
        yield OUTRIGHT


def _sees(side: int, place: Placing) -> bool:
    """Whether the model by itself sees that side, and that the words show one."""
    return place.clear >= CLEAR and side_of(place.levels)[0] == side
