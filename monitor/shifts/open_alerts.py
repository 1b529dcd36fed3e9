"""One story, one alert: what was found again inside the cool-down renews the open alert. May import: types, shifts.compose, explain."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.shifts.compose import alert_id
from monitor.shifts.explain import PARAPHRASED, SINGLE, mentions
from monitor.types import RaisedWith

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import timedelta

    from monitor.types import Alert, Evidence

MOVES = ("reversal", "hardening", "softening")
MOST_LATER = 5
"""Places met after it was raised; those that it was raised on are kept, all of them."""
LACKS = (PARAPHRASED, SINGLE)
"""What both must lack before their alert does."""


def open_alert(alert: Alert, known: Iterable[Alert], cool_down: timedelta) -> Alert | None:
    """The known alert that `alert` is the same story as: the same key, or the same stream and direction inside the cool-down."""
    same = [other for other in known if other.key == alert.key or _same_story(alert, other, cool_down)]
    return max(same, key=lambda other: (other.channel == "chat", other.at), default=None)


def _same_story(alert: Alert, other: Alert, cool_down: timedelta) -> bool:
    if any(is_check(a) or is_bundle(a) for a in (alert, other)) or alert.kind not in MOVES or other.kind not in MOVES:
        return False
    same = (alert.office, alert.issue, alert.direction, alert.signs) == (
        other.office,
        other.issue,
        other.direction,
        other.signs,
    )
    return same and abs(alert.at - other.at) <= cool_down


def is_check(alert: Alert) -> bool:
    """Whether it only asks to confirm or correct a baseline row."""
    return alert.key.startswith("check:")


def is_bundle(alert: Alert) -> bool:
    """Whether it stands for several offices that moved together."""
    return alert.key.startswith("together:")


def renewed(known: Alert, again: Alert) -> Alert:
    """The open alert with what is new; it keeps its id, time, channel and what it was raised with, and a confirmed one stays so.

    It shows the level that was found last.
    """
    surer = known if known.status == "confirmed" and again.status == "unconfirmed" else again
    shown = known.led_on(surer) if surer.at >= known.last_said else known
    wider = max(again, known, key=lambda alert: alert.independent_sources)
    return replace(
        surer,
        id=known.id,
        key=known.key,
        raised_at=known.raised_at,
        at=known.at,
        since=min(known.since, again.since),
        kind=shown.kind,
        headline=shown.headline,
        before=shown.before,
        after=shown.after,
        earlier=shown.earlier,
        channel=known.channel,
        held=known.held,
        independent_sources=wider.independent_sources,
        owners=wider.owners,
        copies=max(known.copies, again.copies),
        evidence=_grown(known.evidence, again.evidence),
        caveats=tuple(caveat for caveat in surer.caveats if caveat not in LACKS or _both_lack(caveat, known, again)),
        raised_with=known.raised_with or RaisedWith(ratio=known.ratio, reason=known.reason),
    )


def _both_lack(caveat: str, known: Alert, again: Alert) -> bool:
    return caveat in known.caveats and caveat in again.caveats


def _grown(known: Sequence[Evidence], again: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The words that it was raised on, all of them and first; then what came after, the newest first."""
    first = {_place(e): e for e in known if not e.later}
    later = {_place(e): replace(e, later=True) for e in (*again, *known) if _place(e) not in first}
    return (*first.values(), *tuple(later.values())[:MOST_LATER])


def _place(evidence: Evidence) -> tuple[str, int, int]:
    return (evidence.article, evidence.start, evidence.end)


def confirming(alert: Alert, known: Alert) -> Alert:
    """A move that was told unconfirmed is confirmed: people hear of that too, and of which alert it confirms."""
    reason = f"{alert.reason} It confirms {mentions(known)}."
    return replace(alert, reason=reason, story=known.story or known.id)


def naming(alert: Alert, others: Iterable[Alert], cool_down: timedelta) -> Alert:
    """A confirmed move with the signs of it that the digest told of."""
    before = [other for other in others if other.signs and is_overtaken(other, alert, cool_down)]
    if not before or alert.signs:
        return alert
    last = max(before, key=lambda other: (other.at, other.id))
    return replace(alert, reason=f"{alert.reason} Signs of it were told: {mentions(last)}.")


def is_overtaken(signs: Alert, alert: Alert, cool_down: timedelta) -> bool:
    """Whether what there were signs of is told by `alert`, at about that time."""
    same = (alert.office, alert.issue, alert.direction) == (signs.office, signs.issue, signs.direction)
    return same and alert.one_move and abs(alert.at - signs.at) <= cool_down


def told_apart(alert: Alert, known: Iterable[Alert]) -> Alert:
    """A new alert beside those that were told otherwise: in the digest only, or unconfirmed; it would renew the one that has its key."""
    if all(alert.key != other.key for other in known):
        return alert
    key = f"{alert.key}:{alert.status}"
    return replace(alert, id=alert_id(key), key=key)
