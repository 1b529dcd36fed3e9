"""What the rules alone come to: where there is no model, and for issues that it was not taught."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.reading.cues.issues import ACCEPT, Candidate
from monitor.reading.cues.stance import UNSURE
from monitor.reading.judgement import Judgement
from monitor.reading.judging.commitment import commitment_of, mirror
from monitor.types.reading import MIRRORED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from monitor.reading.cues.rules import Read

_CLOSE = 0.15
"""An issue this far behind the best is taken instead when only there a level can be read."""


def judge_by_rules(text: str, read: Read, *, sure: bool, denied: bool, asks: bool) -> Judgement:
    """The issue with the best score that shows a level, or the best at all; then its level. `sure`: the issue was given."""
    if not read.known:
        return Judgement(reasons=(f"no word lists for language {read.language!r}: unassigned",))
    best = {code: c for code, c in read.candidates.items() if sure or c.score >= ACCEPT}
    if not best:
        return Judgement(reasons=("no issue: no keyword with its side named nearby",))
    chosen = _choose(best, {code for code, stance in read.stances.items() if not stance.abstained})
    stance = read.stances[chosen.code]
    commitment = commitment_of(stance, text, denied=denied, asks=asks)
    turn = commitment == "denied"
    why = read.open_on(chosen.code)
    if why is not None:
        stance = replace(stance, levels=UNSURE, level=0, abstained=True, reasons=(*stance.reasons, why))
    judged = Judgement(
        issue=chosen.code,
        issue_score=chosen.score,
        commitment=commitment,
        levels=mirror(stance.levels) if turn else stance.levels,
        level=None if stance.abstained else -stance.level if turn else stance.level,
        abstained=stance.abstained,
        reasons=(chosen.reason, *stance.reasons),
    )
    return judged.marked(MIRRORED) if turn else judged


def _choose(best: Mapping[str, Candidate], with_level: set[str]) -> Candidate:
    """The best score; one that is close behind where only that shows a level; none that yields while another shows one."""
    firm = [c for c in best.values() if not c.yields and c.code in with_level]
    pool = firm or list(best.values())
    top = max(pool, key=lambda c: (c.score, c.code))
    near = [c for c in pool if c.code in with_level and c.score >= top.score - _CLOSE]
    return max(near, key=lambda c: (c.score, c.code)) if near else top
