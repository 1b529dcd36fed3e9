"""Whether a passage says of the shared terms what the claim says of them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.compare.aboutness import weight_of
from monitor.compare.lines import CONCEPT
from monitor.compare.words import faint_concepts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from monitor.compare.lines import Line

_CARRIED = 0.6
"""What is left of a term that stands in the question or the sentence before, and is only meant by "they", "it", "no"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """`vote`: −1 the other way … +1 the same way; `backing`: how much of the claim that rests on, 0…1; `words`: the terms, as the claim has them."""

    vote: float
    backing: float
    words: tuple[str, ...]

    @property
    def signed(self) -> float:
        """−1 surely the contrary … +1 surely the same."""
        return self.vote * math.sqrt(self.backing)


def agree(claim: Line, passage: Line, *, before: Line | None, weights: Mapping[str, float]) -> Agreement:
    """`before`: what the passage goes on from, where it needs that to be understood. The same words under a new condition are no agreement."""
    signs = _signs(claim, passage, before)
    total = sum(weight_of(term, weights) for term in claim.terms) or 1.0
    weighed = [(weight_of(term, weights) * abs(sign), sign, term) for term, sign in signs.items()]
    heavy = sum(weight for weight, _, _ in weighed)
    vote = sum(weight * (sign > 0) - weight * (sign < 0) for weight, sign, _ in weighed) / heavy if heavy else 0.0
    if passage.conditional and not claim.conditional:
        vote = min(vote, 0.0)
    backing = min(heavy / total, 1.0)
    words = tuple(claim.written(term) for _, _, term in sorted(weighed, reverse=True)[:4])
    return Agreement(vote=vote, backing=backing, words=words)


def _signs(claim: Line, passage: Line, before: Line | None) -> dict[str, float]:
    """+ where claim and passage say the same of a term, − where the contrary, by size how surely it is meant."""
    signs = {
        t: said * passage.terms[t]
        for t, said in claim.terms.items()
        if said and passage.terms.get(t) and not _is_of_another_verb(t, claim, passage)
    }
    telling = any(term.removeprefix(CONCEPT) not in faint_concepts() for term in signs)
    if before is None or telling:
        return signs
    return {
        t: said * _carried(t, passage, before) for t, said in claim.terms.items() if said and t in before.terms
    } | signs


def _is_of_another_verb(term: str, claim: Line, passage: Line) -> bool:
    """Whether the claim negates what it says of the term, and the passage, which does not negate it, says nothing of that: "the Church will not be dissolved", "the Church will live"."""
    what = claim.under.get(term)
    if claim.terms[term] * passage.terms[term] > 0 or what is None:
        return False
    return not any(_is_one_word(some, other) for some in what for other in passage.terms)


def _is_one_word(some: str, other: str) -> bool:
    """Whether two terms are the same, or beginnings of one word ("deter", "deterrence")."""
    return some.startswith(other) or other.startswith(some)


def _carried(term: str, passage: Line, before: Line) -> float:
    """What a passage says of a term that only stands before it: "yes" and "no" answer what was asked, "it" stands for it."""
    return _CARRIED * passage.sign * ((before.terms[term] or 1.0) if passage.replies else 1.0)
