"""What each passage that the network was asked about does to the line, by the network and by the rules, and their mean.

The cross-encoder sees what no list foresees, the rules see which of the claim's own terms are said or denied; so the
probabilities of "same" and "contrary" are multiplied by the rules' odds, as in reading.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from monitor.compare.candidates import RELATED
from monitor.compare.side_votes import NO_VOTE, SideVote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.compare.agreement import Agreement
    from monitor.compare.found import Ranked, Relation
    from monitor.ports import Relating

BY_RULES = 2.0
"""Log-odds that the rules add where the claim's terms surely are said, or denied, and reading where both take one side of an issue, or opposite ones."""
SIDED = 0.4
"""From which reading's vote on the claim's own issue takes a side."""
NEAREST = 4
"""Passages of the actor's that decide."""
MOVES: tuple[Relation, ...] = ("contradicts", "hardens", "softens")


class Shares(NamedTuple):
    """What a passage does to the line, as probabilities; `moves` in the order of MOVES."""

    same: float
    moves: tuple[float, float, float]
    beside: float
    first: float

    @property
    def moved(self) -> float:
        """That it is a move, whichever."""
        return sum(self.moves)


_BESIDE = Shares(same=0.0, moves=(0.0, 0.0, 0.0), beside=1.0, first=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A passage, how near to the position it counts as, what the cross-encoder says it does to it, what the rules say of the claim's terms, and
    which side of an issue reading sees both on.

    `defers`: it leaves the matter to others, is no answer, or a joke; what the network makes of it is not asked then. `called`: what the passage
    calls good or bad, in words, where that was compared as a proposal.
    """

    found: Ranked
    nearness: float
    relating: Relating
    agreement: Agreement | None = None
    side: SideVote = NO_VOTE
    defers: bool = False
    called: str | None = None

    @property
    def shares(self) -> Shares:
        """What it does by network and rules together; the shares add up to 1."""
        if self.defers:
            return _BESIDE
        rules = math.exp(BY_RULES * ((self.agreement.signed if self.agreement else 0.0) + self.side.vote))
        does = self.relating.relation
        same, contrary, beside = does.reaffirms * rules, does.contradicts / rules, does.discusses + does.unrelated
        parts = (same, contrary, does.hardens, does.softens, beside, does.new)
        a, b, c, d, e, f = (part / max(sum(parts), 1e-9) for part in parts)
        return Shares(same=a, moves=(b, c, d), beside=e, first=f)


def telling(judged: Sequence[Judged], *, first: bool) -> list[Judged]:
    """The passages that decide, nearest first: those that are near and take a side. `first`: the actor had no line, and a first one is looked for."""

    def tells(one: Judged) -> float:
        return one.nearness * (one.shares.first if first else 1.0 - one.shares.beside)

    return sorted(sorted(_on_it(judged), key=tells, reverse=True)[:NEAREST], key=lambda one: -one.nearness)


def _on_it(judged: Sequence[Judged]) -> Sequence[Judged]:
    """Where the actor takes a side of the claim's own issue, what only stands in the same article ("and thanked the conscripts") counts no more."""
    if not any(_takes_side(one) for one in judged):
        return judged
    return [one for one in judged if _takes_side(one) or one.found.relevance >= RELATED]


def _takes_side(one: Judged) -> bool:
    return abs(one.side.vote) >= SIDED


def by_nearness(own: Sequence[Judged]) -> list[tuple[Judged, float]]:
    """Each with its nearness beside that of the nearest, which stands first; `own` is not empty."""
    nearest = max(own[0].nearness, 1e-9)
    return [(judged, judged.nearness / nearest) for judged in own]


def mean_of(weighed: Sequence[tuple[Judged, float]]) -> Shares:
    """That of the shares, by weight; at least one weight is above 0."""
    total = sum(weight for _, weight in weighed)
    rows = [(judged.shares, weight / total) for judged, weight in weighed]
    contrary, harder, softer = (sum(share.moves[n] * weight for share, weight in rows) for n in range(3))
    return Shares(
        same=sum(share.same * weight for share, weight in rows),
        moves=(contrary, harder, softer),
        beside=sum(share.beside * weight for share, weight in rows),
        first=sum(share.first * weight for share, weight in rows),
    )
