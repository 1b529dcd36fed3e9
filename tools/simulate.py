"""The detector against other rules on simulated streams (method: five levels, labels 70 % exact, 15 % a neighbour, 15 % anywhere).

    python tools/simulate.py [STREAMS]

Each rule's threshold is set on one half of the streams so that it raises as many false alarms as the product does there; all
figures come from the other half. A shift comes after 20 live utterances; a baseline of 40 is known before.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from monitor.shifts.course import Course
from monitor.shifts.expected import Setting
from monitor.shifts.seeds import Seed
from monitor.types import LEVELS, Position, Rules, StreamKey, Utterance, Versions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

BURN_IN, LIVE, MOVE_AT, WATCHED = 40, 150, 20, 40
WEEK = 150.0
KEY = StreamKey("RU-MFA", "DIA")
START = datetime(2025, 3, 3, 9, tzinfo=UTC)
HAZARD, WINDOW, SLACK = 1 / 300, 8, 0.5


@dataclass(frozen=True)
class Stream:
    """What was heard before, what comes live, and the true level at first."""

    true: int
    before: list[int]
    live: list[int]


def drawn(rng: Random, distance: int, live: int) -> Stream:
    true = rng.choice(LEVELS)
    to = rng.choice([level for level in (true - distance, true + distance) if level in LEVELS])
    before = [label(rng, true) for _ in range(BURN_IN)]
    return Stream(true, before, [label(rng, to if index >= MOVE_AT else true) for index in range(live)])


def label(rng: Random, true: int) -> int:
    meant = true if rng.random() < 0.8 else rng.choice([x for x in (true - 1, true + 1) if x in LEVELS])
    draw = rng.random()
    if draw < 0.7:
        return meant
    return rng.choice([x for x in (meant - 1, meant + 1) if x in LEVELS]) if draw < 0.85 else rng.choice(LEVELS)


# ------------------------------------------------------------------------ rules


def product(stream: Stream, threshold: float) -> list[int]:
    """The product's own fold; its threshold follows from the shipped budget."""
    rules = Rules()
    assert threshold == rules.threshold
    row = Position(
        id="B",
        actor="",
        office="RU-MFA",
        bloc="RU",
        issue="DIA",
        level=stream.true,
        claim="",
        use="position",
        as_of=date(2023, 1, 1),
    )
    setting = Setting(
        key=KEY, rules=rules, sign=-1, seed=Seed((row,)), versions=Versions(baseline="", model="", code="")
    )
    course, found = Course(setting), []
    for number, level in enumerate(stream.before + stream.live):
        shifts = course.step(_utterance(number, level, quiet=number < BURN_IN))
        found += [number - BURN_IN for shift in shifts if shift.rule == "drift"]
    return found


def _utterance(number: int, level: int, *, quiet: bool) -> Utterance:
    a, b, c, d, e = (float(level == other) for other in LEVELS)
    at = START + timedelta(hours=12 * number)
    return Utterance(
        id=f"{number:06d}", key=KEY, actor="", said_at=at, levels=(a, b, c, d, e), weight=1.0, speaker_level=4,
        commitment="flat", primary=False, evidence=(), origins=("o",), copies=1, margin=1.0, quiet=quiet,
    )  # fmt: skip


def page(stream: Stream, threshold: float) -> list[int]:
    """Page's CUSUM on standardised levels, both ways."""
    mean, spread = _moments(stream)
    up = down = 0.0
    found = []
    for index, level in enumerate(stream.live):
        z = (level - mean) / spread
        up, down = max(0.0, up + z - SLACK), max(0.0, down - z - SLACK)
        if max(up, down) >= threshold:
            found.append(index)
            up = down = 0.0
    return found


def windowed(stream: Stream, threshold: float) -> list[int]:
    """The mean of the last eight against the baseline."""
    mean, spread = _moments(stream)
    found, since = [], 0
    for index in range(len(stream.live)):
        last = stream.live[max(since, index + 1 - WINDOW) : index + 1]
        if len(last) == WINDOW and abs(sum(last) / WINDOW - mean) / (spread / WINDOW**0.5) >= threshold:
            found.append(index)
            since = index + 1
    return found


def bocpd(stream: Stream, threshold: float) -> list[int]:
    """Adams and MacKay: P(the run did not begin with the baseline), Dirichlet counts of levels, hazard 1/300."""
    base = np.bincount([level + 2 for level in stream.before], minlength=5) + 1.0
    found = []
    runs, chances = [base.copy()], np.array([1.0])
    for index, level in enumerate(stream.live):
        seen = np.array([counts[level + 2] / counts.sum() for counts in runs])
        grown = chances * seen * (1 - HAZARD)
        chances = np.append(grown, (chances * seen).sum() * HAZARD)
        chances /= chances.sum()
        for counts in runs:
            counts[level + 2] += 1
        runs.append(np.ones(5))
        if 1 - chances[0] >= threshold:
            found.append(index)
            runs, chances = [base.copy()], np.array([1.0])
    return found


def _moments(stream: Stream) -> tuple[float, float]:
    return float(np.mean(stream.before)), max(float(np.std(stream.before)), 0.3)


GRIDS: dict[str, tuple[Callable[[Stream, float], list[int]], Sequence[float]]] = {
    "Page CUSUM, k=.5": (page, [x / 2 for x in range(6, 31)]),
    "z of the last 8": (windowed, [x / 10 for x in range(22, 56)]),
    "BOCPD": (bocpd, [0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99, 0.995]),
}


# -------------------------------------------------------------------- measuring


def false_rate(
    rule: Callable[[Stream, float], list[int]], threshold: float, streams: Iterable[Stream]
) -> tuple[float, float]:
    """False alarms in 150 utterances, and its standard error over streams."""
    counts = [len(rule(stream, threshold)) * WEEK / LIVE for stream in streams]
    return float(np.mean(counts)), float(np.std(counts) / len(counts) ** 0.5)


def delays(rule: Callable[[Stream, float], list[int]], threshold: float, streams: Iterable[Stream]) -> list[int]:
    """Utterances from the move to the first alarm after it; 99 where none came."""
    waited = []
    for stream in streams:
        after = [index for index in rule(stream, threshold) if index >= MOVE_AT]
        waited.append(after[0] - MOVE_AT + 1 if after else 99)
    return waited


def main(streams: int) -> None:
    rng = Random(2026)
    quiet = [drawn(rng, 0, LIVE) for _ in range(2 * streams)]
    moved = {d: [drawn(rng, d, MOVE_AT + WATCHED) for _ in range(streams)] for d in (1, 2)}
    tuned, reported = quiet[:streams], quiet[streams:]
    target, _ = false_rate(product, Rules().threshold, tuned)
    print(f"{streams} streams in each half; matched to {target:.3f} false alarms in {WEEK:.0f} utterances")
    print(
        "| rule (threshold) | false alarms | one level: median, within 10, within 40 | two levels: median, within 10 |"
    )
    for name, (rule, grid) in {"e-detector, as shipped": (product, [Rules().threshold]), **GRIDS}.items():
        threshold = (
            min(grid, key=lambda t, r=rule: abs(false_rate(r, t, tuned)[0] - target)) if len(grid) > 1 else grid[0]
        )
        rate, error = false_rate(rule, threshold, reported)
        one, two = (delays(rule, threshold, moved[d]) for d in (1, 2))
        print(
            f"| {name} ({threshold:g}) | {rate:.2f} ± {error:.2f} | {median(one):.0f}, {_within(one, 10):.2f}, {_within(one, 40):.2f}"
            f" | {median(two):.0f}, {_within(two, 10):.2f} |",
            flush=True,
        )


def _within(waited: Sequence[int], limit: int) -> float:
    return sum(wait <= limit for wait in waited) / len(waited)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
