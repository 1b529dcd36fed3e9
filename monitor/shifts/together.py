"""Several offices of one bloc that move the same way on one issue within days: one message, not a storm (method §3.5).

The first ones are told as they come, nobody can know yet; from the configured number on one alert stands for all, is
counted once, and each further office joins it. Each office's own alert is in the digest, where that one is in the chat.

May import: types, shifts.compose, days, explain, open_alerts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.shifts.compose import alert_id
from monitor.shifts.days import week_name
from monitor.shifts.explain import dated, lowered
from monitor.shifts.open_alerts import is_bundle

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from monitor.types import Alert, Rules, World

VERBS = {"harder": "harden", "softer": "soften"}
HELD = "told together with others of its bloc in alert"
MOST_EVIDENCE = 8
KINDS = {"harder": "hardening", "softer": "softening"}


def companions(alert: Alert, others: Iterable[Alert], rules: Rules) -> list[Alert]:
    """The newest alert of each other office of the bloc that moved the same way on the issue at about that time."""
    newest: dict[str, Alert] = {}
    others = sorted(others, key=lambda other: (other.at, other.key))
    backs = {other.key: other for other in others if other.kind == "walk_back"}
    for other in others:
        moves, back = (
            other.office != alert.office and is_one_story(alert, other, rules),
            backs.get(f"walk_back:{other.key}"),
        )
        if moves and (back is None or other.said_since(back)):
            newest[other.office] = other
    return [newest[office] for office in sorted(newest)]


def is_one_story(alert: Alert, other: Alert, rules: Rules) -> bool:
    """Whether both are moves of one bloc, the same way on one issue, at about the same time."""
    moves = alert.one_move and other.one_move
    return moves and _joins(alert, other, rules)


def bundle(
    alert: Alert,
    with_: Sequence[Alert],
    known: Iterable[Alert],
    *,
    world: World,
    rules: Rules,
    fewest: int | None = None,
) -> Alert | None:
    """One alert for all of them, or the one that stands already, with `alert` joined; None where they are too few.

    `fewest`: so many are enough for one that stands already.
    It is as sure as the least sure of them, and as severe as the most severe.
    """
    standing = next((other for other in known if is_bundle(other) and _joins(alert, other, rules)), None)
    if len(with_) + 1 < (fewest if fewest and standing else rules.together.offices):
        return None
    members = sorted((alert, *with_), key=lambda a: (a.at, a.key))
    made = _made(alert, members, world=world, key=standing.key if standing else _key(members))
    if standing is None:
        return made
    return replace(
        made,
        id=standing.id,
        raised_at=standing.raised_at,
        at=standing.at,
        channel=standing.channel,
        held=standing.held,
        office=standing.office,
        office_name=standing.office_name,
    )


def _joins(alert: Alert, standing: Alert, rules: Rules) -> bool:
    same = (alert.bloc, alert.issue, alert.direction) == (standing.bloc, standing.issue, standing.direction)
    return same and alert.direction is not None and abs(alert.at - standing.at) <= rules.together.window


def _key(members: Sequence[Alert]) -> str:
    first = members[0]
    return f"together:{first.bloc}:{first.issue}:{first.direction}:{week_name(first.at)}"


def _made(alert: Alert, members: Sequence[Alert], *, world: World, key: str) -> Alert:
    direction = alert.direction or ""
    bloc = world.blocs.get(alert.bloc, alert.bloc)
    days = (members[-1].at - members[0].at).days + 1
    named = "; ".join(f"{a.office_name} on {dated(a.at)} (alert {a.id}, {a.status})" for a in members)
    evidence = tuple(place for a in members for place in a.evidence[:1])
    widest = max(members, key=lambda a: a.independent_sources)
    later = tuple(place for a in members for place in [e for e in a.evidence if e.later][:1])
    return replace(
        alert,
        id=alert_id(key),
        key=key,
        kind="reversal" if all(a.kind == "reversal" for a in members) else KINDS[direction],
        status="confirmed" if all(a.status == "confirmed" for a in members) else "unconfirmed",
        confidence=min(a.confidence for a in members),
        severity=max(a.severity for a in members),
        ratio=min(a.ratio for a in members),
        since=min(a.since for a in members),
        independent_sources=widest.independent_sources,
        owners=widest.owners,
        copies=sum(a.copies for a in members),
        evidence=(*evidence, *later)[:MOST_EVIDENCE],
        raised_with=None,
        caveats=tuple(dict.fromkeys(caveat for a in members for caveat in a.caveats)),
        speaker_level=max(a.speaker_level for a in members),
        headline=f"{bloc}: {len(members)} offices {VERBS[direction]} on {lowered(alert.issue_name)} within {days} days",
        reason=f"{len(members)} offices of one bloc moved the same way: {named}. One message stands for all; it is as sure"
        " as the least sure of them.",
    )


def held_for(together: Alert) -> str:
    """Why an office's own alert is not in the chat."""
    return f"{HELD} {together.id}"


def was_told_together(alert: Alert, near: Iterable[Alert]) -> bool:
    """Whether people were told of it by the alert that stands for several offices, as far as that is `near` to be looked at."""
    if alert.held is None or not alert.held.startswith(HELD):
        return False
    return all(other.channel == "chat" for other in near if held_for(other) == alert.held)
