"""What a stream is expected to say before anything was heard: baseline rows, the prior they give, and signs.

May import: types.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from monitor.types import LEVELS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from monitor.types import Baseline, Issue, Position, StreamKey

EXACT, NEIGHBOUR, ANYWHERE = 0.70, 0.15, 0.15
"""How a reader's label falls about the true level (method §3.2); to be replaced by a validated confusion matrix."""

USES = ("position", "condition", "provisional", "bloc")


@dataclass(frozen=True, slots=True)
class Seed:
    """The rows that may seed one stream, in the order of preference; each counts from its own date on."""

    rows: tuple[Position, ...]

    def on(self, day: date) -> Position | None:
        """The row in force on `day`; a row is never held against what was said before it."""
        return next((row for row in self.rows if row.as_of <= day), None)


def seed_of(key: StreamKey, bloc: str, baseline: Baseline) -> Seed:
    """The office's own rows first, then those of its bloc; pinned before open, newest first."""
    own = [row for row in baseline.positions if row.seeds and row.issue == key.issue and row.office == key.office]
    shared = [
        row
        for row in baseline.positions
        if row.seeds and row.issue == key.issue and row.office is None and row.bloc == bloc
    ]
    return Seed(tuple(_ranked(own)) + tuple(_ranked(shared)))


def _ranked(rows: Sequence[Position]) -> list[Position]:
    return sorted(rows, key=lambda row: (not row.pinned, USES.index(row.use), -row.as_of.toordinal(), row.id))


@lru_cache(maxsize=32)
def label_prior(level: int, share: float) -> tuple[float, ...]:
    """Expected *labels* for an actor at `level`: `share` there, the rest on its neighbours, as the reader mislabels them."""
    spread = _about(level, share, 1 - share)
    mixed = [0.0] * len(LEVELS)
    for true, mass in zip(LEVELS, spread, strict=True):
        seen = _about(true, EXACT, NEIGHBOUR)
        for index, part in enumerate(seen):
            mixed[index] += mass * (part + ANYWHERE / len(LEVELS))
    return tuple(mixed)


def _about(level: int, at: float, beside: float) -> list[float]:
    """`at` on the level, `beside` shared by the neighbours that exist."""
    neighbours = [other for other in LEVELS if abs(other - level) == 1]
    return [at if other == level else beside / len(neighbours) if other in neighbours else 0.0 for other in LEVELS]


UNIFORM = tuple(1 / len(LEVELS) for _ in LEVELS)


def hardening_sign(issue: Issue, bloc: str) -> int:
    """+1 where a move up is harder towards the other side, −1 where a move down is, 0 where neither or not given."""
    return issue.hardening_sign.get(bloc, 0)
