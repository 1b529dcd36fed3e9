"""Folding utterances into a stream's state, one at a time or from nothing, with the same result.

May import: types, and shifts.course, expected, seeds, trail.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from monitor.shifts.course import FORMAT, Course
from monitor.shifts.expected import Expected, Setting
from monitor.shifts.seeds import hardening_sign, seed_of
from monitor.shifts.trail import dump_utterance, trimmed
from monitor.types.milestones import Milestone, kept_days

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from monitor.types import Baseline, Rules, Shift, StreamKey, StreamState, Utterance, Versions, World


class Before(NamedTuple):
    """A stream before an utterance, as `Folded` names it."""

    expected: Expected
    first_at: datetime | None
    told: tuple[Utterance, ...]
    stood: tuple[datetime | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """A stream after folding: its state, the shifts from the marked utterance on, and what was expected before it.

    `first_at` is when the stream was first heard before the marked utterance, None where it never was; `told` are the
    last utterances before it, as far as the memory goes back; `milestones` are days' beginnings that were passed.
    `towards`: the evidence in the end for a move down, and for one up; `stood`: when each level, from −2 up, was last taken before the marked utterance.
    """

    state: StreamState
    shifts: tuple[Shift, ...]
    expected: Expected
    first_at: datetime | None
    told: tuple[Utterance, ...]
    towards: tuple[float, float]
    stood: tuple[datetime | None, ...]
    milestones: tuple[Milestone, ...] = ()


def setting_of(key: StreamKey, *, world: World, baseline: Baseline, rules: Rules, versions: Versions) -> Setting:
    """What a stream is judged with. The office and issue are those of the configuration."""
    bloc = world.office(key.office).bloc
    sign = hardening_sign(world.issue(key.issue), bloc)
    return Setting(key=key, rules=rules, sign=sign, seed=seed_of(key, bloc, baseline), versions=versions)


def order(utterance: Utterance) -> tuple[datetime, str]:
    """Streams live on statement time; the id decides between equal times."""
    return (utterance.said_at, utterance.id)


def fold(state: StreamState | None, utterance: Utterance, *, setting: Setting) -> tuple[StreamState, tuple[Shift, ...]]:
    """Takes the stream's next utterance (the newest by `order`)."""
    folded = fold_next(state, utterance, setting=setting)
    return folded.state, folded.shifts


def fold_next(state: StreamState | None, utterance: Utterance, *, setting: Setting) -> Folded:
    """As `fold`, with what was expected before."""
    course, core = _resumed(state, setting)
    folded = _last_step(course, utterance, core)
    if state is None or core is None or _day(state.last_at) >= _day(utterance.said_at):
        return folded
    return replace(folded, milestones=tuple(_milestones(state, utterance)))


def fold_again(state: StreamState, utterance: Utterance, *, setting: Setting) -> Folded | None:
    """Takes back the last utterance and folds it as it has grown; None where the memory cannot (another came after it)."""
    undo = core_before(state)
    course, _ = _resumed(state, setting)
    last = course.trail[-1] if course.trail else None
    if last is None or (last.id, last.said_at) != (utterance.id, utterance.said_at):
        return None
    if undo is None:
        return fold_next(None, utterance, setting=setting)
    course.take_back(undo)
    return _last_step(course, utterance, undo)


def fold_all(
    utterances: Iterable[Utterance],
    *,
    setting: Setting,
    since: Utterance | None = None,
    start: StreamState | None = None,
    days: frozenset[date] = frozenset(),
) -> Folded:
    """From `start`, a milestone's state (default: from nothing), in any order given; shifts and expectation are those from `since` on (default: the first).

    There must be one utterance at least, and all of them must have been said after what `start` holds. `days` (UTC): those at whose beginning a
    milestone is wanted, if anything was said on them.
    """
    course, core = _resumed(start, setting)
    before: Before | None = None
    shifts: list[Shift] = []
    milestones: list[Milestone] = []
    *others, last = sorted(utterances, key=order)
    for n, utterance in enumerate(others):
        if n and _begins(utterance, others[n - 1], days):
            milestones.extend(_milestones(course.state(others[n - 1], None), utterance))
        if since is None or order(utterance) >= order(since):
            before = before or _before(course, utterance)
            shifts.extend(course.step(utterance))
        else:
            course.step(utterance)
    if others:
        core = course.core(others[-1].said_at.toordinal())
        if _begins(last, others[-1], days):
            milestones.extend(_milestones(course.state(others[-1], None), last))
    folded = _last_step(course, last, core)
    expected, first_at, told, stood = before or (folded.expected, folded.first_at, folded.told, folded.stood)
    return Folded(
        state=folded.state,
        shifts=(*shifts, *folded.shifts),
        expected=expected,
        first_at=first_at,
        told=told,
        towards=folded.towards,
        stood=stood,
        milestones=tuple(milestones),
    )


def standing(state: StreamState, utterance: Utterance, *, setting: Setting) -> Folded:
    """The stream as it stands, for an utterance that it holds already and that cannot be taken back."""
    course, _ = _resumed(state, setting)
    return Folded(state=state, shifts=(), towards=course.towards, **_before(course, utterance)._asdict())


def grown_in_trail(state: StreamState, utterance: Utterance) -> StreamState | None:
    """The stream with an utterance of its trail as it has grown by copies; None where nothing changes.

    It teaches nothing anew, but an alert that comes later must tell all the sources that it had by then.
    """
    if not readable(state):
        return None
    trail, grown = cast("Sequence[Mapping[str, Any]]", state.memory["trail"]), dump_utterance(trimmed(utterance))
    if all(row == grown for row in trail if row["id"] == utterance.id):
        return None
    renewed = [grown if row["id"] == utterance.id else row for row in trail]
    return replace(state, memory={**state.memory, "trail": renewed})


def unlike_its_past(state: StreamState) -> StreamState:
    """The stream, with the mark that it is not what folding all of it would give, so that no milestone is made of it."""
    return replace(state, memory={**state.memory, "made_with": None})


def core_before(state: StreamState) -> Mapping[str, Any] | None:
    """The core before the stream's last utterance; None where that was its first."""
    return cast("Mapping[str, Any] | None", state.memory.get("undo"))


def readable(state: StreamState | None) -> bool:
    """Whether this code can go on from that memory."""
    return state is not None and state.memory.get("format") == FORMAT


def milestone_days(utterances: Iterable[Utterance]) -> frozenset[date]:
    """The days (UTC) at whose beginning a milestone is worth keeping; there must be one utterance at least."""
    days = {_day(utterance.said_at) for utterance in utterances}
    return kept_days(days, max(days))


def _begins(utterance: Utterance, earlier: Utterance, days: frozenset[date]) -> bool:
    """Whether it is the first of one of the days."""
    day = _day(utterance.said_at)
    return day in days and day != _day(earlier.said_at)


def _milestones(state: StreamState, utterance: Utterance) -> Iterator[Milestone]:
    """The stream before the day of the utterance, which is the first of that day; none of one that was not made with one thing from its start.

    Nothing is ever taken back from it.
    """
    made = state.memory.get("made_with")
    if isinstance(made, str):
        kept = replace(state, memory={**state.memory, "undo": None})
        yield Milestone(day=_day(utterance.said_at), state=kept, made_with=made)


def _day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()


def _resumed(state: StreamState | None, setting: Setting) -> tuple[Course, Mapping[str, Any] | None]:
    if state is None or not readable(state):
        return Course(setting), None
    memory = cast("Mapping[str, Any]", state.memory)
    return Course.load(setting, memory), memory["core"]


def _before(course: Course, utterance: Utterance) -> Before:
    return Before(course.expected(utterance.said_at), course.first_at, tuple(course.trail), tuple(course.stood))


def _last_step(course: Course, utterance: Utterance, core: Mapping[str, Any] | None) -> Folded:
    before = _before(course, utterance)
    shifts = course.step(utterance)
    state = course.state(utterance, core)
    return Folded(state=state, shifts=shifts, towards=course.towards, **before._asdict())
