"""A walk-back: the same office returns to its line within three days of an unconfirmed alert (method §2.3).

May import: types, shifts.budget, detect, open_alerts.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from monitor.shifts.budget import is_flash
from monitor.shifts.open_alerts import is_bundle, is_check
from monitor.types import Shift
from monitor.types.levels import mode_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.types import Alert, FlashRules, Utterance

WITHIN = timedelta(hours=72)
NEAR = 0.5


def withdrawn(
    utterance: Utterance, alerts: Sequence[Alert], rules: FlashRules, *, cool_down: timedelta
) -> Alert | None:
    """The newest unconfirmed alert of the stream that this utterance takes back; it must be as clear as one that may open an alert.

    `cool_down`: what was said again after so long was news again.
    """
    unclear = utterance.margin < rules.min_margin or utterance.commitment == "denied"
    if utterance.quiet or not utterance.agreeing or unclear:
        return None
    # What was confirmed since is no decisive statement any more that another one outweighs: going back is then a move of its own.
    confirmed = {alert.story for alert in alerts if alert.status == "confirmed" and alert.at <= utterance.said_at}
    open_ones = [alert for alert in alerts if alert.id not in confirmed and _takes_back(utterance, alert, cool_down)]
    return max(open_ones, key=lambda alert: alert.at, default=None)


def _takes_back(utterance: Utterance, alert: Alert, cool_down: timedelta) -> bool:
    if (alert.office, alert.issue) != tuple(utterance.key) or alert.before.level is None:
        return False
    raised_by_it = any(place.article in _articles(utterance) for place in alert.evidence)
    if not is_flash(alert) or is_check(alert) or is_bundle(alert) or raised_by_it:
        return False
    # One that was told long ago and said again now is taken back by what follows that.
    at = alert.last_said if alert.last_said - alert.at > cool_down else alert.at
    in_time = at < utterance.said_at <= at + WITHIN
    return in_time and abs(mode_of(utterance.levels) - alert.before.level) <= NEAR


def _articles(utterance: Utterance) -> set[str]:
    return {place.article for place in utterance.evidence}


def walk_back(utterance: Utterance, alert: Alert, *, towards: tuple[float, float]) -> Shift:
    """The shift that closes `alert`. `towards`: the evidence for a move down, and for one up; shown is what is left for the move taken back."""
    return Shift(
        key=utterance.key,
        kind="walk_back",
        status="unconfirmed",
        direction=_opposite(alert.direction),
        before_mean=None,
        after_mean=utterance.mean,
        baseline=alert.before.baseline or "rolling",
        position=alert.before.position,
        ratio=towards[alert.way > 0],
        since=utterance.said_at.date(),
        at=utterance.said_at,
        utterances=(utterance,),
        reason=f"takes back alert {alert.id}",
        rule="return",
        before_level=alert.after.level,
        after_level=mode_of(utterance.levels),
    )


def _opposite(direction: Literal["harder", "softer"] | None) -> Literal["harder", "softer"] | None:
    if direction is None:
        return None
    return "softer" if direction == "harder" else "harder"
