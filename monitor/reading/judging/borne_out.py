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

    from monitor.ports import Placing
    from monitor.reading.judgement import Judgements
    from monitor.reading.judging.case import ReadCase
    from monitor.types.reading import JudgedMark

POLE = LEVELS[-1]
"""How far out a level is that is said outright."""


def borne_out(case: ReadCase, judged: Judgements, *, many: bool) -> Judgements:
    """The judgements, marked where the rules bear them out; in a long text (`many`) in a language that they know also where they do not."""
    doubted = many and case.excerpt.language in LANGUAGES
    marks = [_marks(case, j, doubted=doubted) for j in judged]
    return tuple(reduce(Judgement.marked, those, j) for j, those in zip(judged, marks, strict=True))


def _marks(case: ReadCase, judged: Judgement, *, doubted: bool) -> Iterator[JudgedMark]:
    if doubted and judged.issue is not None and judged.issue not in case.read.candidates:
        yield CARRIED
    if judged.level is None:
        return
    stance = case.read.stances.get(judged.issue or "")
    place = case.placed.places.get(judged.issue or "") if case.placed else None
    # A denial turned the level round after both had read the words.
    side = -sign_of(judged.level) if case.excerpt.denied else sign_of(judged.level)
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
