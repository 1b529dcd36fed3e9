"""The reasons of an answer, in words for whoever checks it."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from monitor.compare.judged import SIDED

if TYPE_CHECKING:
    from monitor.compare.found import Ranked, Relation
    from monitor.compare.judged import Judged

_SHOWN = 160
"""Characters of a sentence that is named in a reason."""
_DIRECTED = 0.5
"""Probability from which it is told which way a contradiction goes. Chosen by hand: more likely than not."""
MOVED: dict[Relation, str] = {
    "contradicts": "these words cannot stand beside the claim",
    "hardens": "these words are harder than the claim",
    "softens": "these words are softer than the claim",
}
"""What words do that move the claim."""
MAY_BE: dict[Relation, str] = {"contradicts": "the contrary of", "hardens": "harder than", "softens": "softer than"}
"""What they may be beside it, where they are not plainly so."""
_TERMS_SAY: dict[Relation, float] = {"reaffirms": 1.0, "contradicts": -1.0}
"""Which way the claim's terms point where they speak for the answer; of words harder or softer than it they tell no more than what both are about."""


def left_open(judged: Judged) -> str:
    """Why the words can take no side."""
    if judged.found.passage.in_jest:
        return "; they are told as a joke"
    return "; they leave it to others, or give no answer" if judged.defers else ""


def way_of(judged: Judged) -> str:
    """Which way a contradiction goes, where that is clear and the words are on a followed issue: of others nobody has said which way is harder."""
    way = judged.relating.direction
    if not judged.side.issue or max(way.harder, way.softer) <= _DIRECTED:
        return ""
    return f", and turn the line {'harder' if way.harder > way.softer else 'softer'}"


def by_terms(judged: Judged, relation: Relation) -> str:
    """What is called good or bad, and which of the claim's terms the rules went by, where they do not speak against the answer."""
    agreement, way = judged.agreement, _TERMS_SAY.get(relation, 0.0)
    so = f"; {judged.called}" if judged.called else ""
    if judged.side.vote * way >= SIDED:
        so += f"; read by itself, it takes the {'same' if way > 0 else 'other'} side of {judged.side.issue} {'as' if way > 0 else 'than'} the claim"
    if agreement is None or not agreement.signed or agreement.vote * _TERMS_SAY.get(relation, agreement.vote) < 0:
        return so
    *others, last = (f"“{word}”" for word in agreement.words)
    words = f"{', '.join(others)} and {last}" if others else last
    if relation not in _TERMS_SAY:
        return f"{so}; both are about {words}"
    return f"{so}; about {words} they say {'the same as' if agreement.vote > 0 else 'the contrary of'} the claim"


def nearest_words(nearest: Ranked | None) -> str:
    """What to look at to see that nothing was overlooked; nothing where the article has no sentence."""
    if nearest is None:
        return ""
    words = shorten(nearest.passage.text, _SHOWN, placeholder=" …")
    return f"; its nearest sentence is so by {nearest.relevance:.2f} of 1: “{words}”"
