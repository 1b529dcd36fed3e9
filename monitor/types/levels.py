"""What a distribution over the five levels says: its mean, and the level it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def mean_of(shares: Sequence[float]) -> float:
    """Expected level of a distribution (or of counts) over −2…+2."""
    total = sum(shares)
    return sum(share * level for share, level in zip(shares, (-2, -1, 0, 1, 2), strict=True)) / total if total else 0.0


def mode_of(shares: Sequence[float]) -> int:
    """The level with the most mass; the one nearest the mean where two are equal."""
    mean = mean_of(shares)
    return max((-2, -1, 0, 1, 2), key=lambda level: (shares[level + 2], -abs(level - mean)))


def sign_of(level: int) -> int:
    """The side of a level: −1, 0 or +1."""
    return (level > 0) - (level < 0)
