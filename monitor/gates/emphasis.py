"""Whether the detector of shares finds what is known to have moved real series, and how often it tells of something.

What else it tells is not judged: the alarms a year are alarms, not false ones. A known move counts as found where more talk is told in the
period that it falls into, or in the one after (with a month for a date: in any of that month, or in the one after).
"""

from __future__ import annotations

from itertools import chain
from math import sqrt
from statistics import median as middle
from typing import TYPE_CHECKING, NamedTuple

from monitor.gates.figures import Figure, Result, Table
from monitor.gates.intervals import median, share
from monitor.gates.looks import looks
from monitor.gates.series import EVENTS, GDELT, HEADLINES, TRENDS, events, gdelt, headlines, trend_files, trends

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from monitor.gates.series import Event, Series
    from monitor.shifts.emphasis import Alarm

NEEDS_GDELT = (GDELT, EVENTS)
NEEDS_STATE = (EVENTS, *HEADLINES.values(), *trend_files())
A_YEAR = {"week": 52.18, "month": 12.0}
LATER = 8
"""Periods after which a known move is not thought to be what was told."""


class Known(NamedTuple):
    """A known move in one series: the place of its first and last period, and what was told of it first, if anything, at which place."""

    event: Event
    series: Series
    first: int
    last: int
    told: Alarm | None
    at: int | None

    @property
    def begun(self) -> int | None:
        """The place of the period in which it is said to have begun."""
        return None if self.told is None else _place(self.series, self.told.run.since)

    @property
    def off(self) -> int | None:
        """How many periods the told start lies before (−) or after the true one."""
        begun = self.begun
        return None if begun is None else begun - min(max(begun, self.first), self.last)


def measure_gdelt(data: Path) -> Result:
    """All years: this set has no part that is kept aside. Raises UsageError."""
    return measure("gdelt", [gdelt(data)], events(data))


def measure_state(data: Path) -> Result:
    """Headlines by week and texts by month, until 2022. Raises UsageError."""
    weekly = chain.from_iterable(headlines(data, source) for source in HEADLINES)
    monthly = chain.from_iterable(trends(data, source) for source in TRENDS)
    return measure("ru_state_stream", [*weekly, *monthly], events(data))


def measure(subject: str, series: Sequence[Series], happened: Sequence[Event]) -> Result:
    """Moves found and alarms a year, over all series, and a table of each."""
    told = {(one.name, one.term): looks(one.shares) for one in series}
    known = [
        _known(event, one, told[one.name, one.term]) for event in happened for one in series if event.shows_in(one)
    ]
    at_once = [k.at is not None and k.at <= k.last + 1 for k in known]
    offs = [abs(k.off) for k in known if k.off is not None]
    years = sum(len(one.shares) / A_YEAR[one.unit] for one in series)
    figures = (
        share("found-within-one", at_once),
        share(f"found-within-{LATER}", [k.at is not None for k in known]),
        *((median("start-off-periods", offs),) if offs else ()),
        _a_year(sum(map(len, told.values())), years, n=sum(len(one.shares) for one in series)),
    )
    rows = tuple(_row(one, told[one.name, one.term]) for one in series)
    columns = ("series", "term", "unit", "periods", "from", "to", "n a period", "alarms", "a year")
    return Result(
        gate="emphasis",
        subject=subject,
        figures=figures,
        tables=(Table(title=f"{subject}: series", columns=columns, rows=rows), _moves(subject, known)),
    )


def _known(event: Event, series: Series, told: Sequence[Alarm]) -> Known:
    first, last = _place(series, event.first), _place(series, event.last)
    for alarm in told:
        at = _place(series, alarm.week.week)
        if first <= at <= last + LATER and alarm.run.share > alarm.base.share:
            return Known(event, series, first, last, alarm, at)
    return Known(event, series, first, last, None, None)


def _place(series: Series, day: date) -> int:
    """Of the last period that begins on that day or before."""
    return max(sum(one.week <= day for one in series.shares) - 1, 0)


def _a_year(count: int, years: float, *, n: int) -> Figure:
    """A Poisson count over these years, its interval on the scale of the square root."""
    low, high = max(sqrt(count) - 0.98, 0.0) ** 2, (sqrt(count + 1) + 0.98) ** 2
    return Figure(name="alarms-a-year", value=count / years, low=low / years, high=high / years, n=n, better="lower")


def _row(series: Series, told: Sequence[Alarm]) -> tuple[str, ...]:
    shares = series.shares
    years = len(shares) / A_YEAR[series.unit]
    return (
        series.name, series.term, series.unit, str(len(shares)), shares[0].week.isoformat(), shares[-1].week.isoformat(),
        f"{middle(one.n for one in shares):.0f}", str(len(told)), f"{len(told) / years:.2f}",
    )  # fmt: skip


def _moves(subject: str, known: Sequence[Known]) -> Table:
    rows = [
        (
            k.event.name, f"{k.event.first}", k.series.name,
            "not told" if k.told is None else f"{k.told.week.week}",
            "–" if k.told is None else f"{k.told.run.since}",
            "–" if k.off is None else f"{k.off:+d}",
            "–" if k.told is None else f"{k.told.base.share:.3%} → {k.told.run.share:.3%}",
        )
        for k in known
    ]  # fmt: skip
    columns = ("known move", "from", "series", "told in", "since", "periods off", "share")
    return Table(title=f"{subject}: known moves", columns=columns, rows=tuple(rows))
