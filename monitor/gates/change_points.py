"""The detector of shares on series of two public benchmarks, scored as they score, beside saying that nothing ever changes.

It looks period after period and knows nothing of what comes: TCPD's published methods see the whole series. An alarm's place is where the
change is said to have begun (TCPD), and the moment at which it is told (NAB).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from monitor.gates.benchmarks import NAB, TCPD, nab, tcpd
from monitor.gates.change_scores import covering, f1, nab_score
from monitor.gates.figures import Figure, Result, Table
from monitor.gates.intervals import resampled, share
from monitor.gates.looks import looks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from monitor.gates.intervals import Counts

NEEDS_TCPD, NEEDS_NAB = (TCPD,), (NAB,)


def measure_tcpd(data: Path) -> Result:
    """Mean F1 (margin 5) and covering over the series. Raises UsageError."""
    scores, rows = [], []
    for series in tcpd(data):
        place = {share.week: at for share, at in zip(series.shares, series.places, strict=True)}
        found = [place[alarm.run.since] for alarm in looks(series.shares)]
        people, length = series.people, series.length
        told = (f1(people, found), covering(people, found, length), f1(people, []), covering(people, [], length))
        scores.append(told)
        places = ", ".join(map(str, found)) or "–"
        rows.append((series.name, str(length), *(f"{score:.3f}" for score in told), places))
    names = ("f1", "cover", "f1-if-nothing-changes", "cover-if-nothing-changes")
    figures = tuple(_mean(name, [told[at] for told in scores]) for at, name in enumerate(names))
    columns = ("series", "length", "F1", "cover", "F1 nothing", "cover nothing", "found")
    return Result(
        gate="change-points", subject="tcpd", figures=figures,
        tables=(Table(title="tcpd: series", columns=columns, rows=tuple(rows)),),
    )  # fmt: skip


def measure_nab(data: Path) -> Result:
    """The standard profile, scaled so that the perfect detector has 100 and the one that says nothing has 0. Raises UsageError."""
    scores, rows, windows = [], [], []
    for series in nab(data):
        place = {share.week: at for share, at in zip(series.shares, series.places, strict=True)}
        found = [place[alarm.week.week] for alarm in looks(series.shares)]
        raw = nab_score(series.length, series.windows, found)
        hit = [any(first <= at <= last for at in found) for first, last in series.windows]
        outside = sum(not any(first <= at <= last for first, last in series.windows) for at in found)
        scores.append((raw, len(series.windows)))
        windows += hit
        rows.append((series.name, str(series.length), f"{raw:.2f}", f"{sum(hit)} of {len(hit)}", str(outside)))
    figure = resampled("nab-standard", np.array(scores, float), _scaled, n=len(scores))
    columns = ("file", "records", "raw score", "windows found", "alarms outside")
    return Result(
        gate="change-points", subject="nab", figures=(figure, share("windows-found", windows)),
        tables=(Table(title="nab: files", columns=columns, rows=tuple(rows)),),
    )  # fmt: skip


def _scaled(sums: Counts) -> Counts:
    """0 to 100, of raw scores and windows: saying nothing loses one for each window."""
    return 100 * (sums[:, 0] + sums[:, 1]) / np.maximum(2 * sums[:, 1], 1)


def _mean(name: str, values: Sequence[float]) -> Figure:
    cases = np.array([(value, 1.0) for value in values])
    return resampled(name, cases, lambda sums: sums[:, 0] / np.maximum(sums[:, 1], 1), n=len(values))
