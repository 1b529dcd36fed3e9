"""Whether a distribution over levels keeps what it promises: of what it calls 70 % sure, 70 % should be right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from monitor.gates.figures import Result, Table
from monitor.gates.intervals import resampled
from monitor.gates.statements import side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.gates.figures import Figure
    from monitor.gates.intervals import Counts
    from monitor.gates.statements import Placed

BINS = 10

Promise = tuple[float, bool]
"""A probability, and whether what it was given to came true."""


def calibration_of(placed: Sequence[Placed], *, language: str) -> Result:
    """Over all statements with a true level, the issue given; those left open too, since their distributions are used."""
    told = [(p.levels, p.wanted) for p in placed if p.levels is not None and p.wanted is not None]
    levels = [_level_promise(given, wanted) for given, wanted in told]
    sides = [_side_promise(given, wanted) for given, wanted in told]
    figures = (promises_kept("level-ece", levels), promises_kept("side-ece", sides)) if told else ()
    tables = (reliability(f"level, {language}", levels), reliability(f"side, {language}", sides)) if told else ()
    return Result(gate="calibration", subject=language, figures=figures, tables=tables, own=True)


def _level_promise(levels: Sequence[float], wanted: int) -> Promise:
    best = max(range(5), key=lambda k: (levels[k], -abs(k - 2)))
    return levels[best], best - 2 == wanted


def _side_promise(levels: Sequence[float], wanted: int) -> Promise:
    shares = {"-": levels[0] + levels[1], "0": levels[2], "+": levels[3] + levels[4]}
    best = max(shares, key=lambda s: (shares[s], s == "0"))
    return min(shares[best], 1.0), best == side(wanted)


def promises_kept(name: str, promises: Sequence[Promise]) -> Figure:
    """Expected calibration error: the mean distance of promise and truth in a bin, by the size of the bin."""

    def error(sums: Counts) -> Counts:
        bins = sums.reshape(len(sums), BINS, 3)
        gaps: Counts = np.abs(bins[..., 1] - bins[..., 2]).sum(axis=1) / np.maximum(bins[..., 0].sum(axis=1), 1)
        return gaps

    return resampled(name, _binned(promises), error, n=len(promises), better="lower")


def _binned(promises: Sequence[Promise]) -> Counts:
    """For each promise and bin: how many, the sum of promises, how many came true."""
    counts = np.zeros((len(promises), BINS, 3))
    for row, (p, right) in zip(counts, promises, strict=True):
        row[min(int(p * BINS), BINS - 1)] = (1, p, right)
    return counts.reshape(len(promises), BINS * 3)


def reliability(title: str, promises: Sequence[Promise]) -> Table:
    """What was promised beside what came true, a row a tenth."""
    bins = _binned(promises).sum(axis=0).reshape(BINS, 3)
    rows = tuple(
        (f"{k / BINS:.1f}-{(k + 1) / BINS:.1f}", f"{n:.0f}", f"{p / n:.2f}", f"{right / n:.2f}")
        for k, (n, p, right) in enumerate(bins)
        if n
    )
    return Table(title=title, columns=("promised", "n", "mean promise", "came true"), rows=rows)
