"""The clauses of a sentence: where it ends and goes on, and whether one of its words bears on another."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.reading.cues.cue_words import CueWords

_ENDS = re.compile(r"[.!?…]+[”\"»’')\]]*\s+(?=[“\"«(„—–-]*\s*[A-ZА-ЯЁ0-9])")
_WORD = re.compile(r"\w[\w'’-]*")
LONGEST_SENTENCE = 300
"""Letters of a sentence that is read as one plain demand, refusal or wish, at most: a longer one says more than that; chosen by hand."""
_BREAKS = re.compile(r"[;:()]|\s[—–-]\s")


def split_plain(text: str) -> list[str]:
    """The sentences of a statement; quotations inside it may be cut, its words are all kept."""
    cuts = [0, *(m.end() for m in _ENDS.finditer(text)), len(text)]
    return [piece for a, b in pairwise(cuts) if (piece := text[a:b].strip())]


def words_between(sentence: str, start: int, end: int) -> int:
    """How many words stand between two places; none where the second is the earlier."""
    return sum(1 for _ in _WORD.finditer(sentence, start, max(start, end)))


def goes_on(sentence: str, start: int, words: CueWords) -> bool:
    """Whether from there the sentence goes on with what the speaker himself says: "…, but …", "…, and we will …"."""
    if words.contrasts.search(sentence, start):
        return True
    return any(
        words.joints.before_own.search(sentence, start, m.start()) for m in words.speaks.finditer(sentence, start)
    )


def real(sentence: str, pattern: re.Pattern[str], but_not: re.Pattern[str]) -> list[re.Match[str]]:
    """Matches of the pattern that do not lie in one of `but_not`."""
    looks_like = [m.span() for m in but_not.finditer(sentence)]
    return [m for m in pattern.finditer(sentence) if not any(a <= m.start() < b for a, b in looks_like)]


def reaches(sentence: str, start: int, end: int, words: CueWords, *, far: int, across_clauses: bool = False) -> bool:
    """Whether a word that ends at `start` bears on what begins at `end`: with no more than `far` words between, and no contrast, nor, but `across_clauses`, what begins another clause."""
    if words_between(sentence, start, end) > far or _BREAKS.search(sentence, start, max(start, end)):
        return False
    if words.contrasts.search(sentence, start, end):
        return False
    return across_clauses or not words.boundaries.search(sentence, start, end)
