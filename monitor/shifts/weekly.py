"""What is decided once a week, over all that was said: who speaks for a line, which lines fell silent, who moved apart, which
words are new.

A function of what was said and when, not of the order in which it came. May import: types, and shifts.budget, compose,
divergence, dropped, emphasis, speakers, told_wording, weekly_found.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from monitor.shifts.budget import channel_of
from monitor.shifts.compose import compose
from monitor.shifts.divergence import divergence_shifts
from monitor.shifts.dropped import dropped_lines, volumes
from monitor.shifts.emphasis import frozen_weeks
from monitor.shifts.speakers import speaker_shifts
from monitor.shifts.told_wording import is_told_again, wording_shifts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from monitor.shifts.compose import WeighContext
    from monitor.shifts.weekly_found import Found
    from monitor.types import Alert, Rules, Said, Utterance, Worded, Wording, World

LOOKED_AT = timedelta(days=14)
"""The week and the one before: what arrived late may have completed a shift in a week that was told already."""
ONE_STORY = timedelta(days=28)
SHOWN = 8


def weekly_shifts(
    said: Iterable[Said],
    *,
    world: World,
    rules: Rules,
    until: datetime,
    starved: frozenset[tuple[str, date]] = frozenset(),
    worded: Iterable[Worded] = (),
) -> tuple[Found, ...]:
    """What showed lately, up to `until`; earlier shifts were found in their own week.

    `starved`: weeks without an office's feeds; `worded`: what was said by its words, as far back as `new_wording.back`.
    """
    known = {office.id for office in world.offices}
    codes = {issue.code for issue in world.issues}
    told = [u for u in said if u.at < until and u.key.office in known and u.key.issue in codes]
    ordered = sorted(told, key=lambda u: (u.at, u.id))
    since = until - LOOKED_AT
    return (
        *speaker_shifts(ordered, world=world, rules=rules, since=since),
        *dropped_lines(ordered, rules=rules, until=until, starved=starved),
        *divergence_shifts(ordered, world=world, rules=rules, since=since),
        *wording_shifts(worded, world=world, rules=rules, until=until, frozen=frozen_weeks(volumes(ordered)) | starved),
    )


def shown_ids(found: Sequence[Found]) -> list[str]:
    """The utterances whose words the alerts show."""
    return sorted({id_ for one in found for id_ in (*one.favouring[:SHOWN], *one.against[:SHOWN])})


def weekly_alerts(
    found: Sequence[Found], words: Sequence[Utterance], *, context: WeighContext, now: datetime
) -> tuple[Alert, ...]:
    """The alerts of what was found, each with its channel; those whose words are gone, or that are known, are left out."""
    by_id = {utterance.id: utterance for utterance in words}
    alerts: list[Alert] = []
    for one in found:
        favouring = tuple(_shown_first(by_id[id_], one.shown) for id_ in one.favouring[:SHOWN] if id_ in by_id)
        if not favouring:
            continue
        against = tuple(_shown_first(by_id[id_], one.shown) for id_ in one.against[:SHOWN] if id_ in by_id)
        shift = replace(one.shift, utterances=favouring, against=against)
        draft = compose(shift, None, context=context, now=now)
        if any(_is_told(draft, other, context.rules) for other in context.near):
            continue
        # None of their kinds goes to the chat, so what stands there does not matter.
        channel = channel_of(draft, rule=shift.rule, chat=(), rules=context.rules)
        alerts.append(replace(draft, channel=channel.name, held=channel.held))
    return tuple(alerts)


def beside(found: Sequence[Alert], louder: Sequence[Alert]) -> tuple[Alert, ...]:
    """Alerts of emphasis but those of a line that fell silent: it is told as that, not as one that is talked of less as well."""
    silent = {(alert.office, alert.issue) for alert in found if alert.shown_kind == "dropped"}
    return tuple(alert for alert in louder if (alert.office, alert.issue) not in silent)


def _shown_first(utterance: Utterance, shown: Mapping[str, Wording]) -> Utterance:
    """The utterance with the words that make the point before its best ones."""
    words = shown.get(utterance.id)
    if words is None:
        return utterance
    where = (words.article, words.start)
    return replace(utterance, evidence=tuple(sorted(utterance.evidence, key=lambda e: (e.article, e.start) != where)))


def _is_told(draft: Alert, other: Alert, rules: Rules) -> bool:
    """Whether it was told, perhaps with another start: late material moves the estimate, not the story."""
    if draft.shown_kind == "new_wording":
        return is_told_again(draft, other, rules.new_wording)
    same = (draft.shown_kind, draft.office, draft.issue) == (other.shown_kind, other.office, other.issue)
    return same and draft.key != other.key and abs(draft.at - other.at) <= ONE_STORY
