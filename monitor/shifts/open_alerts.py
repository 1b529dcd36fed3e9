"""One story, one alert: what was found again renews the open alert, inside the cool-down, or until the line goes back or further. May import: types, shifts.compose, explain."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.shifts.compose import alert_id
from monitor.shifts.explain import PARAPHRASED, SINGLE, mentions
from monitor.types import LEVELS, MOVES, RaisedWith

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime, timedelta

    from monitor.types import Alert, Evidence

MOST_LATER = 5
"""Places met after it was raised; those that it was raised on are kept, all of them."""
FAR = 2
"""Levels: a line that is so far from where it had moved has left it, wherever it came from."""
LACKS = (PARAPHRASED, SINGLE)
"""What both must lack before their alert does."""


def open_alert(
    alert: Alert, known: Sequence[Alert], cool_down: timedelta, stood: Sequence[datetime | None]
) -> Alert | None:
    """The known alert that `alert` is the same story as: the same key, or the same stream and direction, inside the cool-down or because it goes on.

    What goes further than a confirmed one is a story of its own. `stood`: when each level, from −2 up, was last taken before.
    """
    same = [
        other
        for other in known
        if not _goes_past(alert, other)
        and (other.key == alert.key or _same_story(alert, other, cool_down) or goes_on(alert, other, known, stood))
    ]
    return max(same, key=lambda other: (other.channel == "chat", other.at), default=None)


def _same_story(alert: Alert, other: Alert, cool_down: timedelta) -> bool:
    if any(is_check(a) or is_bundle(a) for a in (alert, other)) or alert.kind not in MOVES or other.kind not in MOVES:
        return False
    same = _same_way(alert, other) and alert.signs == other.signs
    return same and abs(alert.at - other.at) <= cool_down


def _same_way(alert: Alert, other: Alert) -> bool:
    """Whether both are of one stream and direction; on an issue without a harder side, up or down the axis."""
    same = (alert.office, alert.issue, alert.direction) == (other.office, other.issue, other.direction)
    return same and (alert.direction is not None or alert.way == other.way)


def goes_on(alert: Alert, other: Alert, known: Sequence[Alert], stood: Sequence[datetime | None]) -> bool:
    """Whether the move of `alert` is one that `other` told of and nothing has confirmed, however long ago that was.

    So it is while the line has not gone back since it was last said to have moved, and goes no further; what confirms it may go further.
    """
    moves = other.one_move and (alert.one_move or alert.signs) and _same_way(alert, other) and other.at < alert.at
    if not moves or other.status == "confirmed" or any(_confirms(one, other) for one in known):
        return False
    return (alert.status == "confirmed" or not _is_further(alert, other)) and not _went_back(other, known, stood)


def _confirms(alert: Alert, other: Alert) -> bool:
    return alert.story == other.id and alert.status == "confirmed"


def _goes_past(alert: Alert, other: Alert) -> bool:
    """Whether it is one statement past where a confirmed move had gone: no part of that one."""
    moves = alert.one_move and other.one_move and _same_way(alert, other) and alert.at > other.at
    return moves and (alert.status, other.status) == ("unconfirmed", "confirmed") and _is_further(alert, other)


def _is_further(alert: Alert, other: Alert) -> bool:
    """Whether it says a level past all that the other one ever showed."""
    told = [side.level for side in (other.after, *(shown.after for shown in other.earlier)) if side.level is not None]
    level = alert.after.level
    return level is not None and all(alert.way * (level - known) > 0 for known in told)


def _went_back(other: Alert, known: Sequence[Alert], stood: Sequence[datetime | None]) -> bool:
    """Whether since then anything was said as far from where the line had moved as that is from where it was (two levels at most), or a move back was told.

    Any placed words count, however weak: where it is open whether a line went back, a move is told once too often rather than not at all.
    """
    before, after = other.before.level, other.after.level
    if before is None or after is None or before == after:
        return True
    far = min(FAR, abs(after - before))
    back = [at for level, at in zip(LEVELS, stood, strict=True) if other.way * (after - level) >= far]
    told = [one.at for one in known if one.one_move and one.way == -other.way and not _same_way(one, other)]
    return any(at is not None and at > other.last_said for at in (*back, *told))


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
