"""The line a stream is held against: the seed's prior and what the burn-in taught, then, after a move, the new level.

May import: types, and shifts.seeds, shifts.days.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from monitor.shifts.days import NONE, Labels
from monitor.shifts.seeds import UNIFORM, label_prior

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from monitor.types import BaselineRules, Position

State = Literal["seed-only", "provisional", "settled"]


@dataclass(slots=True)
class Line:
    """`row`: id of the baseline row in force; `moved`: the level the stream moved to, None while it is held against its row.

    `until` is the last day that taught; from `provisional_at` utterances on, days teach only once they are old
    enough that a move would have been seen.
    """

    rules: BaselineRules
    row: str | None = None
    moved: int | None = None
    learned: Labels = NONE
    until: int = 0

    @property
    def state(self) -> State:
        """By the number of utterances that taught it (method §1.4); a level moved to was seen, so it is provisional at least."""
        if self.learned.n >= self.rules.settled_at:
            return "settled"
        if self.learned.n >= self.rules.provisional_at or self.moved is not None:
            return "provisional"
        return "seed-only"

    @property
    def takes_at_once(self) -> bool:
        """Whether what is said today teaches today."""
        return self.moved is None and self.learned.n < self.rules.provisional_at

    @property
    def takes_later(self) -> bool:
        return not self.takes_at_once and self.learned.n < self.rules.settled_at

    def expected(self, row: Position | None) -> tuple[float, ...]:
        """q = (Σ labels + n0·prior)/(Σ weights + n0); a pinned row's prior alone, unless the line moved away."""
        return self._mixed(self.learned.shares, row)

    def tops(self, row: Position | None) -> tuple[float, ...]:
        """As `expected`, of the best levels."""
        return self._mixed(self.learned.tops, row)

    def _mixed(self, heard: Sequence[float], row: Position | None) -> tuple[float, ...]:
        level = self.moved if self.moved is not None else row.level if row else None
        prior = UNIFORM if level is None else label_prior(level, self.rules.seed_share)
        if row is not None and row.pinned and self.moved in (None, row.level):
            return prior
        n0 = self.rules.prior_n
        mass = sum(heard) + n0
        return tuple([(share + n0 * p) / mass for share, p in zip(heard, prior, strict=True)])

    def teach(self, labels: Labels, day: int) -> None:
        self.learned = self.learned.plus(labels)
        self.until = max(self.until, day)

    def dump(self) -> dict[str, Any]:
        return {
            "row": self.row,
            "moved": self.moved,
            "learned": list(self.learned.counts),
            "n": self.learned.n,
            "until": self.until,
        }

    @classmethod
    def load(cls, rules: BaselineRules, kept: Mapping[str, Any]) -> Line:
        learned = Labels(tuple(kept["learned"]), kept["n"])
        return cls(rules, row=kept["row"], moved=kept["moved"], learned=learned, until=kept["until"])
