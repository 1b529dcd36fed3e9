"""One article's utterances against their streams: what grows, what moved, and who should hear of it.

May import: types, ports, and the rest of shifts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from monitor.ports import StreamMemory
from monitor.shifts.budget import channel_of
from monitor.shifts.compose import WeighContext, compose
from monitor.shifts.explain import mentions
from monitor.shifts.flash import NoFlash, flash
from monitor.shifts.merge import Placed, place
from monitor.shifts.new_position import new_position
from monitor.shifts.open_alerts import (
    confirming,
    goes_on,
    is_bundle,
    is_overtaken,
    naming,
    open_alert,
    renewed,
    told_apart,
)
from monitor.shifts.reprinted import first_heard
from monitor.shifts.streams import (
    Folded,
    fold_again,
    fold_all,
    fold_next,
    grown_in_trail,
    milestone_days,
    readable,
    setting_of,
    standing,
    unlike_its_past,
)
from monitor.shifts.together import bundle, companions, held_for, is_one_story, was_told_together
from monitor.shifts.walk_back import walk_back, withdrawn
from monitor.types import Weighed
from monitor.types.levels import mode_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from monitor.shifts.expected import Expected, Setting
    from monitor.types import Alert, Article, Shift, StreamKey, StreamState, Utterance
    from monitor.types.milestones import Milestone

WEEK = timedelta(days=7)
NOTHING = StreamMemory(state=None, recent=(), past=None, alerts=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One utterance weighed: how it stands, its stream (None: unchanged) with its milestones, its shifts and why there is none.

    `stood`: when each level, from −2 up, was last taken before it.
    """

    utterance: Utterance
    state: StreamState | None
    shifts: tuple[tuple[Shift, Alert | None], ...]
    notes: tuple[str, ...]
    milestones: tuple[Milestone, ...] = ()
    stood: tuple[datetime | None, ...] = ()


def weigh(
    article: Article,
    utterances: Sequence[Utterance],
    memory: Mapping[StreamKey, StreamMemory],
    *,
    context: WeighContext,
    now: datetime,
) -> Weighed:
    """What the store should keep of weighing one article.

    The result depends on the arguments only. `memory` holds every stream of `utterances`; one that is missing is new.
    """
    outcomes = [_weigh_one(utterance, memory.get(utterance.key, NOTHING), context) for utterance in utterances]
    known = {key: stream.alerts for key, stream in memory.items()}
    alerts, notes = _raise_all(outcomes, article, known, context, now)
    return Weighed(
        utterances=tuple(outcome.utterance for outcome in outcomes),
        streams=tuple(_states(outcomes, memory).values()),
        milestones=tuple(_milestones(outcomes)),
        alerts=alerts,
        notes=(*(note for outcome in outcomes for note in outcome.notes), *notes),
    )


def _states(outcomes: Sequence[Outcome], memory: Mapping[StreamKey, StreamMemory]) -> dict[StreamKey, StreamState]:
    """The streams that changed. An utterance that only grew by copies grows last, in the state that the others leave."""
    states: dict[StreamKey, StreamState] = {}
    for state in (outcome.state for outcome in outcomes if outcome.state is not None):
        states[state.key] = unlike_its_past(state) if state.key in states else state
    for told in (outcome.utterance for outcome in outcomes if outcome.state is None):
        before = states.get(told.key, memory.get(told.key, NOTHING).state)
        grown = None if before is None else grown_in_trail(before, told)
        if grown is not None:
            states[told.key] = grown
    return states


def _milestones(outcomes: Sequence[Outcome]) -> Iterator[Milestone]:
    """Of streams with one outcome: what another changed in the same stream a milestone would not hold."""
    told = Counter(outcome.utterance.key for outcome in outcomes)
    for outcome in outcomes:
        if outcome.state is not None and told[outcome.utterance.key] == 1:
            yield from outcome.milestones


# ------------------------------------------------------------- one utterance


def _weigh_one(utterance: Utterance, memory: StreamMemory, context: WeighContext) -> Outcome:
    setting = setting_of(
        utterance.key,
        world=context.world,
        baseline=context.baseline,
        rules=context.rules,
        versions=context.versions,
    )
    known = (*memory.recent, *(memory.past.said if memory.past else ()))
    placed = place(utterance, known, context.rules.merge, context.likeness)
    if placed.utterance == placed.known:
        return Outcome(utterance=placed.utterance, state=None, shifts=(), notes=(_note(utterance, "known already"),))
    folded, notes = _folded(placed, memory, setting)
    shifts, why = _found(placed, folded, memory, setting, context)
    state = None if placed.same_label else folded.state
    return Outcome(
        utterance=placed.utterance,
        state=state,
        shifts=shifts,
        notes=(*notes, *why),
        milestones=folded.milestones,
        stood=folded.stood,
    )


def _folded(placed: Placed, memory: StreamMemory, setting: Setting) -> tuple[Folded, tuple[str, ...]]:
    """The stream with the utterance in its place: the last step again, from the past where it is not the newest, else the next step."""
    utterance, state = placed.utterance, memory.state
    grown = state if placed.known is not None and readable(state) else None
    again = fold_again(grown, utterance, setting=setting) if grown is not None else None
    if again is not None:  # before the past: a copy of the newest must not cost what the whole stream costs
        return again, ()
    past = memory.past
    if past is None and grown is not None and not placed.same_label and memory.look_back is not None:
        past = memory.look_back()
    if past is not None:
        told = (*(other for other in past.said if other.id != utterance.id), utterance)
        return fold_all(told, setting=setting, since=utterance, start=past.start, days=milestone_days(told)), ()
    if grown is not None:
        grew = (_note(utterance, "grew without its stream's past: the stream stands as it was"),)
        as_it_was = grown if placed.same_label else unlike_its_past(grown)
        return standing(as_it_was, utterance, setting=setting), () if placed.same_label else grew
    late = state is not None and utterance.said_at < state.last_at
    note = (_note(utterance, "came late without its stream's past: taken as the newest"),) if late else ()
    return fold_next(state, utterance, setting=setting), note


def _found(
    placed: Placed, folded: Folded, memory: StreamMemory, setting: Setting, context: WeighContext
) -> tuple[tuple[tuple[Shift, Alert | None], ...], tuple[str, ...]]:
    """Every shift that the utterance completes. An utterance that only grew can still flash: its corroboration did."""
    utterance = placed.utterance
    drifts = () if placed.same_label else tuple((shift, None) for shift in folded.shifts)
    confirmed = any(shift.rule == "drift" for shift, _ in drifts)
    if utterance.quiet:
        return drifts, (_note(utterance, "quiet: teaches the baseline, raises nothing"),)
    back = withdrawn(utterance, memory.alerts, context.rules.flash, cool_down=context.rules.alerts.cool_down)
    if back is not None:
        return (*drifts, (walk_back(utterance, back, towards=folded.towards), back)), ()
    if confirmed:
        return drifts, ()
    old = first_heard(utterance, memory.older, context.rules.merge)
    if old is not None:
        return drifts, (_note(utterance, f"no news by itself: the same words were heard on {old.said_at:%Y-%m-%d}"),)
    others = _wordings(utterance, folded.expected, folded.told, context.rules.merge.window)
    quick = flash(
        utterance,
        folded.expected,
        others,
        week=_week_before(utterance, folded.told),
        rules=context.rules.flash,
        sign=setting.sign,
        towards=folded.towards,
    )
    if not isinstance(quick, NoFlash):
        told = tuple(pair for pair in drifts if pair[0].rule != "check")
        return (*told, (quick, None)), ()
    first = _first(utterance, folded, context)
    return (*drifts, *first), () if first else (_note(utterance, f"no flash: {quick.reason}"),)


def _first(utterance: Utterance, folded: Folded, context: WeighContext) -> tuple[tuple[Shift, Alert | None], ...]:
    if folded.expected.known:
        return ()
    told = [other for other in folded.told if other.id != utterance.id]
    office = context.office_history.get(utterance.key.office, (0, None))
    shift = new_position(
        utterance, told, expected=folded.expected, first_at=folded.first_at, office=office, rules=context.rules
    )
    return () if shift is None else ((shift, None),)


def _wordings(
    utterance: Utterance, expected: Expected, told: Iterable[Utterance], window: timedelta
) -> tuple[Utterance, ...]:
    """The stream's other wordings of the moment: those that lean the same way, and those of the same day that do not.

    The speaker's own page is not contradicted by what others made of it.
    """
    near = [u for u in told if u.id != utterance.id and not u.quiet and u.margin > 0]
    now = [u for u in near if abs(u.said_at - utterance.said_at) <= window]
    agreeing = [u for u in now if _leans(u, expected) == _leans(utterance, expected)]
    if utterance.primary:
        return tuple(agreeing)
    same_day = [u for u in now if u.said_at.date() == utterance.said_at.date() and u not in agreeing]
    return (*agreeing, *same_day)


def _week_before(utterance: Utterance, told: Iterable[Utterance]) -> int:
    """How many utterances the stream had in the seven days before this one's day; the memory shows a dozen at most."""
    since = utterance.said_at - WEEK
    return sum(since <= other.said_at and other.said_at.date() < utterance.said_at.date() for other in told)


def _leans(utterance: Utterance, expected: Expected) -> int:
    away = mode_of(utterance.levels) - expected.level
    return (away > 1) - (away < -1)


# ------------------------------------------------------------------ alerting


def _raise_all(
    outcomes: Sequence[Outcome],
    article: Article,
    known: Mapping[StreamKey, Sequence[Alert]],
    context: WeighContext,
    now: datetime,
) -> tuple[tuple[Alert, ...], tuple[str, ...]]:
    """The alerts of all shifts, weightiest first, so that the budget goes to what matters most; signs last, since the move itself stands for them."""
    if not any(outcome.shifts for outcome in outcomes):
        return (), ()
    drafts = [
        (compose(shift, article, context=context, now=now), shift, back, outcome)
        for outcome in outcomes
        for shift, back in outcome.shifts
    ]
    drafts.sort(key=lambda draft: (draft[0].signs, -draft[0].severity * draft[0].confidence, draft[0].key))
    chat = {alert.key: alert for alert in context.chat}
    raised: dict[str, Alert] = {}
    for draft, shift, back, outcome in drafts:
        others = _of_stream(shift.key, (*known.get(shift.key, ()), *chat.values(), *raised.values()))
        if draft.signs and _is_known(draft, others, outcome.stood, context):
            continue
        quiet = outcome.utterance.quiet
        alert = _settled(
            draft,
            shift,
            back,
            others=others,
            stood=outcome.stood,
            chat=tuple(chat.values()),
            context=context,
            quiet=quiet,
        )
        told = tuple({a.key: a for a in (*context.near, *chat.values(), *raised.values())}.values())
        chat_now = tuple(chat.values())
        all_ = (alert,) if quiet else _together(alert, told, shift.rule, chat=chat_now, context=context)
        for one in all_:
            raised[one.key] = one
            if one.channel == "chat":
                chat[one.key] = one
    notes = tuple(f"{a.office} {a.issue}: held for the digest: {a.held}" for a in raised.values() if a.held)
    return tuple(raised.values()), notes


def _is_known(signs: Alert, others: Sequence[Alert], stood: Sequence[datetime | None], context: WeighContext) -> bool:
    """Whether people know of the move itself: by an alert that was not taken back, nor is of a move before this one."""
    if any(goes_on(signs, other, others, stood) for other in others):
        return True
    keys = {other.key for other in others}
    return any(
        is_overtaken(signs, other, context.rules.alerts.cool_down)
        and f"walk_back:{other.key}" not in keys
        and (other.status == "unconfirmed" or other.at.date() >= signs.since)
        for other in others
    )


def _together(
    alert: Alert, told: Sequence[Alert], rule: str, *, chat: Sequence[Alert], context: WeighContext
) -> tuple[Alert, ...]:
    """The alert; and where it is one of several of its bloc, the one that stands for all, and the alert in the digest."""
    if any(other.office == alert.office and is_one_story(alert, other, context.rules) for other in told):
        return _grown(alert, told, context)  # told before: it grew, or is confirmed now, and is no further office
    others = companions(alert, told, context.rules)
    all_ = bundle(alert, others, told, world=context.world, rules=context.rules)
    if all_ is None or not any(a.channel == "chat" for a in (alert, *others, all_)):
        return (alert,)
    if all(other.key != all_.key for other in told):
        members = {other.key for other in (alert, *others)}
        rest = [other for other in chat if other.key not in members]  # counted once, not once an office
        all_ = _first_of_all(all_, rule, rest, context)
    if all_.channel != "chat":  # nobody hears of it by that one
        return (all_, alert)
    return (all_, replace(alert, channel="digest", held=held_for(all_)))


def _first_of_all(all_: Alert, rule: str, chat: Sequence[Alert], context: WeighContext) -> Alert:
    """A new one that stands for several offices, with its channel."""
    channel = channel_of(all_, rule=rule, chat=chat, rules=context.rules)
    all_ = replace(all_, channel=channel.name, held=channel.held)
    return context.hold_muted(all_)


def _grown(alert: Alert, told: Sequence[Alert], context: WeighContext) -> tuple[Alert, ...]:
    """The alert; and where people know it by one that stands for several offices, that one with what is new."""
    if not any(is_bundle(other) and alert.held == held_for(other) for other in told):
        return (alert,)
    # Of those that it stands for some may have taken their words back.
    others = companions(alert, told, context.rules)
    all_ = bundle(alert, others, told, world=context.world, rules=context.rules, fewest=2)
    return (alert,) if all_ is None else (all_, alert)


def _of_stream(key: StreamKey, alerts: Iterable[Alert]) -> tuple[Alert, ...]:
    """Each alert of the stream once; those of the chat lie on both sides of the moment."""
    own = (alert for alert in alerts if (alert.office, alert.issue) == tuple(key) and not is_bundle(alert))
    return tuple({alert.key: alert for alert in own}.values())


def _settled(
    draft: Alert,
    shift: Shift,
    back: Alert | None,
    *,
    others: Sequence[Alert],
    stood: Sequence[datetime | None],
    chat: Sequence[Alert],
    context: WeighContext,
    quiet: bool,
) -> Alert:
    """The draft with its channel, or the open alert that it renews. `quiet`: only what a backlog brought shows it; `stood` as in `Outcome`."""
    if back is not None:
        return _correction(draft, back, context.near)
    pattern = (shift.key, shift.direction) in context.dismissed
    channel = channel_of(draft, rule=shift.rule, chat=chat, rules=context.rules, dismissed=pattern, quiet=quiet)
    # Before it is told apart from one that was held: while both are, they are one, and the key is free for the first that is told.
    alert = context.hold_muted(replace(draft, channel=channel.name, held=channel.held))
    same = open_alert(alert, others, context.rules.alerts.cool_down, stood)
    if alert.status == "confirmed":
        alert = naming(alert, others, context.rules.alerts.cool_down)
    if same is None:
        return told_apart(alert, others)
    if alert.channel == "chat" and same.channel == "digest" and not was_told_together(same, context.near):
        return told_apart(alert, others)
    if alert.status == "confirmed" and same.status == "unconfirmed":
        return told_apart(confirming(alert, same), others)
    return renewed(same, alert)


def _correction(draft: Alert, back: Alert, near: Iterable[Alert]) -> Alert:
    """A walk-back goes where the alert went that it takes back, whatever the budget: a correction is never held."""
    key = f"walk_back:{back.key}"
    told = back.channel == "chat" or was_told_together(back, near)
    held = None if told else f"as the alert it takes back: {back.held}"
    reason = f"{draft.reason} It takes back {mentions(back)}."
    taken = replace(draft, id=f"{back.id}-back", key=key, held=held, reason=reason, story=back.story or back.id)
    return replace(taken, channel="chat" if told else "digest")


def _note(utterance: Utterance, words: str) -> str:
    return f"{utterance.key.office} {utterance.key.issue}: {words}"
