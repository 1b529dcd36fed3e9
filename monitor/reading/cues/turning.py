"""What turns a cue round, or may: negators and refusals before it, in its gaps and behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.reading.cues.clauses import reaches, real, words_between
from monitor.reading.cues.whole_cues import in_gap, turns_in_gap

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from monitor.reading.cues.cue_words import CueWords
    from monitor.types import Span

_REFUSAL, FAR = 6, 12
"""How many words a refusal ("ruled out that …") reaches over; how far off a word may stand and still leave doubt. In words, as all below; chosen by hand."""
_BESIDE = 1
"""Between a negator or a refusal and the cue that it surely turns ("will not be withdrawing")."""
_OF_REFUSAL = 2
"""Between a refusal and the negator that turns it ("does not want to refuse"), or what it refuses to end ("against any further lifting of …")."""
_BEHIND, _BARRED_BEHIND = 4, 3
"""Between a cue and what turns it behind ("is out of the question"); and what bars it there in so many words («прекращать помощь нельзя»)."""


def negators_of(sentence: str, cue: re.Match[str], words: CueWords, taken: Sequence[Span]) -> list[str]:
    """Negators that reach the cue from before it or stand in its gaps; none where the cue has one of its own."""
    refusals = [m.span() for m in real(sentence, words.refusals, words.not_negators)]
    found: list[str] = []
    for m in real(sentence, words.negators, words.not_negators):
        if cue.start() <= m.start() < cue.end() and not in_gap(cue, m.start()):
            return []
        if any(a <= m.start() < b for a, b in (*refusals, *taken)):
            continue
        near = m.end() <= cue.start() and reaches(sentence, m.end(), cue.start(), words, far=words.reach)
        if (near and not _refusal_between(refusals, m.end(), cue.start())) or turns_in_gap(cue, m, words):
            found.append(m[0])
    return found


def refusals_of(sentence: str, cue: re.Match[str], words: CueWords, taken: Sequence[Span]) -> list[str]:
    """Refusals before the cue; one that is itself negated ("does not refuse") counts twice, and so turns nothing.

    One that shares its word of refusal with the cue ("are against …") is the cue.
    """
    found: list[str] = []
    for m in real(sentence, words.refusals, words.not_negators):
        if any(a <= m.start() < b for a, b in taken):
            continue
        shared = m.end() > cue.start() and not words.negators.search(sentence, m.start(), cue.start())
        near = reaches(sentence, m.end(), cue.start(), words, far=_REFUSAL, across_clauses=True)
        before = m.start() < cue.start() and near and not shared
        if not before and not in_gap(cue, m.start()):
            continue
        found.append(m[0])
        found += [
            n[0]
            for n in real(sentence, words.negators, words.not_negators)
            if n.end() <= m.start()
            and words_between(sentence, n.end(), m.start()) <= _OF_REFUSAL
            and (n.start() < cue.start() or in_gap(cue, n.start()))  # else it is the cue's own
            and not words.negators.match(sentence, m.start())  # negations agree: «никто не собирается»
        ]
        # "against an end of the deliveries" is for them
        undone = words.undoing.search(sentence, m.end(), cue.start()) if before else None
        if undone and words_between(sentence, m.end(), undone.start()) <= _OF_REFUSAL:
            found.append(undone[0])
    return found


def turned_behind(sentence: str, cue: re.Match[str], words: CueWords, taken: Sequence[Span]) -> list[str]:
    """What turns the cue from behind, in the same clause ("… is out of the question")."""
    m = words.after.search(sentence, cue.end())
    if m is None or any(a <= m.start() < b for a, b in taken) or "," in sentence[cue.end() : m.start()]:
        return []
    if any(not in_gap(cue, n.start()) for n in words.negators.finditer(sentence, cue.start(), cue.end())):
        return []  # negations agree with one another: «диалога нет и не будет»
    return [m[0]] if reaches(sentence, cue.end(), m.start(), words, far=_BEHIND) else []


def far_word(sentence: str, cue: re.Match[str], words: CueWords, taken: Sequence[Span]) -> str | None:
    """A negator or a refusal before the cue that stands beyond its reach and may yet bear on it."""
    far = [m for m in real(sentence, words.negators, words.not_negators) if not _within(m, cue, sentence, words.reach)]
    far += [m for m in real(sentence, words.refusals, words.not_negators) if not _within(m, cue, sentence, _REFUSAL)]
    for m in far:
        mine = m.end() <= cue.start() and not any(a <= m.start() < b for a, b in taken)
        joined = words.joints.joins.search(sentence, m.end(), max(m.end(), cue.start()))
        if mine and not joined and reaches(sentence, m.end(), cue.start(), words, far=FAR):
            return m[0]
    return None


def turned_beside(sentence: str, cue: re.Match[str], words: CueWords) -> bool:
    """Whether a negator or a refusal stands right before the cue, but for words that tell of what nobody speaks."""
    turning = [m for p in (words.negators, words.refusals) for m in real(sentence, p, words.not_negators)]
    ahead = (sentence[m.end() : cue.start()] for m in turning if m.end() <= cue.start())
    between = (words.unsaid.sub(" ", text, count=1) for text in ahead)
    return any(words_between(text, 0, len(text)) <= _BESIDE for text in between)


def barred_behind(sentence: str, cue: re.Match[str], words: CueWords) -> bool:
    """Whether right behind the cue stands that it must not be ("прекращать помощь нельзя"), with a few words of what it is about between."""
    m = words.bars.search(sentence, cue.end())
    return m is not None and reaches(sentence, cue.end(), m.start(), words, far=_BARRED_BEHIND)


def _within(m: re.Match[str], cue: re.Match[str], sentence: str, reach: int) -> bool:
    return words_between(sentence, m.end(), cue.start()) <= reach


def _refusal_between(refusals: list[Span], start: int, end: int) -> bool:
    return any(start <= a and b <= end for a, b in refusals)
