"""What goes to the chat and what to the digest, with the reason in words (method §3.5). Nothing is dropped.

May import: types.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from monitor.types import MOVES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from monitor.types import Alert, Rules

WEEK, DAY = timedelta(days=7), timedelta(days=1)
TOP_SPEAKER = 5
DISMISSED_FACTOR = 10.0
DIGEST_KINDS = ("emphasis", "wording", "new_theme", "speaker_level", "divergence")
"""Found weekly, over many streams at once: the chat's budget of false alarms is spent on the lines themselves."""


class Channel(NamedTuple):
    """Where an alert goes; `held` says why not to the chat."""

    name: Literal["chat", "digest"]
    held: str | None = None


CHAT = Channel("chat")


def channel_of(
    alert: Alert, *, rule: str, chat: Sequence[Alert], rules: Rules, dismissed: bool = False, quiet: bool = False
) -> Channel:
    """`chat` are the chat alerts of the weeks around `alert.at`; `dismissed`: a person dismissed this pattern lately.

    `quiet`: it was found when old material took its place in the stream; what a backlog brings is told in no chat.
    """
    reasons = (
        "found with a backlog: a move of the past" if quiet else None,
        _by_kind(alert, rule),
        _by_verdict(alert, rules) if dismissed else None,
        _by_severity(alert, rule, rules),
        _by_budget(alert, rule, chat, rules),
    )
    held = next((reason for reason in reasons if reason is not None), None)
    return CHAT if held is None else Channel("digest", held)


def _by_kind(alert: Alert, rule: str) -> str | None:
    if rule == "check":
        return "baseline check: confirm or correct the row"
    if rule == "sign":
        return "signs of a move: in the chat once the evidence is enough"
    if alert.kind in DIGEST_KINDS:
        return always_held(alert.kind)
    if rule == "first" and alert.speaker_level < TOP_SPEAKER:
        return f"first position by a speaker of level {alert.speaker_level}: in the chat from level {TOP_SPEAKER}"
    return None


def always_held(kind: str) -> str:
    """Why an alert of one of DIGEST_KINDS is not in the chat."""
    return f"{kind}: always in the digest"


def _by_verdict(alert: Alert, rules: Rules) -> str | None:
    needed = DISMISSED_FACTOR * rules.apart
    return None if alert.ratio >= needed else f"dismissed before: needs R of {needed:.0f} for 60 days"


def _by_severity(alert: Alert, rule: str, rules: Rules) -> str | None:
    if rule == "flash" or alert.severity >= rules.alerts.min_severity:
        return None
    return f"severity {alert.severity} below {rules.alerts.min_severity}"


def _by_budget(alert: Alert, rule: str, chat: Sequence[Alert], rules: Rules) -> str | None:
    times = [other.at for other in chat if other.key != alert.key]
    flashes = [other.at for other in chat if other.key != alert.key and is_flash(other)]
    if rule == "flash" and fullest(flashes, alert.at, WEEK) >= rules.flash.per_week:
        return f"budget: {rules.flash.per_week} unconfirmed alerts in these 7 days"
    if fullest(times, alert.at, DAY) >= rules.alerts.per_day:
        return f"budget: {rules.alerts.per_day} alerts in these 24 hours"
    if fullest(times, alert.at, WEEK) >= rules.alerts.per_week:
        return f"budget: {rules.alerts.per_week} alerts in these 7 days"
    return None


def is_flash(alert: Alert) -> bool:
    """Whether it took one of the week's places for unconfirmed shifts."""
    return alert.status == "unconfirmed" and alert.kind in MOVES and not alert.signs


def fullest(times: Iterable[datetime], at: datetime, span: timedelta) -> int:
    """The most of `times` that any window of `span` holds which also holds `at`; late alerts keep the budget too."""
    near = sorted(time for time in times if abs(time - at) < span)
    starts = [time for time in near if time <= at] or [at]
    return max(sum(start <= time < start + span for time in near) for start in (*starts, at))
