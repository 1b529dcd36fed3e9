"""The few formulas of the digest: each gives an estimate with its 95 % interval."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

Z95 = 1.96
SPREAD = 0.8
"""Usual spread of single utterances round a line, in levels; stands in for data while there is little."""

_SPREAD_N = 4.0


class Interval(NamedTuple):
    """An estimate and its 95 % interval."""

    estimate: float
    low: float
    high: float

    def covers(self, value: float) -> bool:
        return self.low <= value <= self.high


def wilson(k: int, n: int) -> Interval:
    """Share k of n (n > 0) with the Wilson score interval (Wilson 1927)."""
    share = k / n
    scale = 1 + Z95**2 / n
    middle = (share + Z95**2 / (2 * n)) / scale
    half = Z95 / scale * math.sqrt(share * (1 - share) / n + Z95**2 / (4 * n**2))
    return Interval(share, max(0.0, middle - half), min(1.0, middle + half))


def odds_ratio(
    k: int, n: int, base_k: int, base_n: int, *, widened: float = 1.0, base_widened: float = 1.0
) -> Interval:
    """Odds of k of n against base_k of base_n, with Woolf's interval.

    `widened`: the design effects d of week and base, 1 where every utterance stands for itself. Each count is divided by
    its d first, and then half a case is added (Haldane–Anscombe): a = k/d + ½, b = (n−k)/d + ½, and A, B of the base alike.
    ln OR = ln(a/b) − ln(A/B), variance 1/a + 1/b + 1/A + 1/B. Were the variance of whole counts multiplied by d instead, a
    fall to zero would weigh 2d, and count the less the more was said.
    """
    now, base = _cells(k, n, widened), _cells(base_k, base_n, base_widened)
    log_odds = math.log(now[0] / now[1]) - math.log(base[0] / base[1])
    variance = sum(1 / cell for cell in (*now, *base))
    half = Z95 * math.sqrt(variance)
    return Interval(math.exp(log_odds), math.exp(log_odds - half), math.exp(log_odds + half))


def _cells(k: int, n: int, widened: float) -> tuple[float, float]:
    return k / widened + 0.5, (n - k) / widened + 0.5


def mean_band(values: Sequence[float], weights: Sequence[float]) -> Interval:
    """Weighted mean of levels and its band; Σ weights counts as n, the spread is drawn towards SPREAD while n is small.

    Where nothing carries weight the plain mean is given, and the band spans the axis.
    """
    total = sum(weights)
    if total <= 0:
        return Interval(sum(values) / len(values), -2.0, 2.0)
    mean = sum(v * w for v, w in zip(values, weights, strict=True)) / total
    squares = sum(w * (v - mean) ** 2 for v, w in zip(values, weights, strict=True))
    return band(mean, weight=total, squares=squares)


def band(mean: float, *, weight: float, squares: float) -> Interval:
    """A weighted mean and its band; `squares` are the weighted squares of what differs from it."""
    variance = (squares + _SPREAD_N * SPREAD**2) / (weight + _SPREAD_N)
    half = Z95 * math.sqrt(variance / weight)
    return Interval(mean, max(-2.0, mean - half), min(2.0, mean + half))


def baseline_band(mean: float, n: float) -> Interval:
    """A baseline's level, and the band that `n` utterances of the usual spread leave open."""
    half = Z95 * SPREAD / math.sqrt(max(n, 1.0))
    return Interval(mean, max(-2.0, mean - half), min(2.0, mean + half))
