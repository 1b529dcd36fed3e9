"""Offices of one bloc move apart on an issue, or one of them leaves its bloc's line (method §2.3).

"With or apart from the line of the others" is a stream of two letters, held against its own history: who always stood
apart is no news. May import: types, shifts.days, detect, habit, seeds, weekly_found.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from monitor.shifts.days import monday, week_name
from monitor.shifts.detect import BINARY, chance_beyond, direction_of
from monitor.shifts.habit import Departure, Habit, departed, share_of
from monitor.shifts.seeds import hardening_sign
from monitor.shifts.weekly_found import Found
from monitor.types import LEVELS, StreamKey
from monitor.types.agreement import agreement
from monitor.types.levels import mean_of, mode_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from monitor.types import Rules, Said, Shift, World

WITH, APART = 0, 1
ONE_LEVEL = 1.0
ONE_STORY = timedelta(days=56)
"""Within this a bloc that moves apart and the office that moves are told once."""


class Line(NamedTuple):
    """What the others say, at their middle, and how many they are."""

    level: float
    offices: int


class Event(NamedTuple):
    """A departure: of one office, or of the bloc (`office` None)."""

    office: str | None
    departure: Departure
    last: Said
    line: Line


def divergence_shifts(said: Sequence[Said], *, world: World, rules: Rules, since: datetime) -> list[Found]:
    """Who moved apart, where that showed after `since`; `said` in the order of time."""
    blocs = {office.id: office.bloc for office in world.offices}
    groups: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for one in said:
        if one.level is not None:
            groups[blocs[one.key.office], one.key.issue].append(one)
    found: list[Found] = []
    for (bloc, issue), told in sorted(groups.items()):
        if len({one.key.office for one in told}) > rules.divergence.offices:
            sign = hardening_sign(world.issue(issue), bloc)
            events = _told_once(_events(told, rules))
            found += [_shift(event, told, sign=sign, rules=rules) for event in events if event.last.at >= since]
    return found


class Heard:
    """Each office's levels by day, and their mean over the half year before a day."""

    def __init__(self, told: Sequence[Said], rules: Rules) -> None:
        self.rules = rules
        self.by_office: dict[str, list[Said]] = defaultdict(list)
        for one in told:
            self.by_office[one.key.office].append(one)
        self.days = {office: [one.at.toordinal() for one in us] for office, us in self.by_office.items()}
        self._means: dict[date, dict[str, float]] = {}
        self._unities: dict[tuple[int, int], float] = {}

    def between(self, office: str, first: int, last: int) -> list[Said]:
        """What it said from day `first` up to the day before `last`."""
        days = self.days[office]
        return self.by_office[office][bisect_left(days, first) : bisect_left(days, last)]

    def line_without(self, office: str, week: date) -> Line | None:
        """The middle of the other offices' means before the week; None where too few of them spoke."""
        others = [mean for other, mean in self._means_before(week).items() if other != office]
        return Line(median(others), len(others)) if len(others) >= self.rules.divergence.offices else None

    def _means_before(self, week: date) -> dict[str, float]:
        if week not in self._means:
            day = week.toordinal()
            recent = {o: self.between(o, day - self.rules.baseline.rolling_days, day) for o in self.by_office}
            enough = {o: us for o, us in recent.items() if len(us) >= self.rules.divergence.labels}
            self._means[week] = {o: mean_of(_levels(us)) for o, us in enough.items()}
        return self._means[week]

    def unity(self, first: int, last: int) -> float:
        """Van der Eijk's A of the offices heard in these days; each has one vote, however much it says."""
        if (first, last) not in self._unities:
            self._unities[first, last] = agreement(self._votes(first, last))
        return self._unities[first, last]

    def _votes(self, first: int, last: int) -> list[float]:
        votes = [0.0] * len(LEVELS)
        for office in self.by_office:
            for k, share in enumerate(share_of(_levels(self.between(office, first, last)))):
                votes[k] += share
        return votes


def _levels(told: Iterable[Said]) -> list[float]:
    counts = [0.0] * len(LEVELS)
    for one in told:
        counts[(one.level or 0) + 2] += one.weight
    return counts


def _events(told: Sequence[Said], rules: Rules) -> Iterable[Event]:
    """Departures of single offices and of all together, in the order of time.

    Who is apart more often, and not yet surely so far off, is looked at again with the next words: begun anew, it would never be told.
    """
    heard = Heard(told, rules)
    offices: dict[str, Habit] = defaultdict(_fresh)
    together = _fresh()
    for one in told:
        line = heard.line_without(one.key.office, monday(one.at))
        if line is None:
            continue
        own = offices[one.key.office]
        alone = _heard(own, one, line, rules)
        if alone is not None and (alone.letter == WITH or _left(alone, line, rules)):
            own.restart(alone)
            if alone.letter == APART:
                yield Event(one.key.office, alone, one, line)
        all_ = _heard(together, one, line, rules)
        if all_ is not None and (all_.letter == WITH or _fell(all_, one, heard, rules)):
            together.restart(all_)
            if all_.letter == APART:
                yield Event(None, all_, one, line)


def _fresh() -> Habit:
    return Habit.fresh(2, beside=len(LEVELS), alternatives=BINARY)


def _heard(habit: Habit, one: Said, line: Line, rules: Rules) -> Departure | None:
    apart = abs((one.level or 0) - line.level) >= ONE_LEVEL
    use = (float(not apart), float(apart))
    top = [float(one.level == level) for level in LEVELS]
    return habit.hear(use, one.weight, day=one.at.toordinal(), quiet=one.quiet, rules=rules, beside=top)


def _left(departure: Departure, line: Line, rules: Rules) -> bool:
    """Whether the office's own mean lies off the line of the others since it began to be apart, surely enough."""
    after = departure.counts[2:]
    side = 1 if mean_of(after) > line.level else -1
    beyond = chance_beyond(after, line.level + side * rules.divergence.min_delta, side)
    return beyond >= rules.divergence.posterior


def _fell(departure: Departure, one: Said, heard: Heard, rules: Rules) -> bool:
    before, after = _unities(departure, one, heard, rules)
    return before - after >= rules.divergence.fall


def _unities(departure: Departure, one: Said, heard: Heard, rules: Rules) -> tuple[float, float]:
    start = departure.start
    return (
        heard.unity(start - rules.baseline.rolling_days, start),
        heard.unity(start, one.at.toordinal() + 1),
    )


def _told_once(events: Iterable[Event]) -> list[Event]:
    """Without what an earlier event of the last eight weeks has told: a bloc by any of its offices, an office by its bloc."""
    kept: list[Event] = []
    for event in events:
        recent = [other for other in kept if event.last.at - other.last.at <= ONE_STORY]
        same = [o for o in recent if event.office is None or o.office in (None, event.office)]
        if not same:
            kept.append(event)
    return kept


def _shift(event: Event, told: Sequence[Said], *, sign: int, rules: Rules) -> Found:
    start = event.departure.start
    recent = [u for u in told if u.at.toordinal() >= start and u.at <= event.last.at and not u.quiet]
    if event.office is not None:
        recent = [u for u in recent if u.key.office == event.office]
    apart = [u for u in recent if abs((u.level or 0) - event.line.level) >= ONE_LEVEL] or [event.last]
    best = sorted(apart, key=lambda u: (-u.weight, -u.at.timestamp(), u.id))
    shift = _of_office(event, sign) if event.office is not None else _of_bloc(event, apart, told, rules)
    return Found(shift, tuple(u.id for u in best), tuple(u.id for u in reversed(recent) if u not in apart))


def _of_office(event: Event, sign: int) -> Shift:
    departure, line = event.departure, event.line
    after = mode_of(departure.counts[2:])
    shift = departed(departure, event.last.key, kind="divergence", rule="apart", at=event.last.at)
    return replace(
        shift,
        direction=cast("Any", direction_of(after - line.level, sign)),
        before_mean=line.level,
        after_mean=mean_of(departure.counts[2:]),
        reason=f"apart from the line of {line.offices} other offices of its bloc in {departure.after:.0%} of"
        f" {departure.n} utterances since, in {departure.before:.0%} before",
        before_level=round(line.level),
        after_level=after,
        before_words=f"the line of {line.offices} other offices of the bloc",
        story=_story(shift),
    )


def _of_bloc(event: Event, apart: Sequence[Said], told: Sequence[Said], rules: Rules) -> Shift:
    departure = event.departure
    before, after = _unities(departure, event.last, Heard(told, rules), rules)
    counts: Mapping[str, int] = {o: sum(u.key.office == o for u in apart) for o in {u.key.office for u in apart}}
    furthest = max(sorted(counts), key=lambda office: counts[office])
    key = StreamKey(furthest, event.last.key.issue)
    shift = departed(departure, key, kind="divergence", rule="cohesion", at=event.last.at)
    return replace(
        shift,
        before_mean=None,
        after_mean=None,
        reason=f"apart from each other in {departure.after:.0%} of {departure.n} utterances since, in"
        f" {departure.before:.0%} before; van der Eijk's agreement fell from {before:.2f} to {after:.2f}",
        before_words=f"agreement {before:.2f}",
        after_words=f"agreement {after:.2f}",
        story=_story(shift, "bloc"),
    )


def _story(shift: Shift, *more: str) -> str:
    return ":".join(("divergence", *shift.key, *more, week_name(shift.since)))
