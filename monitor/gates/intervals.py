"""Figures with their intervals: Wilson for shares, bootstrap for everything else, order statistics for a median."""

from __future__ import annotations

import math
import statistics
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from monitor.gates.figures import Figure
from monitor.gates.samples import SEED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    Counts = NDArray[np.float64]
    """(cases, columns): what is counted of each case or document."""
    Statistic = Callable[[Counts], Counts]
    """From many sums of such rows, (sums, columns), to a value of each, (sums,)."""
    Better = Literal["higher", "lower"]

DRAWS = 1000
_Z = 1.959964


def wilson(hits: int, n: int) -> tuple[float, float]:
    """The 95 % score interval of a share, `hits` being at most `n`; everything is possible where nothing was counted."""
    if n == 0:
        return 0.0, 1.0
    share, z2 = hits / n, _Z * _Z
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(middle - half, 0.0), min(middle + half, 1.0)


def share(name: str, right: Iterable[bool], *, better: Better = "higher") -> Figure:
    """How many of the cases are right."""
    marks = list(right)
    return counted(name, sum(marks), len(marks), better=better)


def counted(name: str, hits: int, n: int, *, better: Better = "higher") -> Figure:
    """`hits` of `n` cases; 0 of nothing."""
    low, high = wilson(hits, n)
    return Figure(name=name, value=hits / max(n, 1), low=low, high=high, n=n, better=better)


def ratio(part: Counts, whole: Counts) -> Counts:
    """Number by number; 0 where nothing is of nothing."""
    ratios: Counts = part / np.maximum(whole, 1e-9)
    return ratios


def f1(sums: Counts) -> Counts:
    """Of (…, 3) sums of what is right, told and wanted: 2·right / (told + wanted)."""
    return ratio(2 * sums[..., 0], sums[..., 1] + sums[..., 2])


def resampled(name: str, cases: Counts, of: Statistic, *, n: int, better: Better = "higher") -> Figure:
    """`of` the summed counts, one row a case or document; the interval from 1,000 draws of rows with a fixed seed.

    `n`: how many cases it rests on. The interval is widened to hold the value, which a bootstrap does not promise.
    """
    value = float(of(cases.sum(axis=0)[None, :])[0]) if len(cases) else 0.0
    low, high = np.percentile(of(_draw(cases)), [2.5, 97.5]) if len(cases) else (0.0, 1.0)
    return Figure(name=name, value=value, low=min(float(low), value), high=max(float(high), value), n=n, better=better)


def _draw(cases: Counts) -> Counts:
    random, size = np.random.default_rng(SEED), len(cases)
    drawn = np.empty((DRAWS, cases.shape[1]))
    for row in drawn:
        row[:] = random.multinomial(size, np.full(size, 1 / size)) @ cases
    return drawn


def grouped(counts: Counts, groups: Sequence[Any]) -> Counts:
    """Rows of one document added up, one row a document: its cases stand or fall together when documents are drawn. `groups`: whose each row is."""
    if len(counts) == 0:
        return counts
    _, places = np.unique(np.asarray([str(group) for group in groups]), return_inverse=True)
    summed = np.zeros((places.max() + 1, counts.shape[1]))
    np.add.at(summed, places, counts)
    return summed


def median(name: str, values: Sequence[float]) -> Figure:
    """The median of at least one value, the less the better; of nine the second and the eighth lie round it with 96 %."""
    ordered = sorted(values)
    at = 1 if len(ordered) >= 9 else 0
    return Figure(
        name=name, value=statistics.median(ordered), low=ordered[at], high=ordered[-1 - at], n=len(ordered),
        better="lower", steady=False,
    )  # fmt: skip
