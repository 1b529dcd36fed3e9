"""Watched pairs of wordings: saying B where A was said, as a binary stream of the same detector (method §2.3).

May import: types, shifts.detect.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from monitor.shifts.detect import BINARY, Detector, likelihood_table
from monitor.types import Shift

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from monitor.types import Rules, Utterance, WordingPair

EARLIER = 5
"""Uses of A before a first B is worth a note."""
NOTED_SPEAKER = 4


@lru_cache(maxsize=256)
def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)


def use_of(utterance: Utterance, pair: WordingPair) -> tuple[float, float] | None:
    """How far it says A and how far B; None where it says neither."""
    says_a = any(_found(pair.a, place.language, place.quote) for place in utterance.evidence)
    says_b = any(_found(pair.b, place.language, place.quote) for place in utterance.evidence)
    if not says_a and not says_b:
        return None
    return (says_a / (says_a + says_b), says_b / (says_a + says_b))


def _found(patterns: Mapping[str, str], language: str, quote: str) -> bool:
    return language in patterns and _pattern(patterns[language]).search(quote) is not None


@dataclass(slots=True)
class Words:
    """One pair in one stream: uses that taught (`a`, `b`), the detector against them, whether a first B was noted."""

    a: float = 0.0
    b: float = 0.0
    noted: bool = False
    detector: Detector = field(default_factory=lambda: Detector(BINARY, 2))

    def dump(self) -> dict[str, Any]:
        return {"a": self.a, "b": self.b, "noted": self.noted, "detector": self.detector.dump()}

    @classmethod
    def load(cls, kept: Mapping[str, Any]) -> Words:
        return cls(kept["a"], kept["b"], kept["noted"], Detector.load(kept["detector"], BINARY))


def watch(words: Words, utterance: Utterance, pair: WordingPair, rules: Rules) -> Shift | None:
    """Takes the stream's next utterance: a first use of B by a high speaker, or R ≥ A for either word."""
    use = use_of(utterance, pair)
    if use is None:
        return None
    found = None if utterance.quiet else _judged(words, utterance, use, pair, rules)
    if words.a + words.b < rules.baseline.settled_at:
        words.a += use[0]
        words.b += use[1]
    return found


def _judged(
    words: Words, utterance: Utterance, use: tuple[float, float], pair: WordingPair, rules: Rules
) -> Shift | None:
    n = words.a + words.b
    first_b = use[1] > 0 and words.b == 0 and words.a >= EARLIER and not words.noted
    if n >= rules.baseline.provisional_at:
        q = ((words.a + 1) / (n + 2), (words.b + 1) / (n + 2))
        table = likelihood_table(q, rules.detect, BINARY)
        words.detector.update(table, use, utterance.weight, utterance.said_at.toordinal())
        provisional = n < rules.baseline.settled_at
        if words.detector.ratio >= rules.needed("wording", provisional=provisional):
            return _changed(words, utterance, pair, provisional=provisional)
    if first_b and utterance.speaker_level >= NOTED_SPEAKER:
        words.noted = True
        told = f"First “{pair.name_b}” after {words.a:.0f} uses of “{pair.name_a}”."
        return _shift(utterance, pair, 0.0, told, shares=(0.0, use[1]))
    return None


def _changed(words: Words, utterance: Utterance, pair: WordingPair, *, provisional: bool) -> Shift:
    """R ≥ A: what was learned is let go, and the word now used becomes the line."""
    stretch, ratio = words.detector.stretch(), words.detector.ratio
    before, since = words.b / (words.a + words.b), stretch.counts[1] / sum(stretch.counts)
    told = f"“{pair.name_b}” in {since:.0%} of the last {stretch.n} uses of either, by weight; in {before:.0%} of those before."
    words.a, words.b = stretch.counts
    words.detector.reset()
    return _shift(utterance, pair, ratio, told, shares=(before, since), provisional=provisional)


def _shift(
    utterance: Utterance,
    pair: WordingPair,
    ratio: float,
    told: str,
    *,
    shares: tuple[float, float],
    provisional: bool = True,
) -> Shift:
    """`shares`: how much of the uses was B before, and is now; they stand where other shifts have mean levels."""
    return Shift(
        key=utterance.key,
        kind="wording",
        status="confirmed" if ratio else "unconfirmed",
        direction=None,
        before_mean=shares[0],
        after_mean=shares[1],
        baseline="rolling",
        position=pair.id,
        ratio=ratio,
        since=utterance.said_at.date(),
        at=utterance.said_at,
        utterances=(utterance,),
        provisional=provisional,
        reason=told,
        rule="wording",
    )


def load_words(kept: Mapping[str, Any]) -> dict[str, Words]:
    return {pair: Words.load(row) for pair, row in kept.items()}


def watch_all(words: dict[str, Words], utterance: Utterance, rules: Rules) -> Iterable[Shift]:
    """Every watched pair of the utterance's issue."""
    for pair in rules.wording:
        if pair.issue == utterance.key.issue and use_of(utterance, pair) is not None:
            shift = watch(words.setdefault(pair.id, Words()), utterance, pair, rules)
            if shift is not None:
                yield shift
