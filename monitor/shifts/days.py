"""Days and weeks, and labels by day: what the rolling baseline and the burn-in are summed from. Whole millionths, so that
sums are exact.

May import: types.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import timedelta
from operator import add, sub
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

UNIT = 1_000_000
TOPS = tuple(tuple(float(k == top) for k in range(5)) for top in range(5))


class Labels(NamedTuple):
    """Weighted labels added up, `n` utterances; `counts` in millionths: five of the soft labels, five of their best levels.

    The detector compares soft labels with soft labels; how far a line moved is read from the best levels, because soft
    labels all lean to the middle.
    """

    counts: tuple[int, ...]
    n: int

    @property
    def shares(self) -> tuple[float, ...]:
        return tuple([count / UNIT for count in self.counts[:5]])

    @property
    def tops(self) -> tuple[float, ...]:
        return tuple([count / UNIT for count in self.counts[5:]])

    def plus(self, other: Labels, sign: int = 1) -> Labels:
        """With the other's added; with sign −1 taken away."""
        return Labels(tuple(map(add if sign > 0 else sub, self.counts, other.counts)), self.n + sign * other.n)


NONE = Labels((0,) * 10, 0)


def labels_of(levels: Sequence[float], weight: float) -> Labels:
    """One utterance's label."""
    return Labels(tuple([round(share * weight * UNIT) for share in with_top(levels)]), 1)


def with_top(levels: Sequence[float]) -> tuple[float, ...]:
    """A label followed by its best level alone."""
    top = max(range(5), key=levels.__getitem__)
    return (*levels, *TOPS[top])


class Days:
    """Labels by day (ordinal), and the sum over a window that moves forward."""

    __slots__ = ("_high", "_low", "_sum", "labels", "ordinals")

    def __init__(self, rows: Sequence[Sequence[int]] = ()) -> None:
        self.ordinals = [row[0] for row in rows]
        self.labels = [Labels(tuple(row[2:]), row[1]) for row in rows]
        self._low, self._high, self._sum = 0, -1, NONE

    def add(self, day: int, labels: Labels, sign: int = 1) -> None:
        """Adds to a day, or takes back with sign −1; a day left with nothing goes."""
        at = bisect_left(self.ordinals, day)
        if at == len(self.ordinals) or self.ordinals[at] != day:
            self.ordinals.insert(at, day)
            self.labels.insert(at, NONE)
        self.labels[at] = self.labels[at].plus(labels, sign)
        if self.labels[at].n == 0:
            del self.ordinals[at], self.labels[at]
        if day <= self._high:
            self.forget_window()

    def between(self, first: int, last: int) -> Labels:
        """The sum over first … last, both included."""
        chosen = self.labels[bisect_left(self.ordinals, first) : bisect_right(self.ordinals, last)]
        total = NONE
        for labels in chosen:
            total = total.plus(labels)
        return total

    def after(self, day: int, last: int) -> list[int]:
        """The days with labels that lie after `day`, up to `last`."""
        return self.ordinals[bisect_right(self.ordinals, day) : bisect_right(self.ordinals, last)]

    def window(self, first: int, last: int) -> Labels:
        """As `between`, cheap while both ends only move forward."""
        if self._high < 0 or first < self._low or last < self._high:
            self._sum = self.between(first, last)
        else:
            gone = self.between(self._low, min(first - 1, self._high))
            come = self.between(max(self._high + 1, first), last)
            self._sum = self._sum.plus(gone, -1).plus(come)
        self._low, self._high = first, last
        return self._sum

    def forget_window(self) -> None:
        self._low, self._high, self._sum = 0, -1, NONE

    def dump(self, since: int) -> list[list[int]]:
        """[day, n, counts…] from `since` on."""
        at = bisect_left(self.ordinals, since)
        return [
            [day, labels.n, *labels.counts] for day, labels in zip(self.ordinals[at:], self.labels[at:], strict=True)
        ]


def monday(at: datetime) -> date:
    """The first day of the ISO week."""
    return at.date() - timedelta(days=at.weekday())


def week_name(day: date) -> str:
    """The ISO week, like 2025-W09."""
    week = day.isocalendar()
    return f"{week.year}-W{week.week:02d}"
