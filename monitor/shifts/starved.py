"""Weeks in which an office was not heard because the feeds that carry it were away. Pure. May import: types, and shifts.days."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from monitor.shifts.days import monday

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    Absences = Mapping[str, Sequence[tuple[datetime, datetime]]]

LOST_PART = 0.3
"""An office that lost so much of what it is heard by says nothing with its silence."""
_WEEK = timedelta(days=7)


def starved_weeks(parts: Mapping[str, Mapping[str, float]], absences: Absences) -> frozenset[tuple[str, date]]:
    """(office, week) that lost too much. `parts`: for each office how much of what it says each feed alone brings;
    `absences`: when each feed was away."""
    away = {feed: _weekly(spans) for feed, spans in absences.items()}
    return frozenset(
        (office, week)
        for office, feeds in parts.items()
        for week in {week for feed in feeds for week in away.get(feed, {})}
        if sum(part * away.get(feed, {}).get(week, 0.0) for feed, part in feeds.items()) > LOST_PART
    )


def _weekly(spans: Iterable[tuple[datetime, datetime]]) -> dict[date, float]:
    """What part of each week the spans take."""
    taken: dict[date, float] = {}
    for began, ended in spans:
        week = monday(began)
        while (start := datetime.combine(week, time(), UTC)) < ended:
            part = (min(ended, start + _WEEK) - max(began, start)) / _WEEK
            taken[week] = taken.get(week, 0.0) + part
            week += _WEEK
    return taken
