"""A shift → an alert: ids, sides, numbers, evidence, words. May import: types, and shifts.days, detect, explain, severity."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from monitor.shifts.days import week_name
from monitor.shifts.detect import confidence_of
from monitor.shifts.explain import after_claim, caveats, headline, level_words, reason, rolling_claim, unchanged
from monitor.shifts.severity import severity_of
from monitor.types import Alert, AlertSide, Evidence
from monitor.types.people import SIGNS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from monitor.shifts.retold import Likeness
    from monitor.types import (
        Article,
        Baseline,
        Issue,
        Position,
        Rules,
        Shift,
        StreamKey,
        StreamState,
        TrackRecord,
        Utterance,
        Versions,
        WordingPair,
        World,
    )

SHOWN_FOR, SHOWN_AGAINST = 5, 2
SHOWN_WORDS = 8
"""Of new wording: what it is can be seen from its uses alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighContext:
    """What weighing needs beside the article and its streams.

    `chat`: chat alerts within a week of the times of all statements on either side; `office_history`: utterances of each office and
    its first; `siblings`: each office's streams; `dismissed`: (stream, direction) patterns dismissed in the last 60 days;
    `near`: alerts of any office on the issues at hand, from about that time; `likeness`: tells translated words, None where
    there is no model of sentences; `record`: how often alerts were borne out; `hold_muted`: puts into the digest what people asked not
    to hear of; by itself it leaves every alert as it is.
    """

    world: World
    baseline: Baseline
    rules: Rules
    versions: Versions
    record: TrackRecord
    chat: Sequence[Alert] = ()
    office_history: Mapping[str, tuple[int, datetime | None]] = field(default_factory=dict)
    siblings: Mapping[str, Sequence[StreamState]] = field(default_factory=dict)
    dismissed: frozenset[tuple[StreamKey, str | None]] = frozenset()
    near: Sequence[Alert] = ()
    likeness: Likeness | None = None
    hold_muted: Callable[[Alert], Alert] = field(default=lambda alert: alert)


def alert_key(shift: Shift) -> str:
    """What makes it this alert: stable against doing the work again, and nearly so against late arrival."""
    if shift.story:
        return shift.story
    stream = f"{shift.key.office}:{shift.key.issue}"
    if shift.rule == "check":
        return f"check:{stream}:{shift.position}:{shift.direction or '-'}"
    if shift.rule == "first":
        return f"new_position:{stream}"
    if shift.rule == "wording":
        return f"wording:{stream}:{shift.position}:{'drift' if shift.ratio else 'first'}:{shift.since.isoformat()}"
    moved = f"{shift.kind}:{stream}:{shift.direction or '-'}:{week_name(shift.since)}"
    return f"{SIGNS}{moved}" if shift.rule == "sign" else moved


def alert_id(key: str) -> str:
    return sha256(key.encode()).hexdigest()[:16]


def compose(shift: Shift, article: Article | None, *, context: WeighContext, now: datetime) -> Alert:
    """The alert of a shift; its channel is decided afterwards. `article`: the one that completed it, where one did."""
    shift = replace(shift, ratio=round(shift.ratio, 1))  # so that its words never name another number than it shows
    office, issue = context.world.office(shift.key.office), context.world.issue(shift.key.issue)
    pair = pair_of(shift, context.rules)
    row = None if pair is not None else row_of(shift.position, context.baseline)
    best = shift.utterances[0]
    origins = tuple(dict.fromkeys(origin for utterance in shift.utterances for origin in utterance.origins))
    level = max(utterance.speaker_level for utterance in shift.utterances)
    primary = any(utterance.primary for utterance in shift.utterances)
    shown = SHOWN_WORDS if shift.rule == "new_wording" else SHOWN_FOR
    key, evidence = alert_key(shift), evidence_of(shift.utterances, shift.against, shown=shown)
    return Alert(
        id=alert_id(key),
        key=key,
        kind=shift.kind,
        status=shift.status,
        raised_at=now,
        at=shift.at,
        actor=best.actor,
        actor_name=actor_name(best.actor, office.name, context.world),
        office=office.id,
        office_name=office.name,
        bloc=office.bloc,
        issue=issue.code,
        issue_name=issue.name,
        before=_before(shift, row, context)
        if pair is None
        else AlertSide(level=None, claim=pair.name_a, baseline="rolling"),
        after=_after(shift, issue, pair),
        direction=shift.direction,
        confidence=_confidence(shift, context),
        borne_out=round(context.record.of(shift.kind), 3) if _computed(shift) else None,
        severity=severity_of(
            shift.before_level,
            shift.after_level,
            speaker_level=level,
            issue=issue,
            corroboration=len(origins) + primary,
        ),
        ratio=shift.ratio,
        since=shift.since,
        independent_sources=len(origins),
        copies=sum(utterance.copies for utterance in shift.utterances),
        evidence=evidence,
        unchanged=unchanged(shift, context.siblings.get(office.id, ()), context.rules),
        caveats=(*_others_line(shift, row, best.actor, context.world), *caveats(shift, article, row)),
        reason=reason(shift, context.rules, evidence, now=now),
        versions=context.versions,
        headline=headline(shift, office=office, issue=issue, pair=pair),
        speaker_level=level,
        owners=origins,
    )


def pair_of(shift: Shift, rules: Rules) -> WordingPair | None:
    """The watched pair of a shift of words, A being the word that is left, whichever the configuration names first."""
    pair = next((p for p in rules.wording if shift.rule == "wording" and p.id == shift.position), None)
    back = (shift.after_mean or 0.0) < (shift.before_mean or 0.0)
    return replace(pair, name_a=pair.name_b, name_b=pair.name_a) if pair is not None and back else pair


def row_of(position: str | None, baseline: Baseline) -> Position | None:
    return next((row for row in baseline.positions if row.id == position), None)


def actor_name(actor: str, otherwise: str, world: World) -> str:
    """A person's full name; the office's where it spoke as an institution."""
    person = world.person(actor)
    return otherwise if person is None else person.name


def _others_line(shift: Shift, row: Position | None, actor: str, world: World) -> tuple[str, ...]:
    """That the row was said by somebody else than who speaks now, where both are known."""
    if row is None or row.level != shift.before_level:
        return ()
    by, speaks = world.person_called(row.actor), world.person(actor)
    if by is None or by is speaks or (speaks is None and by.office_on(shift.at.date()) == shift.key.office):
        return ()
    then = ", who held the office then" if by.office_on(row.as_of) == shift.key.office else ""
    return (f"row {row.id} is what {by.name} said{then}",)


def _computed(shift: Shift) -> bool:
    return shift.status == "confirmed" or shift.rule == "sign"


def _confidence(shift: Shift, context: WeighContext) -> float:
    """A flash or a first position is worth what its like were worth (method §3.5)."""
    if not _computed(shift):
        return round(context.record.unconfirmed, 3)
    share, rules = context.record.of(shift.kind), context.rules.detect
    return round(confidence_of(shift.ratio, share, rules, provisional=shift.provisional), 3)


def _before(shift: Shift, row: Position | None, context: WeighContext) -> AlertSide:
    """The seed's row where the shift departs from it; what was heard lately where there is none or it no longer holds."""
    issue = context.world.issue(shift.key.issue)
    if shift.before_words:
        name = level_words(issue, shift.before_level) if shift.before_level is not None else ""
        claim = ", ".join(part for part in (name, shift.before_words) if part)
        return AlertSide(level=shift.before_level, level_name=name, claim=claim, baseline="rolling")
    if row is not None and row.level is not None and row.level == shift.before_level:
        return AlertSide(
            level=row.level,
            level_name=issue.axis.get(row.level, ""),
            claim=row.claim,
            baseline="pinned" if row.pinned else "seed",
            position=row.id,
            as_of=row.as_of,
        )
    if shift.before_level is None:
        return AlertSide(level=None, claim="no line known")
    return AlertSide(
        level=shift.before_level,
        level_name=level_words(issue, shift.before_level),
        claim=rolling_claim(shift, issue, row, context.rules),
        baseline="rolling",
    )


def _after(shift: Shift, issue: Issue, pair: WordingPair | None) -> AlertSide:
    if pair is not None or shift.after_level is None:
        return AlertSide(level=None, claim=pair.name_b if pair else shift.after_words)
    name = level_words(issue, shift.after_level)
    return AlertSide(level=shift.after_level, level_name=name, claim=after_claim(shift, issue))


def evidence_of(
    told: Sequence[Utterance], against: Sequence[Utterance], *, shown: int = SHOWN_FOR
) -> tuple[Evidence, ...]:
    """The best place of each utterance, strongest first, then what speaks against."""
    favouring = [place for utterance in told[:shown] for place in utterance.evidence[: 1 if len(told) > 1 else 3]]
    counter = [
        replace(place, favours=False) for utterance in against[:SHOWN_AGAINST] for place in utterance.evidence[:1]
    ]
    return (*favouring, *counter)
