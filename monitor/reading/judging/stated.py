"""An attribution and what it was judged to say, as a statement with its weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.reading.judging.commitment import ABSTAINED, FACTORS
from monitor.types import Statement
from monitor.types.reading import CARRIED, ELSEWHERE

if TYPE_CHECKING:
    from monitor.reading.found import Attribution
    from monitor.reading.judgement import Judgement
    from monitor.types import Commitment

BORROWED = 0.3
"""What is left of the weight of a statement that says what it says only where it stands, or perhaps of another topic."""


def state(text: str, found: Attribution, judged: Judgement) -> Statement:
    """The attribution's weight times what its commitment, a level left open and words that say it only where they stand leave of it."""
    left = FACTORS[judged.commitment]
    factor = left * (ABSTAINED if judged.issue and judged.abstained else 1.0)
    factor *= 1.0 if judged.marks.isdisjoint((CARRIED, ELSEWHERE)) else BORROWED
    firmness = (f"said {judged.commitment} {left:g}",) if 0 < left < 1 else ()
    return Statement(
        start=found.start,
        end=found.end,
        text=text[found.start : found.end],
        parts=found.parts,
        cue=found.cue,
        source=found.source,
        speaker=found.speaker,
        actor=found.actor,
        office=found.office,
        speaker_level=found.speaker_level,
        voice=found.voice,
        form=found.form,
        nested=found.nested,
        commitment=_commitment(found, judged),
        issue=judged.issue,
        issue_score=judged.issue_score,
        levels=judged.levels,
        level=judged.level,
        abstained=judged.abstained,
        said_at=found.said_at,
        said_within=found.said_within,
        weight=round(found.weight * factor, 4),
        reasons=(*found.reasons, *judged.reasons, *firmness),
        marks=found.marks | judged.marks,
    )


def _commitment(found: Attribution, judged: Judgement) -> Commitment:
    """Also of words without an issue it is known whether they ask, or are told to be denied."""
    if found.asks:
        return "question"
    return "denied" if found.denied and judged.issue is None else judged.commitment
