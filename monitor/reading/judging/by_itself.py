"""A second look at what was read among other words: does it say so by itself? (docs/adr/0025)"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.reading.judgement import left_open
from monitor.reading.judging.consensus import ABOUT, is_opposite, judge_by_both
from monitor.reading.judging.shown import saying
from monitor.types.levels import sign_of
from monitor.types.reading import CARRIED

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from monitor.ports import CrossEncoder, Placed
    from monitor.reading.judgement import Judgement, Judgements
    from monitor.reading.judging.case import ReadCase
    from monitor.reading.judging.shown import Shown

_OPPOSITE_ALONE = "by themselves the words say the opposite of what they say where they stand"


def mark_carried(
    cases: Sequence[ReadCase],
    judged: Sequence[Judgements],
    texts: Sequence[Shown],
    *,
    encoder: CrossEncoder,
    issues: Container[str],
) -> list[Judgements]:
    """The judgements, those marked that the model, asked again, does not find in the words by themselves. It is asked again about what has a level and was shown among other
    words in `texts`; `issues`: those that are followed. Raises ModelError."""
    among = {n for shown in texts if shown.among_others for n in shown.numbers} if encoder.in_context else set()
    again = [n for n in sorted(among) if any(_may_be_carried(j) for j in judged[n])]
    placed = encoder.place([[saying(cases[n].excerpt)] for n in again])
    alone = {n: each.only(issues) for n, each in zip(again, placed, strict=True)}
    return [
        tuple(_marked(cases[n], j, alone[n]) if _may_be_carried(j) else j for j in each) if n in alone else each
        for n, each in enumerate(judged)
    ]


def _may_be_carried(judged: Judgement) -> bool:
    return judged.level is not None and CARRIED not in judged.marks


def _marked(case: ReadCase, judged: Judgement, alone: Placed) -> Judgement:
    """The judgement, marked where the model sees something else in the words by themselves (`alone`), and left open where that is plainly the opposite."""
    own = _by_own_words(case, judged, alone)
    if judged.level is None or own is None or (own.level is not None and sign_of(own.level) == sign_of(judged.level)):
        return judged
    carried = judged.marked(CARRIED)
    if case.found.answers is None and own.levels is not None and is_opposite(own.levels, judged.level):
        return left_open(carried, _OPPOSITE_ALONE, levels=judged.levels)
    return carried


def _by_own_words(case: ReadCase, judged: Judgement, alone: Placed) -> Judgement | None:
    """What the words by themselves show on the judgement's issue, without a level where they are hardly about it; None where nothing was asked."""
    if judged.issue is None or judged.issue not in alone.places:
        return None
    (own,) = judge_by_both(
        case.excerpt.text, case.read, alone, denied=case.found.denied, asks=case.found.asks, given=judged.issue
    )
    return left_open(own) if own.issue_score < ABOUT else own
