"""Verdicts that people gave on real alerts, as labels for those of a replay. Pure.

May import: types, replay.changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from monitor.replay.changes import same_story

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from monitor.types import Alert

CONFIRM = "confirm"


class Judged(NamedTuple):
    """An alert of the past and the last word that a person said of it."""

    alert: Alert
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """How a replay stands to verdicts: of what was confirmed, found or missed; of what was dismissed, raised again or not."""

    found: tuple[Alert, ...]
    missed: tuple[Alert, ...]
    raised_again: tuple[Alert, ...]
    gone: tuple[Alert, ...]
    unjudged: int

    def as_json(self) -> dict[str, object]:
        return {
            "confirmed_found": len(self.found),
            "confirmed_missed": [_named(alert) for alert in self.missed],
            "dismissed_raised_again": [_named(alert) for alert in self.raised_again],
            "dismissed_gone": len(self.gone),
            "unjudged": self.unjudged,
        }


def labelled(alerts: Sequence[Alert], judged: Iterable[Judged]) -> Labels:
    """Each judged alert is looked for among the replay's: by its key, else as the same story."""
    told, answered = list(judged), set[str]()
    sorted_out: dict[tuple[bool, bool], list[Alert]] = {(c, f): [] for c in (True, False) for f in (True, False)}
    for one in told:
        again = [alert for alert in alerts if alert.key == one.alert.key or same_story(alert, one.alert)]
        answered |= {alert.key for alert in again}
        sorted_out[one.word == CONFIRM, bool(again)].append(one.alert)
    return Labels(
        found=tuple(sorted_out[True, True]),
        missed=tuple(sorted_out[True, False]),
        raised_again=tuple(sorted_out[False, True]),
        gone=tuple(sorted_out[False, False]),
        unjudged=sum(alert.key not in answered for alert in alerts),
    )


def _named(alert: Alert) -> dict[str, str]:
    return {"id": alert.id, "at": alert.at.date().isoformat(), "headline": alert.headline}
