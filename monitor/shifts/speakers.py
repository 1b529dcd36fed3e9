"""Who speaks for a line: "the president now says himself what only spokespersons said" (method §2.3).

Spokespersons and presidents are different offices, so the voices of one government are read as one stream an issue.
May import: types, shifts.days, detect, habit, phrases, weekly_found.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, NamedTuple

from monitor.shifts.days import week_name
from monitor.shifts.habit import Departure, Habit, departed, share_of
from monitor.shifts.phrases import phrase
from monitor.shifts.weekly_found import Found
from monitor.types import StreamKey
from monitor.types.levels import mode_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from monitor.types import Rules, Said, World

LEVELS_OF_SPEAKERS = 5
NEAR = 1
"""Levels of the axis from the line within which something is the same line."""
OWN = 0.5
"""How much more the voice must have risen here than on the government's other issues: else its feeds changed, not the line."""


class Voice(NamedTuple):
    """A government's voices on one issue."""

    bloc: str
    country: str
    issue: str


def speaker_shifts(said: Sequence[Said], *, world: World, rules: Rules, since: datetime) -> list[Found]:
    """Who now speaks for a line, where that showed after `since`; `said` in the order of time."""
    homes = {office.id: (office.bloc, office.country) for office in world.offices}
    voices: dict[Voice, list[Said]] = defaultdict(list)
    for one in said:
        if one.level is not None and one.speaker_level > 0 and one.key.office in homes:
            voices[Voice(*homes[one.key.office], one.key.issue)].append(one)
    found: list[Found] = []
    for voice, told in sorted(voices.items()):
        elsewhere = [u for other, us in voices.items() if other[:2] == voice[:2] and other != voice for u in us]
        found += _of_voice(told, elsewhere, rules=rules, since=since)
    return found


def _of_voice(told: Sequence[Said], elsewhere: Sequence[Said], *, rules: Rules, since: datetime) -> Iterable[Found]:
    habit, line = Habit.fresh(LEVELS_OF_SPEAKERS, beside=5), None
    taken: list[Said] = []
    for one in told:
        if line is not None and abs((one.level or 0) - line) > NEAR:
            continue  # another line: the detector of the level has it
        taken.append(one)
        departure = _heard(habit, one, rules)
        line = mode_of(habit.counts[LEVELS_OF_SPEAKERS:]) if habit.n >= rules.baseline.provisional_at else None
        if departure is None:
            continue
        habit.restart(departure)
        if one.at >= since and _moved(departure) and _is_own(departure, elsewhere):
            yield _shift(departure, one, taken)


def _heard(habit: Habit, one: Said, rules: Rules) -> Departure | None:
    letter = min(one.speaker_level, LEVELS_OF_SPEAKERS) - 1
    use = [float(letter == k) for k in range(LEVELS_OF_SPEAKERS)]
    top = [float((one.level or 0) + 2 == k) for k in range(5)]
    return habit.hear(use, one.weight, day=one.at.toordinal(), quiet=one.quiet, rules=rules, beside=top)


def _moved(departure: Departure) -> bool:
    """Whether the middle voice is another than before."""
    return _middle(departure.taught) != _middle(departure.counts)


def _middle(counts: Sequence[float]) -> int:
    """The median speaker level of counts by level."""
    shares, below = share_of(counts[:LEVELS_OF_SPEAKERS]), 0.0
    for level, share in enumerate(shares, start=1):
        below += share
        if below >= 0.5:
            return level
    return LEVELS_OF_SPEAKERS


def _is_own(departure: Departure, elsewhere: Sequence[Said]) -> bool:
    """Whether the voice changed here more than on the government's other issues."""
    start = datetime.combine(date.fromordinal(departure.start), time(), UTC)
    before = [u.speaker_level for u in elsewhere if u.at < start]
    after = [u.speaker_level for u in elsewhere if u.at >= start]
    if not before or not after:
        return True
    up = 1 if _middle(departure.counts) > _middle(departure.taught) else -1
    here = up * (_mean(departure.counts) - _mean(departure.taught))
    there = up * (sum(after) / len(after) - sum(before) / len(before))
    return here - there >= OWN


def _mean(counts: Sequence[float]) -> float:
    return sum(share * level for level, share in enumerate(share_of(counts[:LEVELS_OF_SPEAKERS]), start=1))


def _shift(departure: Departure, last: Said, taken: Sequence[Said]) -> Found:
    recent = [u for u in taken if u.at.toordinal() >= departure.start and not u.quiet]
    new = [u for u in recent if min(u.speaker_level, LEVELS_OF_SPEAKERS) == departure.letter + 1] or [last]
    office = _most(u.key.office for u in new)
    level = mode_of(departure.counts[LEVELS_OF_SPEAKERS:])
    before, after = _middle(departure.taught), departure.letter + 1
    up = _middle(departure.counts) > before
    key = StreamKey(office, last.key.issue)
    told = departed(departure, key, kind="speaker_level", rule="voice_up" if up else "voice_down", at=last.at)
    shift = replace(
        told,
        reason=f"{phrase('speaker', str(after))} said it in {departure.after:.0%} of {departure.n} utterances since,"
        f" in {departure.before:.0%} before; the line itself stands",
        before_level=level,
        after_level=level,
        before_words=phrase("speaker", str(before)),
        after_words=phrase("speaker", str(after)),
        story=f"speaker_level:{office}:{last.key.issue}:{after}:{week_name(told.since)}",
    )
    favouring = tuple(u.id for u in sorted(new, key=lambda u: (u.key.office != office, -u.weight, u.id)))
    return Found(shift, favouring, tuple(u.id for u in reversed(recent) if u not in new))


def _most(offices: Iterable[str]) -> str:
    return max(sorted(Counter(offices).items()), key=lambda pair: pair[1])[0]
