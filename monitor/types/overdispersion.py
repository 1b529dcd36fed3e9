"""How much shares vary from week to week beyond chance (ρ), and what that takes from their weight as evidence. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST, MOST = 0.01, 0.2
"""News comes in waves: not even the calmest weeks are drawn from an urn."""
FEWEST_WEEKS = 8
"""From fewer weeks than that nobody knows how much a share varies."""


def overdispersion(weeks: Sequence[tuple[int, int]]) -> float:
    """ρ of weekly counts (k of n > 0) by the method of moments, between .01 and .2."""
    n = sum(n for _, n in weeks)
    share = (sum(k for k, _ in weeks) + 0.5) / (n + 1)
    spread = sum(n * (k / n - share) ** 2 for k, n in weeks)
    chance = share * (1 - share)
    room = chance * (n - sum(n**2 for _, n in weeks) / n - (len(weeks) - 1)) if n else 0.0
    rho = (spread - (len(weeks) - 1) * chance) / room if room > 0 else 0.0
    return min(max(rho, LEAST), MOST)


def design_effect(sizes: Sequence[int], rho: float) -> float:
    """By how much the variance of a share over weeks of these sizes exceeds that of independent draws; at least 1."""
    total = sum(sizes)
    return 1 + rho * max(0.0, sum(size**2 for size in sizes) / total - 1) if total else 1.0
