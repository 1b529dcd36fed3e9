"""The words round a statement that tell what it is about, and the language of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.reading.text.sentences import split_sentences
from monitor.types.script import is_cyrillic

if TYPE_CHECKING:
    from monitor.reading.found import Attribution

_UKRAINIAN = re.compile(r"[іїєґ]", re.IGNORECASE)
HEARD_BEFORE = 400
"""Letters before a statement in which a party to the topic must have been named, in a long text."""
BEGUN = 40
"""Letters of a statement that tell whether a sentence has ended before it."""


def first_word(found: Attribution) -> int:
    """Where what was said begins: of a bare yes or no, where the question does."""
    return found.start if found.answers is None else found.answers[0]


def words_before(text: str, start: int, *, language: str) -> str:
    """The whole sentences before the one that goes on into the statement: who is said to say it is no context of what is said."""
    first = max(start - HEARD_BEFORE, 0)
    if first:
        cut = text.find(" ", first, start)
        first = start if cut < 0 else cut
    near = text[first : start + BEGUN]
    ends = [end for _, end in split_sentences(near, language) if end <= start - first]
    return near[: ends[-1]].strip() if ends else ""


def sentence_round(text: str, found: Attribution, *, language: str) -> str:
    """The sentence of the article in which what was said begins, and the one before it in its paragraph."""
    start, end = found.context
    within = split_sentences(text[start:end], language)
    at = next((n for n, (a, b) in enumerate(within) if start + a <= found.start < start + b), None)
    return "" if at is None else text[start + within[max(at - 1, 0)][0] : start + within[at][1]]


def language_of(text: str, language: str) -> str:
    """The language to read the words in: a Latin quotation in a Cyrillic article is English, and the other way round Russian."""
    if is_cyrillic(text):
        return language if language in ("ru", "uk") else "uk" if _UKRAINIAN.search(text) else "ru"
    return "en" if language in ("ru", "uk") else language
