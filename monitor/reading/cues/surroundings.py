"""What stands round a cue in its sentence: negation, condition, hedge, and whose words it is in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.reading.cues.clauses import goes_on, reaches, real, words_between
from monitor.reading.cues.turning import (
    FAR,
    barred_behind,
    far_word,
    negators_of,
    refusals_of,
    turned_behind,
    turned_beside,
)
from monitor.reading.cues.whole_cues import in_gap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.reading.cues.cue_words import CueWords
    from monitor.types import Span

_CLOSES = re.compile(r"[,;:]")
_TAIL = 2
"""Words that a condition tacked on has at least; chosen by hand."""
_HEDGE = 6
"""Words between a hedge and the cue that it softens, at most; chosen by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """How one cue stands in its sentence. Negators agree with one another ("никогда не"), so they turn once.

    `unclear` is a word too far off to tell whether it bears on the cue;
    `unclaimed` puts it in the mouth of others or only supposes it, `others_say` in that of people who are not named; `stated` is a condition that is part of the cue, `tail` one that is tacked on behind it; `beside`: a negator or a refusal stands right before it.
    """

    negators: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()
    unclear: str | None = None
    unclaimed: str | None = None
    others_say: str | None = None
    condition: str | None = None
    stated: str | None = None
    tail: str | None = None
    hedge: str | None = None
    beside: bool = False

    @property
    def turned_by(self) -> tuple[str, ...]:
        """The words that turn it, refusals first."""
        return (*self.refusals, *self.negators)

    @property
    def turned(self) -> bool:
        """Whether it says the contrary: turned an odd number of times."""
        return (len(self.refusals) + bool(self.negators)) % 2 == 1


def look_round(sentence: str, cue: re.Match[str], words: CueWords, *, taken: Sequence[Span] = ()) -> Surroundings:
    """What turns, conditions or hedges the cue. `taken`: other cues, whose own "not" is theirs alone."""
    others_say = _told_by(words.others_say, sentence, cue, words)
    return Surroundings(
        negators=tuple(negators_of(sentence, cue, words, taken)),
        refusals=(*refusals_of(sentence, cue, words, taken), *turned_behind(sentence, cue, words, taken)),
        unclear=far_word(sentence, cue, words, taken),
        unclaimed=_told_by(words.reported, sentence, cue, words) or others_say or _supposed(sentence, cue, words),
        others_say=others_say,
        condition=_condition(sentence, cue, words, taken),
        stated=_stated(sentence, cue, words),
        tail=_tail(sentence, cue, words),
        hedge=_hedge(sentence, cue, words),
        beside=turned_beside(sentence, cue, words) or barred_behind(sentence, cue, words),
    )


def plain_condition(sentence: str, words: CueWords) -> re.Match[str] | None:
    """The word of a plain condition, in a sentence that speaks of what will, can or should be."""
    found = real(sentence, words.strict_conditions, words.not_conditions)
    return found[0] if found and words.modals.search(sentence) else None


def _told_by(telling: re.Pattern[str], sentence: str, cue: re.Match[str], words: CueWords) -> str | None:
    """What tells the cue as the words of others: "they say", "allegedly", "some say"."""
    found = telling.finditer(sentence, 0, cue.start())
    return next((m[0] for m in found if reaches(sentence, m.end(), cue.start(), words, far=FAR)), None)


def _supposed(sentence: str, cue: re.Match[str], words: CueWords) -> str | None:
    """An "if" whose clause the cue stands in."""
    for m in real(sentence, words.suppositions, words.phrases):
        open_still = not _CLOSES.search(sentence, m.end(), max(m.end(), cue.start()))
        if m.end() <= cue.start() and open_still and words_between(sentence, m.end(), cue.start()) <= FAR:
            return m[0]
    return None


def _condition(sentence: str, cue: re.Match[str], words: CueWords, taken: Sequence[Span]) -> str | None:
    for m in real(sentence, words.conditions, words.not_conditions):
        if any(a <= m.start() < b for a, b in taken):
            continue
        inside = m.start() < cue.end() and cue.start() < m.end()
        if inside and not in_gap(cue, m.start()):
            continue
        a, b = min(m.end(), cue.end()), max(m.start(), cue.start())
        if inside or not (words.contrasts.search(sentence, a, b) or ";" in sentence[a:b]):
            return m[0]
    return None


def _stated(sentence: str, cue: re.Match[str], words: CueWords) -> str | None:
    found = real(sentence, words.conditions, words.not_conditions)
    return next((m[0] for m in found if m.start() < cue.end() and cue.start() < m.end()), None)


def _tail(sentence: str, cue: re.Match[str], words: CueWords) -> str | None:
    """A condition of two words or more behind the cue, after which nothing else is said."""
    behind = (m for m in real(sentence, words.tails, words.not_conditions) if m.start() >= cue.end())
    m = next(behind, None)
    if m is None or words_between(sentence, m.end(), len(sentence)) < _TAIL:
        return None
    apart = words.contrasts.search(sentence, cue.end(), m.start()) or ";" in sentence[cue.end() : m.start()]
    further = goes_on(sentence, m.end(), words) or words.joints.goes_on.search(sentence, m.end())
    return None if apart or further else m[0]


def _hedge(sentence: str, cue: re.Match[str], words: CueWords) -> str | None:
    for m in real(sentence, words.hedges, words.not_hedges):
        before = m.end() <= cue.start() and reaches(sentence, m.end(), cue.start(), words, far=_HEDGE)
        if before or in_gap(cue, m.start()):
            return m[0]
    return None
