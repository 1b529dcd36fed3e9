"""Whether a passage says of the shared terms what the claim says of them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.compare.aboutness import weight_of
from monitor.compare.lines import CONCEPT
from monitor.compare.words import load_heat

if TYPE_CHECKING:
    from collections.abc import Mapping

    from monitor.compare.lines import Line

_CARRIED = 0.6
"""What is left of a term that stands in the question or the sentence before, and is only meant by "they", "it", "no"."""
_LEVELS = 0.6
"""Weight of the axis beside the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """`vote`: −1 the other way … +1 the same way; `backing`: how much of the claim that rests on, 0…1; `moved`: how much harder.

    `bent`: the passage puts a condition, hedges or says it of a part where the claim does not; `firmed`: the other way round.
    """

    vote: float
    backing: float
    moved: float
    bent: bool
    firmed: bool
    words: tuple[str, ...]

    @property
    def same(self) -> float:
        return max(self.vote, 0.0) * math.sqrt(self.backing)

    @property
    def other(self) -> float:
        return max(-self.vote, 0.0) * math.sqrt(self.backing)


def agree(
    claim: Line, passage: Line, *, before: Line | None, weights: Mapping[str, float], levels: tuple[float, float] | None
) -> Agreement:
    """`levels`: where the claim and the passage stand on the issue's axis, if both do."""
    signs = _signs(claim, passage, before)
    total = sum(weight_of(term, weights) for term in claim.terms) or 1.0
    weighed = [(weight_of(term, weights) * abs(sign), sign, term) for term, sign in signs.items()]
    heavy = sum(weight for weight, _, _ in weighed)
    vote = sum(weight * (sign > 0) - weight * (sign < 0) for weight, sign, _ in weighed) / heavy if heavy else 0.0
    backing = min(heavy / total, 1.0)
    if levels is not None:
        vote, backing = _with_levels(vote, backing, levels)
    words = tuple(term.removeprefix(CONCEPT) for _, _, term in sorted(weighed, reverse=True)[:4])
    return Agreement(
        vote=vote,
        backing=backing,
        moved=_moved(claim, passage),
        bent=_bent(claim, passage),
        firmed=_firmed(claim, passage),
        words=words,
    )


def _moved(claim: Line, passage: Line) -> float:
    """How much harder the passage is; 0 where its words are neither hard nor soft, half where those of the claim are."""
    if not passage.lean:
        return 0.0
    return (passage.heat - claim.heat) * (1.0 if claim.lean else 0.5)


def _bent(claim: Line, passage: Line) -> bool:
    return (
        (passage.conditional and not claim.conditional)
        or (passage.hedged and not claim.hedged)
        or passage.step < min(claim.step, 0)
    )


def _firmed(claim: Line, passage: Line) -> bool:
    loose = claim.hedged or claim.conditional
    return (loose and not (passage.hedged or passage.conditional)) or passage.step > max(claim.step, 0)


def _signs(claim: Line, passage: Line, before: Line | None) -> dict[str, float]:
    """+ where claim and passage say the same of a term, − where the contrary, by size how surely it is meant."""
    signs = {t: said * passage.terms[t] for t, said in claim.terms.items() if said and passage.terms.get(t)}
    telling = any(term.removeprefix(CONCEPT) not in load_heat().faint for term in signs)
    if before is None or telling:
        return signs
    return {
        t: said * _carried(t, passage, before) for t, said in claim.terms.items() if said and t in before.terms
    } | signs


def _carried(term: str, passage: Line, before: Line) -> float:
    """What a passage says of a term that only stands before it: "yes" and "no" answer what was asked, "it" stands for it."""
    return _CARRIED * passage.sign * ((before.terms[term] or 1.0) if passage.replies else 1.0)


def _with_levels(vote: float, backing: float, levels: tuple[float, float]) -> tuple[float, float]:
    was, now = levels
    by_level = -1.0 if was * now < 0 else 1.0 if abs(now - was) <= 1 else 0.0
    if not by_level:
        return vote, backing
    total = backing + _LEVELS
    return (vote * backing + by_level * _LEVELS) / total, min(total, 1.0)
