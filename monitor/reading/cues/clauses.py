"""What stands round a cue in its sentence: negation, condition, hedge, and whose conduct it tells of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.reading.cues.cue_words import CueWords
    from monitor.types import Span

_ENDS = re.compile(r"[.!?…]+[”\"»’')\]]*\s+(?=[“\"«(„—–-]*\s*[A-ZА-ЯЁ0-9])")
_WORD = re.compile(r"\w[\w'’-]*")
_BREAKS = re.compile(r"[;:()]|\s[—–-]\s")
_CLOSES = re.compile(r"[,;:]")
_REFUSAL, _FAR = 6, 12
"""How many words a refusal ("ruled out that …") reaches over; how far off a word may stand and still leave doubt."""
_BESIDE = 1
"""Words between a negator or a refusal and the cue that it surely turns ("will not be withdrawing")."""
_TAIL = 2
"""Words that a condition tacked on has at least."""
_BEHIND = 3
"""The same behind a cue ("is out of the question")."""


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
        return (*self.refusals, *self.negators)

    @property
    def turned(self) -> bool:
        return (len(self.refusals) + bool(self.negators)) % 2 == 1


def split_plain(text: str) -> list[str]:
    """The sentences of a statement; quotations inside it may be cut, its words are all kept."""
    cuts = [0, *(m.end() for m in _ENDS.finditer(text)), len(text)]
    return [piece for a, b in pairwise(cuts) if (piece := text[a:b].strip())]


def look_round(sentence: str, cue: re.Match[str], words: CueWords, *, taken: Sequence[Span] = ()) -> Surroundings:
    """What turns, conditions or hedges the cue. `taken`: other cues, whose own "not" is theirs alone."""
    others_say = _told_by(words.others_say, sentence, cue, words)
    return Surroundings(
        negators=tuple(_negators(sentence, cue, words, taken)),
        refusals=(*_refusals(sentence, cue, words, taken), *_after(sentence, cue, words, taken)),
        unclear=_far_word(sentence, cue, words, taken),
        unclaimed=_told_by(words.reported, sentence, cue, words) or others_say or _supposed(sentence, cue, words),
        others_say=others_say,
        condition=_condition(sentence, cue, words, taken),
        stated=_stated(sentence, cue, words),
        tail=_tail(sentence, cue, words),
        hedge=_hedge(sentence, cue, words),
        beside=_turned_beside(sentence, cue, words) or _barred_behind(sentence, cue, words),
    )


def goes_on(sentence: str, start: int, words: CueWords) -> bool:
    """Whether from there the sentence goes on with what the speaker himself says: "…, but …", "…, and we will …"."""
    if words.contrasts.search(sentence, start):
        return True
    return any(
        words.joints.before_own.search(sentence, start, m.start()) for m in words.speaks.finditer(sentence, start)
    )


def plain_condition(sentence: str, words: CueWords) -> re.Match[str] | None:
    """The word of a plain condition, in a sentence that speaks of what will, can or should be."""
    found = _real(sentence, words.strict_conditions, words.not_conditions)
    return found[0] if found and words.modals.search(sentence) else None


def is_whole(cue: re.Match[str], words: CueWords) -> bool:
    """Whether the cue says what it looks like.

    It does not where a gap of it runs across a contrast ("…, but …"), which makes two statements of it, nor where what stands before the
    gap refuses and the end of the thing is what is refused ("against lifting sanctions", "are not going to stop arming"), nor where its last
    word is only a part of a phrase ("lifted at once").
    """
    gaps = [(a, b) for a, b in cue.regs[1:] if a >= 0]
    if any(words.contrasts.search(cue.string, a, b) for a, b in gaps) or _ends_in_phrase(cue, words):
        return False
    return not any(words.undoing.search(cue.string, a, b) and _refuses_before(cue, a, words) for a, b in gaps)


def _ends_in_phrase(cue: re.Match[str], words: CueWords) -> bool:
    """Whether a phrase that begins in a gap ends with the cue, or one goes on beyond it from its last word."""
    found = words.phrases.finditer(cue.string, cue.start())
    return any(
        cue.start() < m.start() < cue.end() <= m.end() and (m.end() > cue.end() or _in_gap(cue, m.start()))
        for m in found
    )


def runs_on(cue: re.Match[str], words: CueWords) -> bool:
    """Whether a gap of the cue goes on to another thing ("stop the pause and …") or turns once more ("prevent delays to the lifting of …")."""
    gaps = [(a, b) for a, b in cue.regs[1:] if a >= 0]
    return any(words.joints.goes_on.search(cue.string, a, b) or words.undoing.search(cue.string, a, b) for a, b in gaps)


def _refuses_before(cue: re.Match[str], end: int, words: CueWords) -> bool:
    refusing = (words.refusals, words.opposed, words.negators)
    return any(pattern.search(cue.string, cue.start(), end) for pattern in refusing)


def _negators(sentence: str, cue: re.Match[str], words: CueWords, taken: Sequence[Span]) -> list[str]:
    refusals = [m.span() for m in _real(sentence, words.refusals, words.not_negators)]
    found: list[str] = []
    for m in _real(sentence, words.negators, words.not_negators):
        if cue.start() <= m.start() < cue.end() and not _in_gap(cue, m.start()):
            return []
        if any(a <= m.start() < b for a, b in (*refusals, *taken)):
            continue
        near = m.end() <= cue.start() and _reaches(sentence, m.end(), cue.start(), words, far=words.reach)
        if (near and not _refusal_between(refusals, m.end(), cue.start())) or _turns_in_gap(cue, m, words):
            found.append(m[0])
    return found


def _turned_beside(sentence: str, cue: re.Match[str], words: CueWords) -> bool:
    """Whether a negator or a refusal stands right before the cue, but for words that tell of what nobody speaks."""
    turning = [m for p in (words.negators, words.refusals) for m in _real(sentence, p, words.not_negators)]
    ahead = (sentence[m.end() : cue.start()] for m in turning if m.end() <= cue.start())
    between = (words.unsaid.sub(" ", text, count=1) for text in ahead)
    return any(words_between(text, 0, len(text)) <= _BESIDE for text in between)


def _barred_behind(sentence: str, cue: re.Match[str], words: CueWords) -> bool:
    """Whether right behind the cue stands that it must not be ("прекращать помощь нельзя"), with a few words of what it is about between."""
    m = words.bars.search(sentence, cue.end())
    return m is not None and _reaches(sentence, cue.end(), m.start(), words, far=_BEHIND)


def _refusals(sentence: str, cue: re.Match[str], words: CueWords, taken: Sequence[Span]) -> list[str]:
    """Refusals before the cue; one that is itself negated ("does not refuse") counts twice, and so turns nothing.

    One that shares its word of refusal with the cue ("are against …") is the cue.
    """
    found: list[str] = []
    for m in _real(sentence, words.refusals, words.not_negators):
        if any(a <= m.start() < b for a, b in taken):
            continue
        shared = m.end() > cue.start() and not words.negators.search(sentence, m.start(), cue.start())
        near = _reaches(sentence, m.end(), cue.start(), words, far=_REFUSAL, across_clauses=True)
        before = m.start() < cue.start() and near and not shared
        if not before and not _in_gap(cue, m.start()):
            continue
        found.append(m[0])
        found += [
            n[0]
            for n in _real(sentence, words.negators, words.not_negators)
            if n.end() <= m.start() and words_between(sentence, n.end(), m.start()) <= 2
        ]
        # "against an end of the deliveries" is for them
        undone = words.undoing.search(sentence, m.end(), cue.start()) if before else None
        if undone and words_between(sentence, m.end(), undone.start()) <= 2:
            found.append(undone[0])
    return found


def _far_word(sentence: str, cue: re.Match[str], words: CueWords, taken: Sequence[Span]) -> str | None:
    """A negator or a refusal before the cue that stands beyond its reach and may yet bear on it."""
    far = [m for m in _real(sentence, words.negators, words.not_negators) if not _within(m, cue, sentence, words.reach)]
    far += [m for m in _real(sentence, words.refusals, words.not_negators) if not _within(m, cue, sentence, _REFUSAL)]
    for m in far:
        mine = m.end() <= cue.start() and not any(a <= m.start() < b for a, b in taken)
        joined = words.joints.joins.search(sentence, m.end(), max(m.end(), cue.start()))
        if mine and not joined and _reaches(sentence, m.end(), cue.start(), words, far=_FAR):
            return m[0]
    return None


def _told_by(telling: re.Pattern[str], sentence: str, cue: re.Match[str], words: CueWords) -> str | None:
    """What tells the cue as the words of others: "they say", "allegedly", "some say"."""
    found = telling.finditer(sentence, 0, cue.start())
    return next((m[0] for m in found if _reaches(sentence, m.end(), cue.start(), words, far=_FAR)), None)


def _supposed(sentence: str, cue: re.Match[str], words: CueWords) -> str | None:
    """An "if" whose clause the cue stands in."""
    for m in _real(sentence, words.suppositions, words.phrases):
        open_still = not _CLOSES.search(sentence, m.end(), max(m.end(), cue.start()))
        if m.end() <= cue.start() and open_still and words_between(sentence, m.end(), cue.start()) <= _FAR:
            return m[0]
    return None


def _within(m: re.Match[str], cue: re.Match[str], sentence: str, reach: int) -> bool:
    return words_between(sentence, m.end(), cue.start()) <= reach


def _after(sentence: str, cue: re.Match[str], words: CueWords, taken: Sequence[Span]) -> list[str]:
    m = words.after.search(sentence, cue.end())
    if m is None or any(a <= m.start() < b for a, b in taken) or "," in sentence[cue.end() : m.start()]:
        return []
    if any(not _in_gap(cue, n.start()) for n in words.negators.finditer(sentence, cue.start(), cue.end())):
        return []  # negations agree with one another: «диалога нет и не будет»
    return [m[0]] if _reaches(sentence, cue.end(), m.start(), words, far=4) else []


def _condition(sentence: str, cue: re.Match[str], words: CueWords, taken: Sequence[Span]) -> str | None:
    for m in _real(sentence, words.conditions, words.not_conditions):
        if any(a <= m.start() < b for a, b in taken):
            continue
        inside = m.start() < cue.end() and cue.start() < m.end()
        if inside and not _in_gap(cue, m.start()):
            continue
        a, b = min(m.end(), cue.end()), max(m.start(), cue.start())
        if inside or not (words.contrasts.search(sentence, a, b) or ";" in sentence[a:b]):
            return m[0]
    return None


def _tail(sentence: str, cue: re.Match[str], words: CueWords) -> str | None:
    """A condition of two words or more behind the cue, after which nothing else is said."""
    behind = (m for m in _real(sentence, words.tails, words.not_conditions) if m.start() >= cue.end())
    m = next(behind, None)
    if m is None or words_between(sentence, m.end(), len(sentence)) < _TAIL:
        return None
    apart = words.contrasts.search(sentence, cue.end(), m.start()) or ";" in sentence[cue.end() : m.start()]
    further = goes_on(sentence, m.end(), words) or words.joints.goes_on.search(sentence, m.end())
    return None if apart or further else m[0]


def _stated(sentence: str, cue: re.Match[str], words: CueWords) -> str | None:
    found = _real(sentence, words.conditions, words.not_conditions)
    return next((m[0] for m in found if m.start() < cue.end() and cue.start() < m.end()), None)


def _hedge(sentence: str, cue: re.Match[str], words: CueWords) -> str | None:
    for m in _real(sentence, words.hedges, words.not_hedges):
        before = m.end() <= cue.start() and _reaches(sentence, m.end(), cue.start(), words, far=6)
        if before or _in_gap(cue, m.start()):
            return m[0]
    return None


def _real(sentence: str, pattern: re.Pattern[str], but_not: re.Pattern[str]) -> list[re.Match[str]]:
    """Matches of the pattern that do not lie in one of `but_not`."""
    looks_like = _spans(but_not, sentence)
    return [m for m in pattern.finditer(sentence) if not any(a <= m.start() < b for a, b in looks_like)]


def _spans(pattern: re.Pattern[str], sentence: str) -> list[Span]:
    return [m.span() for m in pattern.finditer(sentence)]


def _reaches(sentence: str, start: int, end: int, words: CueWords, *, far: int, across_clauses: bool = False) -> bool:
    """Whether a word that ends at `start` bears on what begins at `end`."""
    if words_between(sentence, start, end) > far or _BREAKS.search(sentence, start, max(start, end)):
        return False
    if words.contrasts.search(sentence, start, end):
        return False
    return across_clauses or not words.boundaries.search(sentence, start, end)


def _refusal_between(refusals: list[Span], start: int, end: int) -> bool:
    return any(start <= a and b <= end for a, b in refusals)


def words_between(sentence: str, start: int, end: int) -> int:
    return sum(1 for _ in _WORD.finditer(sentence, start, max(start, end)))


def _turns_in_gap(cue: re.Match[str], m: re.Match[str], words: CueWords) -> bool:
    """In a gap, and nothing is joined on after it: "do not work and should be lifted" is no "not lifted"."""
    gap = next((span for span in cue.regs[1:] if span[0] <= m.start() < span[1]), None)
    return gap is not None and not words.joints.joins.search(cue.string, m.end(), gap[1])


def _in_gap(cue: re.Match[str], position: int) -> bool:
    return any(a <= position < b for a, b in cue.regs[1:])
