"""Old words in a new article: what was quoted before is no news by itself. May import: types, shifts.merge."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from monitor.shifts.merge import is_paraphrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from monitor.types import MergeRules, Utterance

FEWEST = 5
"""Runs of eight words: twelve words in a row are a sentence, fewer may be a set phrase."""
SHARE = 0.8
"""Of an utterance's runs that must have been heard before, in one utterance."""


def may_be_old(utterance: Utterance) -> bool:
    """Whether it is worth looking for: enough words of the speaker's own, and not on his own page, where he says them anew."""
    return not (utterance.primary or utterance.quiet or is_paraphrase(utterance)) and len(utterance.shingles) >= FEWEST


def needed(utterance: Utterance) -> int:
    """How many of its runs must have been heard before."""
    return math.ceil(SHARE * len(utterance.shingles))


def first_heard(utterance: Utterance, older: Iterable[Utterance], rules: MergeRules) -> Utterance | None:
    """The oldest utterance of the office that had these words, where it was said longer ago than news is; else None."""
    if not may_be_old(utterance):
        return None
    runs, least = set(utterance.shingles), needed(utterance)
    same = (
        old
        for old in older
        if utterance.said_at - old.said_at > rules.stale
        and old.id != utterance.id
        and len(runs.intersection(old.shingles)) >= least
    )
    return min(same, key=lambda old: (old.said_at, old.id), default=None)
