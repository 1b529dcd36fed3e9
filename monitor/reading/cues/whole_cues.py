"""Whether a cue says what it looks like, by what stands in its gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re

    from monitor.reading.cues.cue_words import CueWords


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


def runs_on(cue: re.Match[str], words: CueWords) -> bool:
    """Whether a gap of the cue goes on to another thing ("stop the pause and …") or turns once more ("prevent delays to the lifting of …")."""
    gaps = [(a, b) for a, b in cue.regs[1:] if a >= 0]
    return any(words.joints.goes_on.search(cue.string, a, b) or words.undoing.search(cue.string, a, b) for a, b in gaps)


def in_gap(cue: re.Match[str], position: int) -> bool:
    """Whether a place lies in one of the cue's gaps."""
    return any(a <= position < b for a, b in cue.regs[1:])


def turns_in_gap(cue: re.Match[str], m: re.Match[str], words: CueWords) -> bool:
    """In a gap, and nothing is joined on after it: "do not work and should be lifted" is no "not lifted"."""
    gap = next((span for span in cue.regs[1:] if span[0] <= m.start() < span[1]), None)
    return gap is not None and not words.joints.joins.search(cue.string, m.end(), gap[1])


def _ends_in_phrase(cue: re.Match[str], words: CueWords) -> bool:
    """Whether a phrase that begins in a gap ends with the cue, or one goes on beyond it from its last word."""
    found = words.phrases.finditer(cue.string, cue.start())
    return any(
        cue.start() < m.start() < cue.end() <= m.end() and (m.end() > cue.end() or in_gap(cue, m.start()))
        for m in found
    )


def _refuses_before(cue: re.Match[str], end: int, words: CueWords) -> bool:
    refusing = (words.refusals, words.opposed, words.negators)
    return any(pattern.search(cue.string, cue.start(), end) for pattern in refusing)
