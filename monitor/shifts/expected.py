"""What one stream is judged with, what it was expected to say, and a departure from that. May import: types, shifts.detect, seeds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from monitor.shifts.detect import Stretch
    from monitor.shifts.seeds import Seed
    from monitor.types import Position, Rules, StreamKey, Versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What one stream is judged with: the rules, the sign of its issue for its bloc, and the rows that may seed it."""

    key: StreamKey
    rules: Rules
    sign: int
    seed: Seed
    versions: Versions


class Expected(NamedTuple):
    """What a stream was expected to say, as soft labels and as best levels (`tops`).

    `heard`: the best levels that taught it, weighted, without row or prior. `known` is False where nothing was heard before and no row says it. `held`: how often each level was taken in the half
    year up to the newest days, since the line last moved; it says what is no news, whatever the row says.
    `moved`: the first day of the words by which the line moved to where it is expected now; None where it has not moved.
    """

    shares: tuple[float, ...]
    tops: tuple[float, ...]
    level: int
    baseline: str
    row: Position | None
    provisional: bool
    known: bool
    n: int
    heard: tuple[float, ...] = (0.0,) * 5
    held: tuple[float, ...] = (0.0,) * 5
    moved: date | None = None

    def times(self, level: int) -> float:
        """How often that level was taken, or one further from what is expected."""
        return sum(self.held[level + 2 :] if level > self.level else self.held[: level + 3])


class Alarm(NamedTuple):
    """A detector that sees a move, or signs of one, with what it is a departure from."""

    stretch: Stretch
    before: Expected
    kind: str
    ratio: float
