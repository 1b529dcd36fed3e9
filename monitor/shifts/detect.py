"""The change detector: a capped likelihood-ratio Shiryaev–Roberts e-detector on any small alphabet.

Method §3.1 (Shin, Ramdas, Rinaldo: e-detectors). Plain lists: with five letters they beat arrays. May import: types.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erf, log, sqrt
from typing import TYPE_CHECKING, NamedTuple

from monitor.types.levels import mean_of, mode_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.types import DetectRules

Table = tuple[tuple[float, ...], ...]
"""table[alternative][letter]: the likelihood ratio of one label."""

ALTERNATIVES = (-2, -1, 1, 2)
BINARY = (-1, 1)
STAY, ANY = 0.9, 0.1
CEILING = 1e12
"""R stops here: far above any threshold, and a number that every JSON reader takes."""
HALF = 0.5
"""Levels by which a line must surely have moved."""
PSEUDO = 0.1
"""Dirichlet pseudo-count of each letter in the posterior of a stretch."""


def likelihood_table(q: Sequence[float], rules: DetectRules, alternatives: Sequence[int] = ALTERNATIVES) -> Table:
    """L_j(k) = min(r_j(k)/q(k), c)/Z_j, r_j = .9·shift(q, j) + .1·uniform, Z_j = (1−ε)·E_q + ε·max."""
    floored = [max(share, rules.floor) for share in q]
    total = sum(floored)
    base = [share / total for share in floored]
    return tuple(_ratios(base, by, rules) for by in alternatives)


def _ratios(base: list[float], by: int, rules: DetectRules) -> tuple[float, ...]:
    uniform = ANY / len(base)
    capped = [min((STAY * m + uniform) / q, rules.cap) for m, q in zip(_moved(base, by), base, strict=True)]
    expected = sum(q * c for q, c in zip(base, capped, strict=True))
    scale = (1 - rules.epsilon) * expected + rules.epsilon * max(capped)
    return tuple(c / scale for c in capped)


def _moved(base: list[float], by: int) -> list[float]:
    """The distribution moved by so many letters; what would leave the alphabet stays at its end."""
    last = len(base) - 1
    moved = [0.0] * len(base)
    for letter, mass in enumerate(base):
        moved[min(max(letter + by, 0), last)] += mass
    return moved


class Stretch(NamedTuple):
    """The labels since the most likely start of a change towards one alternative."""

    by: int
    start: int
    n: int
    counts: tuple[float, ...]


@dataclass(slots=True)
class Track:
    """One alternative: its part of R, and the run since its most likely start (an ordinal day)."""

    r: float
    run: float
    start: int
    n: int
    counts: list[float]


class Detector:
    """R = Σ ω_j R_j with R_j ← (R_j + 1)·L_j(p)^w, and for each alternative the start that maximises Π L_j."""

    __slots__ = ("alternatives", "tracks")

    def __init__(self, alternatives: Sequence[int] = ALTERNATIVES, letters: int = 5) -> None:
        self.alternatives = tuple(alternatives)
        self.tracks = [Track(0.0, 0.0, 0, 0, [0.0] * letters) for _ in self.alternatives]

    @property
    def ratio(self) -> float:
        """R, at most CEILING."""
        return sum(track.r for track in self.tracks) / len(self.tracks)

    def towards(self, way: int) -> float:
        """The part of R that speaks for a move up (1) or down (−1) the alphabet."""
        pairs = zip(self.tracks, self.alternatives, strict=True)
        return sum(track.r for track, by in pairs if by * way > 0) / len(self.tracks)

    def update(
        self, table: Table, p: Sequence[float], weight: float, day: int, *, counted: Sequence[float] | None = None
    ) -> None:
        """One label: soft, p sums to 1; `weight` is its evidence exponent 0…1. `counted` is what the stretch adds up (p)."""
        counted = p if counted is None else counted
        for track, row in zip(self.tracks, table, strict=True):
            likelihood: float = sum([a * b for a, b in zip(p, row, strict=True)]) ** weight
            track.r = min((track.r + 1) * likelihood, CEILING)
            if track.run <= 0:
                track.run, track.start, track.n, track.counts = 0.0, day, 0, [0.0] * len(counted)
            track.run += log(likelihood)
            track.n += 1
            track.counts = [count + weight * share for count, share in zip(track.counts, counted, strict=True)]

    def winner(self) -> int:
        """The index of the alternative with the most evidence."""
        return max(range(len(self.tracks)), key=lambda index: self.tracks[index].r)

    def stretch(self) -> Stretch:
        """What the winning alternative saw since its most likely start."""
        index = self.winner()
        track = self.tracks[index]
        return Stretch(self.alternatives[index], track.start, track.n, tuple(track.counts))

    def reset(self) -> None:
        letters = len(self.tracks[0].counts)
        self.tracks = [Track(0.0, 0.0, 0, 0, [0.0] * letters) for _ in self.alternatives]

    def dump(self) -> list[list[float]]:
        """JSON-able: one list an alternative."""
        return [[t.r, t.run, t.start, t.n, *t.counts] for t in self.tracks]

    @classmethod
    def load(cls, rows: Sequence[Sequence[float]], alternatives: Sequence[int] = ALTERNATIVES) -> Detector:
        detector = cls(alternatives, len(rows[0]) - 4)
        detector.tracks = [Track(r, run, int(start), int(n), list(counts)) for r, run, start, n, *counts in rows]
        return detector


def chance_beyond(counts: Sequence[float], bound: float, sign: int) -> float:
    """P(sign·mean > sign·bound) under the Dirichlet posterior of `counts` (normal approximation of its mean)."""
    alpha = [count + PSEUDO for count in counts]
    total = sum(alpha)
    mean = mean_of(alpha)
    second = sum(a * level * level for a, level in zip(alpha, (-2, -1, 0, 1, 2), strict=True)) / total
    deviation = sqrt(max(second - mean * mean, 1e-9) / (total + 1))
    return 0.5 * (1 + erf(sign * (mean - bound) / deviation / sqrt(2)))


def kind_of(before: Sequence[float], after: Sequence[float], rules: DetectRules, *, sign: int) -> str | None:
    """Reversal, hardening or softening (method §2.3), or None where the posterior does not carry it.

    `before` is the baseline distribution, `after` the counts since the start; `sign` the issue's hardening sign.
    """
    delta = mean_of(after) - mean_of(before)
    up = 1 if delta > 0 else -1
    if abs(delta) < rules.min_delta or chance_beyond(after, mean_of(before) + HALF * up, up) < rules.posterior:
        return None
    if is_reversal(mode_of(before), mode_of(after)) and chance_beyond(after, 0.0, up) >= rules.posterior:
        return "reversal"
    if sign == 0:
        return "reversal" if abs(mode_of(after) - mode_of(before)) >= 2 else None
    return "hardening" if sign * up > 0 else "softening"


def is_apart(heard: Sequence[float], after: Sequence[float], way: int) -> bool:
    """Whether the counts since the start lie half a level or more that way of what was heard before; so too where nothing was."""
    return not any(heard) or way * (mean_of(after) - mean_of(heard)) >= HALF


def is_reversal(before: int, after: int) -> bool:
    """Whether two levels lie on different halves of the axis, at least two apart."""
    return before * after < 0 and abs(after - before) >= 2


def direction_of(delta: float, sign: int) -> str | None:
    """`harder`, `softer`, or None on an issue that has no harder side."""
    if sign == 0 or delta == 0:
        return None
    return "harder" if sign * delta > 0 else "softer"


def sureness_of(ratio: float, rules: DetectRules) -> float:
    """The chance that the line has moved if its statements were read rightly: odds = h·g·R, after Shiryaev's h·R.

    h is how often lines change; g is by how much R understates what labels bear out, since it is capped and allows for noise (ADR 20).
    """
    odds = rules.change_rate * rules.understated * ratio
    return odds / (1 + odds)


def confidence_of(ratio: float, borne_out: float, rules: DetectRules, *, provisional: bool) -> float:
    """What the evidence says times the share of such alerts that were borne out; .15 lower on a baseline that has not settled (method §3.5)."""
    return max(0.0, borne_out * sureness_of(ratio, rules) - (0.15 if provisional else 0.0))
