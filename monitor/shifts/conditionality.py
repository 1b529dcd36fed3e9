"""A line at the same level, said otherwise: "will" → "may", "no" → "not unless" (method §2.3). May import: types, shifts.days, detect, habit, phrases."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.shifts.days import with_top
from monitor.shifts.habit import Departure, Habit, departed
from monitor.shifts.phrases import phrase
from monitor.types.levels import mean_of, mode_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from monitor.types import Rules, Shift, StreamKey, Utterance

LETTERS = ("conditional", "flat", "hedged")
"""In this order a step to either side leads from a flat line to both others, and two steps from one end to the other."""


def fresh() -> Habit:
    """How firmly a stream speaks, and at which levels beside it."""
    return Habit.fresh(len(LETTERS), beside=5)


def load(kept: Mapping[str, object] | None) -> Habit:
    """What was dumped; nothing heard yet where a stream was folded before this was looked at."""
    return Habit.load(kept, len(LETTERS)) if kept else fresh()


def letter_of(utterance: Utterance) -> tuple[float, ...] | None:
    """How firmly it is said; None where it shows no level, or is somebody's report of a denial."""
    if utterance.margin <= 0 or utterance.commitment not in LETTERS:
        return None
    return tuple([float(utterance.commitment == letter) for letter in LETTERS])


def watch(habit: Habit, utterance: Utterance, rules: Rules) -> Departure | None:
    """Takes the stream's next utterance; answers where it is said otherwise than before."""
    letter = letter_of(utterance)
    if letter is None:
        return None
    return habit.hear(
        letter,
        utterance.weight,
        day=utterance.said_at.toordinal(),
        quiet=utterance.quiet,
        rules=rules,
        beside=with_top(utterance.levels)[5:],
    )


def stands(departure: Departure, rules: Rules) -> bool:
    """Whether the level is where it was: where it moved too, that is told, and this beside it."""
    before, after = departure.taught[len(LETTERS) :], departure.counts[len(LETTERS) :]
    return abs(mean_of(after) - mean_of(before)) < rules.habit.steady


def changed(departure: Departure, key: StreamKey, trail: Sequence[Utterance]) -> Shift:
    """The shift that the last utterance of `trail` completed; the newest words said the new way first."""
    told = [u for u in trail if u.said_at.toordinal() >= departure.start and letter_of(u) and not u.quiet]
    new = [u for u in told if u.commitment == LETTERS[departure.letter]]
    level = mode_of(departure.counts[len(LETTERS) :])
    return replace(
        departed(departure, key, kind="conditionality", rule="habit", at=trail[-1].said_at),
        utterances=tuple(sorted(new, key=lambda u: (-u.weight, -u.said_at.timestamp(), u.id))) or tuple(trail[-1:]),
        against=tuple(u for u in reversed(told) if u not in new),
        reason=in_numbers(departure),
        before_level=level,
        after_level=level,
        before_words=phrase("commitment", _usual(departure)),
        after_words=phrase("commitment", LETTERS[departure.letter]),
    )


def in_numbers(departure: Departure) -> str:
    """How often it is said the new way, and was."""
    letter = phrase("commitment", LETTERS[departure.letter])
    return f"said {letter} in {departure.after:.0%} of {departure.n} since, in {departure.before:.0%} before"


def _usual(departure: Departure) -> str:
    counts = departure.taught[: len(LETTERS)]
    return LETTERS[max(range(len(LETTERS)), key=lambda k: (counts[k], k != departure.letter))]
