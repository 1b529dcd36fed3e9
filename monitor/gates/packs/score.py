"""Alerts against what moved: what was found, when, under which name, and which alerts nothing stands behind.

May import: types, packs.plan.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from monitor.gates.packs.plan import DECISIVE
from monitor.types import MOVES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from monitor.gates.packs.plan import Gold, Pack
    from monitor.types import Alert

EARLY, ANSWERS = timedelta(days=2), timedelta(days=60)
"""An alert answers a shift from two days before (a retelling may bear an earlier date) to sixty days after."""

OF_TALK = ("emphasis", "new_position", "dropped", "speaker_level")
"""What changes how much is said of one issue, and so the shares of others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One shift of a pack and the alerts that it explains, oldest first."""

    gold: Gold
    alerts: tuple[Alert, ...]

    def days(self, *, confirmed: bool = False, signs: bool = True) -> float | None:
        """From the shift to its first alert (confirmed, or without signs of a move); None where it was not found."""
        told = [a for a in self.alerts if signs or not a.signs]
        when = [a.at for a in told if a.status == "confirmed" or not confirmed]
        return (min(when).date() - self.gold.day).days if when else None

    @property
    def first(self) -> Alert | None:
        """The oldest; None where the shift was not found."""
        return self.alerts[0] if self.alerts else None

    @property
    def right_way(self) -> bool:
        """Whether the oldest tells the move the way it went."""
        return self.first is not None and self.first.direction == self.gold.direction


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One pack, scored. `unfounded`: alerts that no shift explains."""

    answered: tuple[Answered, ...]
    unfounded: tuple[Alert, ...]
    alerts: tuple[Alert, ...]
    utterances: int
    founded: frozenset[str] = field(default=frozenset())

    def false(self, kinds: Iterable[str], *, status: Literal["confirmed", "unconfirmed", "signs"]) -> int:
        """How many alerts of these kinds and this status no shift explains."""
        wanted = tuple(kinds)
        return sum(kind_of(a) in wanted and status == status_of(a) for a in self.unfounded)


def kind_of(alert: Alert) -> str:
    """The alert's kind as readers know it; a question about a baseline row is none of them."""
    return "check" if alert.key.startswith("check:") else alert.shown_kind


def status_of(alert: Alert) -> Literal["confirmed", "unconfirmed", "signs"]:
    """Its status; what only tells of signs of a move has its own."""
    return "signs" if alert.signs else alert.status


def score(pack: Pack, alerts: Iterable[Alert], *, utterances: int) -> Scored:
    """What the alerts of a pack tell of its shifts; `utterances`: how many it was weighed from."""
    told = sorted(alerts, key=lambda alert: (alert.at, alert.id))
    answered = [Answered(gold=g, alerts=tuple(a for a in told if explains(g, a))) for g in pack.golds]
    said = {a.key for each in answered for a in each.alerts if _says(each.gold, a)}
    founded = frozenset(said | {a.key for a in told for gold in pack.golds if _shares(gold, a)})
    return Scored(
        answered=tuple(answered),
        unfounded=tuple(a for a in told if a.key not in founded),
        alerts=tuple(told),
        utterances=utterances,
        founded=founded,
    )


def explains(gold: Gold, alert: Alert) -> bool:
    """Whether the alert answers to the shift: its stream, its time, its kind (any move for a move)."""
    kinds = MOVES if gold.kind in (*MOVES, DECISIVE) else (gold.kind,)
    return (alert.office, alert.issue) == tuple(gold.key) and kind_of(alert) in kinds and _in_time(gold, alert)


def _in_time(gold: Gold, alert: Alert) -> bool:
    since = (alert.at.date() - gold.day).days
    return gold.kind == "check" or -EARLY.days <= since <= ANSWERS.days


def _says(gold: Gold, alert: Alert) -> bool:
    """Whether it says what happened: a move told the wrong way round has nothing behind it."""
    return gold.direction is None or alert.direction == gold.direction


def _shares(gold: Gold, alert: Alert) -> bool:
    """Where an office speaks more of one issue, its shares of all others fall, and where the president takes up a line, the
    minister's share of it: all of that is true. So is that a bloc is apart which one of its offices leaves."""
    if not _in_time(gold, alert):
        return False
    if kind_of(alert) == "divergence":
        return gold.kind == "divergence" and alert.issue == gold.key.issue
    ours = alert.office == gold.key.office or (gold.kind == "speaker_level" and alert.issue == gold.key.issue)
    return ours and gold.kind in OF_TALK and kind_of(alert) == "emphasis"
