"""Whether somebody is only named in what a sentence tells of others' words, and is not the one who tells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.reading.actors.recognition import PREVIOUS_WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.reading.text.lexicon import Lexicon
    from monitor.types import Span

_NEXT_WORD = re.compile(r"\s+([\w’'-]+)")


def is_in(at: int, spans: Sequence[Span]) -> bool:
    """Whether the place lies in one of the spans."""
    return any(start <= at < end for start, end in spans)


def is_told(text: str, start: int, at: int, *, lexicon: Lexicon) -> bool:
    """Whether a verb of speech stands before `at` in the sentence that begins at `start`, or "according to him", so that it is told there and
    not the one who tells."""
    return lexicon["cue"].search(text, start, at) is not None or _is_his(text, start, at, lexicon)


def _is_his(text: str, start: int, at: int, lexicon: Lexicon) -> bool:
    """Whether there stands, by a pronoun, whose words the sentence tells: "according to him", "in her view", «по его словам»."""
    if lexicon["his_words"].search(text, start, at):
        return True
    for m in lexicon["according"].finditer(text, start, at):
        following = _NEXT_WORD.match(text, m.end(), at)
        if following is not None and _is_third(following[1], lexicon):
            return True
    owners = (PREVIOUS_WORD.search(text, start, m.start()) for m in lexicon["views"].finditer(text, start, at))
    return any(owner is not None and _is_third(owner[1], lexicon) for owner in owners)


def _is_third(word: str, lexicon: Lexicon) -> bool:
    return word.casefold() in lexicon.words["pronouns_he"] or word.casefold() in lexicon.words["pronouns_she"]
