"""Streams as they stood at the beginning of a day, so that what comes late need not fold its stream from the start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from monitor.types.shifts import StreamState

_LADDER = ((9, 1), (63, 7))
"""Up to so many days before the newest one milestone in each stretch of so many days; further back one in each of `_FAR`."""
_FAR = 91
"""A multiple of the others, so that what is kept for a longer stretch was kept for each shorter one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A stream folded over all that was said before midnight UTC at the beginning of `day`, and `made_with` what."""

    day: date
    state: StreamState
    made_with: str


def kept_days(days: Iterable[date], newest: date) -> frozenset[date]:
    """Which of the days of milestones to keep: the closer to the newest day of the stream, the denser.

    Most of what comes late is late by hours or days. A stream has about twenty milestones and four more each year. What is dropped here never
    has to be kept later, as days only grow older.
    """
    first: dict[tuple[int, int], date] = {}
    for day in sorted(days, reverse=True):
        stretch = _stretch((newest - day).days)
        first[stretch, day.toordinal() // stretch] = day
    return frozenset(first.values())


def _stretch(age: int) -> int:
    return next((stretch for reach, stretch in _LADDER if age <= reach), _FAR)
