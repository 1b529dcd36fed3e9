"""The words by which a course of action is called good or bad (cue_lexicon/evaluations.toml), compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING

from monitor.reading.cues.cue_files import read_cues
from monitor.reading.cues.cue_words import any_of
from monitor.reading.text.lexicon_files import NEVER
from monitor.reading.text.word_files import by_language, lists_called, texts_called

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Frames:
    """What an action is put into as a proposal or its refusal (`no_…`), `deed`: where it is a verb, `done`: where somebody is told to do it, `clause`: what is denied, "" where it needs no frame."""

    thing: str
    deed: str
    no_thing: str
    no_deed: str
    done: str
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationWords:
    """One language's lexicon, as `evaluations.toml` explains it."""

    frames: Frames
    infinitive: re.Pattern[str]
    action: re.Pattern[str]
    pronoun: re.Pattern[str]
    would: re.Pattern[str]
    link: re.Pattern[str]
    it: re.Pattern[str]
    calls: re.Pattern[str]
    owns: re.Pattern[str]
    own: re.Pattern[str]
    told: re.Pattern[str]
    content: re.Pattern[str]
    asks: re.Pattern[str]
    than: re.Pattern[str]
    again: re.Pattern[str]
    joins: re.Pattern[str]
    leads: re.Pattern[str]
    of: re.Pattern[str]
    whose: re.Pattern[str]
    contrast: re.Pattern[str]
    negated: re.Pattern[str]
    other: re.Pattern[str]
    cut: re.Pattern[str]
    bad: re.Pattern[str]
    harms: re.Pattern[str]
    good: re.Pattern[str]
    helps: re.Pattern[str]
    foes: re.Pattern[str]
    undoes: re.Pattern[str]
    we: re.Pattern[str]
    small: re.Pattern[str]
    leads_to: re.Pattern[str]
    predicative: re.Pattern[str]
    predicate_last: re.Pattern[str]
    refuses: re.Pattern[str]
    refuses_last: re.Pattern[str]
    refuses_behind: re.Pattern[str]
    particle: re.Pattern[str]
    declines: re.Pattern[str]
    declines_apart: re.Pattern[str]
    untimely: re.Pattern[str]
    proposed: re.Pattern[str]
    ends_ban: re.Pattern[str]
    claims: re.Pattern[str]
    possible: re.Pattern[str]
    believes: re.Pattern[str]
    errs: re.Pattern[str]
    doer: re.Pattern[str]


_FRAMES = tuple(field.name for field in fields(Frames))
_END = re.compile(r"\Z")


@cache
def load_evaluation_words() -> Mapping[str, EvaluationWords]:
    """By language; others have no lexicon."""
    patterns = {field.name for field in fields(EvaluationWords)} - {"frames", "infinitive", "negated"}
    shape = {**lists_called({*patterns, "not"}), **texts_called(("infinitive", *_FRAMES))}
    return {language: _compiled(lists) for language, lists in read_cues("evaluations.toml", by_language(shape)).items()}


def _compiled(lists: Mapping[str, str | list[str]]) -> EvaluationWords:
    frames = {name: str(lists[name]) for name in _FRAMES}
    entries = {name: value for name, value in lists.items() if isinstance(value, list)}
    ends, joins, particle = "|".join(entries.pop("of")), "|".join(entries.pop("joins")), entries.pop("particle")
    against = {name: entries.pop(name) for name in ("declines", "declines_apart", "untimely")}
    return EvaluationWords(
        frames=Frames(**frames),
        infinitive=re.compile(rf"(?:{lists['infinitive']})(?!\w)", re.IGNORECASE),
        negated=any_of(entries.pop("not")),
        of=re.compile(rf"(?:\s+(?:{ends}))+\s*$|^\s+(?:{ends})(?=\s)", re.IGNORECASE),
        joins=re.compile(rf",|\b(?:{joins})\b", re.IGNORECASE),
        particle=any_of(particle) if particle else _END,
        **{name: any_of(values) if values else re.compile(NEVER) for name, values in against.items()},
        **{name: any_of(values) for name, values in entries.items()},
    )
