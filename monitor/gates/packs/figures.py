"""Scored packs → figures and tables."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from monitor.gates.calibration import promises_kept, reliability
from monitor.gates.figures import Table
from monitor.gates.intervals import resampled, share
from monitor.gates.packs.plan import DECISIVE, MANNERS
from monitor.gates.packs.score import kind_of, status_of
from monitor.types import MOVES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from monitor.gates.figures import Figure
    from monitor.gates.intervals import Counts
    from monitor.gates.packs.score import Answered, Scored

FULL = 150.0
"""Utterances of a week for which the budget of false alarms is set; rates are told for such a week."""
WITHIN = 28
OTHERS = (DECISIVE, "walk_back", "new_position", "wording", "emphasis", "check", *MANNERS)


def move_figures(scored: Sequence[Scored]) -> Iterable[Figure]:
    """How lines that moved by two levels or more were found, and those that moved by one."""
    moved = [a for s in scored for a in s.answered if a.gold.kind in MOVES]
    far = [a for a in moved if a.gold.distance >= 2]
    found = [a for a in moved if a.alerts]
    named = [(a, next((x for x in a.alerts if x.status == "confirmed"), None)) for a in found]
    yield share("far-found-28-days", (_in_time(a) for a in far))
    yield share("far-without-signs-28-days", (_in_time(a, signs=False) for a in far))
    yield share("far-confirmed-28-days", (_in_time(a, confirmed=True) for a in far))
    yield share("near-found-60-days", (bool(a.alerts) for a in moved if a.gold.distance < 2))
    yield share("direction", (a.right_way for a in found))
    yield share("kind", (alert.kind == a.gold.kind for a, alert in named if alert is not None))


def other_figures(scored: Sequence[Scored]) -> Iterable[Figure]:
    """Every other kind: found at all."""
    for kind in OTHERS:
        golds = [a for s in scored for a in s.answered if a.gold.kind == kind]
        if golds:
            yield share(f"found-{kind}", (bool(a.alerts) for a in golds))


def false_figures(scored: Sequence[Scored]) -> Iterable[Figure]:
    """Alerts that no shift explains, for a week of 150 utterances; the budget is for confirmed ones. Signs of a move are in no chat."""
    yield rate("false-confirmed-a-week", scored, [s.false(MOVES, status="confirmed") for s in scored])
    yield rate("false-unconfirmed-a-week", scored, [s.false(MOVES, status="unconfirmed") for s in scored])
    yield rate("false-signs-a-week", scored, [s.false(MOVES, status="signs") for s in scored])


def false_manners(scored: Sequence[Scored]) -> Iterable[Figure]:
    """The same for each of the kinds that need no move of the level."""
    for kind in MANNERS:
        counts = [s.false((kind,), status="confirmed") for s in scored]
        yield rate(f"false-{kind}-a-week", scored, counts)


def rate(name: str, scored: Sequence[Scored], counts: Sequence[int]) -> Figure:
    """Events of a week of 150 utterances; the interval draws whole packs."""
    cases = np.array([[n, s.utterances] for n, s in zip(counts, scored, strict=True)], dtype=float).reshape(-1, 2)
    figure = resampled(name, cases, a_week, n=sum(s.utterances for s in scored), better="lower")
    return replace(figure, steady=False)


def a_week(sums: Counts) -> Counts:
    """(events, utterances) → events of a full week."""
    weekly: Counts = FULL * sums[:, 0] / np.maximum(sums[:, 1], 1)
    return weekly


def confidence(scored: Sequence[Scored]) -> tuple[Figure, Table]:
    """Whether stated confidence means what it says, of confirmed moves in packs in which one line moves."""
    told = [(a, s) for s in scored for a in s.alerts if kind_of(a) in MOVES and a.status == "confirmed"]
    promises = [(alert.confidence, alert.key in s.founded) for alert, s in told]
    return promises_kept("confidence-ece", promises), reliability("confidence of confirmed moves", promises)


def kinds_table(scored: Sequence[Scored]) -> Table:
    """For each kind: how many, found, after how many days, under which names."""
    golds = [a for s in scored for a in s.answered]
    kinds = list(dict.fromkeys(a.gold.kind for a in golds))
    rows = [_kind_row(kind, [a for a in golds if a.gold.kind == kind]) for kind in kinds]
    return Table(title="what moved", columns=("kind", "n", "found", "median days", "first told as"), rows=tuple(rows))


def _kind_row(kind: str, ours: Sequence[Answered]) -> tuple[str, ...]:
    days = [d for a in ours if (d := a.days()) is not None]
    told = Counter(f"{kind_of(a.first)} {status_of(a.first)}" for a in ours if a.first is not None)
    names = ", ".join(f"{name} {n}" for name, n in told.most_common(3))
    return kind, str(len(ours)), str(len(days)), f"{median(days):.0f}" if days else "–", names


def unfounded_table(scored: Sequence[Scored]) -> Table:
    """What was told without ground, by kind and status, for a week of 150 utterances."""
    told = Counter((kind_of(a), status_of(a), a.channel) for s in scored for a in s.unfounded)
    n = max(sum(s.utterances for s in scored), 1)
    rows = tuple((*names, str(count), f"{FULL * count / n:.2f}") for names, count in told.most_common())
    columns = ("told as", "status", "channel", "n", "a week")
    return Table(title=f"what no shift explains, {n} utterances", columns=columns, rows=rows)


def _in_time(answered: Answered, *, confirmed: bool = False, signs: bool = True) -> bool:
    days = answered.days(confirmed=confirmed, signs=signs)
    return days is not None and days <= WITHIN
