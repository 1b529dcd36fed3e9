"""Sentences that tell of what was done or wanted then, and say nothing of today. English and Russian."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.reading.cues.cue_words import CueWords

_YEAR = re.compile(r"(?<![\w.,])(?:19|20)\d\d(?![\w%])")
_NEAR = timedelta(days=90)
"""A year that ended so lately is not the past yet; chosen by hand."""


def told_of_past(sentence: str, words: CueWords, day: date | None) -> str | None:
    """The words that tell of then, where the sentence, said on that day, says nothing of today or of what comes."""
    found = words.past.search(sentence)
    if found is None or words.not_past.search(sentence) or not _are_over(sentence, day):
        return None
    return found[0]


def _are_over(sentence: str, day: date | None) -> bool:
    """Whether the years that the sentence names, if any, were over on that day; where nobody knows the day, none was."""
    years = [int(m[0]) for m in _YEAR.finditer(sentence)]
    return not years or (day is not None and day >= date(max(years) + 1, 1, 1) + _NEAR)
