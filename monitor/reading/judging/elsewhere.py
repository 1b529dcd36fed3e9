"""Marks what may well be about another topic than this one (a tariff, Gaza), by whom its article names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.types.reading import ELSEWHERE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.reading.cues.parties import Parties
    from monitor.reading.judgement import Judgements
    from monitor.reading.judging.case import Case


def mark_elsewhere(
    cases: Sequence[Case], judged: Sequence[Judgements], *, article: str, parties: Parties
) -> list[Judgements]:
    """The judgements, those with a level marked where its issue may be another topic's in this `article` from this speaker."""
    both = list(zip(cases, judged, strict=True))
    blocs = {case.excerpt.speaker.bloc for case, each in both if any(j.level is not None for j in each)}
    issues = {bloc: parties.elsewhere(article, bloc) for bloc in blocs}
    return [
        tuple(
            j.marked(ELSEWHERE) if j.level is not None and j.issue in issues[case.excerpt.speaker.bloc] else j
            for j in each
        )
        for case, each in both
    ]
