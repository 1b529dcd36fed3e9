"""Decides what the found passages do to the position. Pure; every answer carries its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.compare.agreement import Agreement
    from monitor.compare.found import Ranked, Relation

RELATED = 0.24
"""Relevance from which a passage is about the position at all."""
OWN = 0.5
"""Own-ness from which a passage counts as the actor's."""
CONTRARY = 0.22
"""Weight of the contrary from which the line is another one."""
SUPPORTS = 0.1
"""What a change of heat adds to the weight of the contrary."""
MOVED = 0.45
"""Change of heat from which the line has moved."""
BENT = 0.3
"""The same, where a condition, a hedge or a reservation has been added or dropped."""

_HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A passage of the actor's, and how it agrees with the claim."""

    found: Ranked
    agreement: Agreement

    @property
    def same(self) -> float:
        return self.found.relevance * self.agreement.same

    @property
    def other(self) -> float:
        return self.found.relevance * self.agreement.other


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    relation: Relation
    confidence: float
    reason: str
    decisive: tuple[Ranked, ...]


def decide_without_line(own: Sequence[Ranked]) -> Decision:
    """The actor had no line, and now has words on the issue."""
    sure = min(0.9, 0.4 + 0.6 * own[0].relevance) * own[0].passage.own
    return Decision(
        relation="new",
        confidence=sure,
        reason="the actor had no line on this, and now has words on it",
        decisive=_near(own),
    )


def decide_without_words(related: Sequence[Ranked], best: float) -> Decision:
    """The actor says nothing on it: others do, or nobody."""
    if related:
        reason = "the issue is reported, but not in the actor's own words"
        return Decision(
            relation="discusses", confidence=min(0.8, 0.4 + 0.5 * best), reason=reason, decisive=_near(related)
        )
    reason = f"nothing in the article is close to it (best {best:.2f})"
    return Decision(relation="unrelated", confidence=0.95 - 0.45 * min(best / RELATED, 1.0), reason=reason, decisive=())


def decide(own: Sequence[Judged]) -> Decision:
    """What the actor's own words do to the claim; `own` is not empty, most relevant first.

    The contrary outweighs the same → contradicts, or a move where it is said with a condition, a hedge or in part.
    The same with a condition or hedge added or dropped → a move. Else the change of heat decides.
    """
    same, other = max(own, key=lambda j: j.same), max(own, key=lambda j: j.other)
    far = _farthest(own)
    moved = far.agreement.moved * min(far.found.relevance / own[0].found.relevance, 1.0)
    if other.other > same.same and other.other + abs(moved) * SUPPORTS >= CONTRARY:
        direction = other.agreement.moved
        return _moves(direction, other, own) if other.agreement.bent and direction else _contradicts(same, other, own)
    reshaped = same.agreement.bent or same.agreement.firmed
    if reshaped and abs(same.agreement.moved) >= BENT:
        return _moves(same.agreement.moved, same, own)
    if abs(moved) >= MOVED:
        return _moves(moved, far, own)
    return _reaffirms(same, other, own)


def _farthest(own: Sequence[Judged]) -> Judged:
    """The one of the first passages whose heat has changed most, less the further it is from the position."""
    return max(own[:3], key=lambda judged: abs(judged.agreement.moved) * judged.found.relevance)


def _contradicts(same: Judged, other: Judged, own: Sequence[Judged]) -> Decision:
    margin = other.other - same.same
    reason = f"says the contrary of {', '.join(other.agreement.words)} ({other.other:.2f} against {same.same:.2f})"
    return Decision(
        relation="contradicts", confidence=_sure(0.4 + margin, other), reason=reason, decisive=_first(other, own)
    )


def _moves(moved: float, first: Judged, own: Sequence[Judged]) -> Decision:
    relation: Relation = "hardens" if moved > 0 else "softens"
    reason = f"{'harder' if moved > 0 else 'softer'} than the claim by {abs(moved):.2f}"
    sure = _sure(0.35 + 0.25 * abs(moved), first)
    return Decision(relation=relation, confidence=sure, reason=reason, decisive=_first(first, own))


def _reaffirms(same: Judged, other: Judged, own: Sequence[Judged]) -> Decision:
    if same.same == 0:
        return Decision(
            relation="reaffirms",
            confidence=_sure(0.3, own[0]),
            reason="words on it, and no move is seen in them",
            decisive=_first(own[0], own),
        )
    reason = f"says the same of {', '.join(same.agreement.words)} ({same.same:.2f} against {other.other:.2f})"
    return Decision(
        relation="reaffirms",
        confidence=_sure(0.3 + same.same - other.other, same),
        reason=reason,
        decisive=_first(same, own),
    )


def _sure(score: float, judged: Judged) -> float:
    """A score as confidence, at most .9.

    Less where it is hardly about the position, rests on fewer than three shared terms, or is not surely the actor's.
    """
    near = min(judged.found.relevance / 0.7, 1.0)
    backed = min(len(judged.agreement.words) / 3, 1.0)
    return max(0.1, min(0.9, score) * (0.3 + 0.3 * near + 0.4 * backed) * judged.found.passage.own)


def _first(judged: Judged, own: Sequence[Judged]) -> tuple[Ranked, ...]:
    return _near((judged.found, *(j.found for j in own if j is not judged)))


def _near(found: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """The first and at most two more, if they are at least half as much about the position."""
    return tuple(f for f in found if f.relevance >= _HALF * found[0].relevance)[:3]
