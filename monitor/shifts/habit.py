"""What a stream usually does, on any small alphabet: how firmly it speaks, who speaks, with whom it agrees.

The detector is that of the levels, on other letters. May import: types, shifts.detect.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import erf, sqrt
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from monitor.shifts.detect import ALTERNATIVES, Detector, Table, likelihood_table
from monitor.types import Shift

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from monitor.types import Rules, StreamKey

SPREAD = 2.0
"""Uses spread over all letters before anything was heard: a letter that was never met is rare, not impossible."""


class Departure(NamedTuple):
    """R ≥ A: the counts that taught and those since the most likely start (an ordinal day), of `n` uses.

    `letter` is the one whose share rose most, `before` and `after` its shares.
    """

    start: int
    n: int
    taught: tuple[float, ...]
    counts: tuple[float, ...]
    letter: int
    before: float
    after: float
    ratio: float
    provisional: bool


@dataclass(slots=True)
class Habit:
    """`counts` by letter (and, behind the letters, whatever else is counted along), of the uses that taught.

    What is known from an archive always teaches, the newest most; what is heard live only until `taught` uses are known,
    or a slow change would become its own measure.
    """

    letters: int
    counts: list[float]
    detector: Detector
    n: int = 0
    kept: tuple[tuple[float, ...], Table] | None = None

    @classmethod
    def fresh(cls, letters: int, *, beside: int = 0, alternatives: Sequence[int] = ALTERNATIVES) -> Habit:
        """Nothing heard yet; `beside`: how many numbers are counted along."""
        return cls(letters, [0.0] * (letters + beside), Detector(alternatives, letters + beside))

    def hear(
        self, use: Sequence[float], weight: float, *, day: int, quiet: bool, rules: Rules, beside: Sequence[float] = ()
    ) -> Departure | None:
        """Takes the next use: shares over the letters that add up to 1. Answers where R ≥ A and the shares carry it."""
        found = None if quiet else self._judge(use, weight, day, rules, (*use, *beside))
        if quiet or self.n < rules.habit.taught:
            self._learn((*use, *beside), weight, rules)
        return found

    def _learn(self, counted: Sequence[float], weight: float, rules: Rules) -> None:
        mass = sum(self.counts[: self.letters])
        fade = min(1.0, rules.habit.taught / (mass + weight)) if mass else 1.0
        self.counts = [fade * known + weight * new for known, new in zip(self.counts, counted, strict=True)]
        self.n += 1

    def _judge(
        self, use: Sequence[float], weight: float, day: int, rules: Rules, counted: Sequence[float]
    ) -> Departure | None:
        if self.n < rules.baseline.provisional_at:
            return None
        self.detector.update(self._table(rules), use, weight, day, counted=counted)
        provisional = self.n < rules.baseline.settled_at
        if self.detector.ratio < rules.needed("conditionality", provisional=provisional):
            return None
        return self._departure(rules, provisional=provisional)

    def _table(self, rules: Rules) -> Table:
        shares = self.shares
        if self.kept is None or self.kept[0] != shares:
            self.kept = (shares, likelihood_table(shares, rules.detect, self.detector.alternatives))
        return self.kept[1]

    @property
    def shares(self) -> tuple[float, ...]:
        """How often each letter is expected."""
        heard = self.counts[: self.letters]
        mass = sum(heard) + SPREAD
        return tuple([(count + SPREAD / self.letters) / mass for count in heard])

    def _departure(self, rules: Rules, *, provisional: bool) -> Departure | None:
        stretch, before = self.detector.stretch(), self.shares
        after = share_of(stretch.counts[: self.letters])
        letter = max(range(self.letters), key=lambda k: after[k] - before[k])
        rise = after[letter] - before[letter]
        since = sum(stretch.counts[: self.letters])
        if rise < rules.habit.min_rise or chance_above(after[letter], since, before[letter]) < rules.detect.posterior:
            return None
        return Departure(
            stretch.start,
            stretch.n,
            tuple(self.counts),
            stretch.counts,
            letter,
            before[letter],
            after[letter],
            self.detector.ratio,
            provisional,
        )

    def restart(self, departure: Departure) -> None:
        """What was done since the start of the departure is the habit from here on."""
        self.counts, self.n = list(departure.counts), departure.n
        self.detector.reset()

    def dump(self) -> dict[str, Any]:
        """JSON-able."""
        return {"counts": self.counts, "n": self.n, "detector": self.detector.dump()}

    @classmethod
    def load(cls, kept: Mapping[str, Any], letters: int, *, alternatives: Sequence[int] = ALTERNATIVES) -> Habit:
        return cls(letters, list(kept["counts"]), Detector.load(kept["detector"], alternatives), kept["n"])


def departed(
    departure: Departure,
    key: StreamKey,
    *,
    kind: Literal["conditionality", "speaker_level", "divergence"],
    rule: Literal["habit", "voice_up", "voice_down", "apart", "cohesion"],
    at: datetime,
) -> Shift:
    """The shift of a departure; which words it is told in, and which utterances show it, is its kind's to say."""
    return Shift(
        key=key,
        kind=kind,
        status="confirmed",
        direction=None,
        before_mean=departure.before,
        after_mean=departure.after,
        baseline="rolling",
        position=None,
        ratio=departure.ratio,
        since=date.fromordinal(departure.start),
        at=at,
        utterances=(),
        provisional=departure.provisional,
        rule=rule,
    )


def share_of(counts: Sequence[float]) -> tuple[float, ...]:
    """Counts as shares; all 0 where there are none."""
    total = sum(counts)
    return tuple([count / total if total else 0.0 for count in counts])


def chance_above(share: float, n: float, bound: float) -> float:
    """P(true share > bound) where `share` of `n` uses was seen (normal approximation of the Beta posterior)."""
    mean = (share * n + 0.5) / (n + 1)
    deviation = sqrt(mean * (1 - mean) / (n + 2))
    return 0.5 * (1 + erf((mean - bound) / deviation / sqrt(2)))
