"""When utterances in other words are one act of saying: a quotation and its translation, or what an outlet made of it.

May import: types.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from monitor.types.levels import mode_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from monitor.types import Evidence, MergeRules, Utterance

_QUOTED = ("primary", "quoted")
_NEXT = 1
"""Levels that two readings of the same words may differ by: languages are read with different sureness."""


class Likeness(Protocol):
    """How near two sentences are in meaning, 0…1, also across languages; it says nothing of which side they take."""

    def __call__(self, one: str, other: str, /) -> float: ...


def is_retold(one: Utterance, other: Utterance, rules: MergeRules, likeness: Likeness) -> bool:
    """The same speaker on the same issue, about the same day, near in meaning and level: in two languages, or once quoted and once
    retold.

    Nearness alone proves nothing, since a sentence and its opposite lie beside each other; speaker, day, issue and level do
    the rest.
    """
    same = one.key == other.key and one.actor == other.actor and abs(one.said_at - other.said_at) <= rules.window
    if not same or abs(mode_of(one.levels) - mode_of(other.levels)) > _NEXT:
        return False
    return any(likeness(a.quote, b.quote) >= rules.translated for a, b in _in_other_words(one, other))


def _in_other_words(one: Utterance, other: Utterance) -> Iterable[tuple[Evidence, Evidence]]:
    return (
        (a, b)
        for a in one.evidence
        for b in other.evidence
        if a.language != b.language or not (a.voice in _QUOTED and b.voice in _QUOTED)
    )
