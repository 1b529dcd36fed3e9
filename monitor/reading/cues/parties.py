"""Who is named in the words themselves, in whatever language: in long texts what stands round them says little."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from monitor.reading.cues.cue_words import any_of
from monitor.reading.cues.subjects import REMEMBERED
from monitor.types import Lineup

if TYPE_CHECKING:
    from monitor.types import World

_OPPONENT = "opponent"


class Parties:
    """The sides of the topic. Holds compiled patterns."""

    def __init__(self, world: World) -> None:
        self._lineup = Lineup(world.sides)
        self._needs = {issue.code: issue.needs for issue in world.issues}
        self._words = {
            side.id: any_of([word for words in side.words.values() for word in words]) for side in world.sides
        }
        self._here = any_of([word for side in world.sides for words in side.here.values() for word in words])
        self._sides_in = lru_cache(REMEMBERED)(self._look)

    def topical(self, text: str) -> bool:
        """Whether any side is named."""
        return bool(self._sides_in(text))

    def elsewhere(self, article: str, bloc: str | None) -> frozenset[str]:
        """The issues in whose words a speaker of the bloc may talk of another topic: those of his own side, or of any where he belongs to
        none, where the article names no side that talks of this one alone, nor anything else that is of this one only."""
        if self._here.search(article) or any(
            not side.elsewhere and self._words[side.id].search(article) for side in self._lineup.parties
        ):
            return frozenset()
        told_by = self._lineup.sides_of(bloc) or self._lineup.sides
        return frozenset().union(*(side.elsewhere for side in told_by))

    def another(self, text: str, bloc: str | None) -> bool:
        """Whether a party is named that is not the speaker's own. Who names an alliance, which has no opponent of its own, names more than oneself."""
        named = self._sides_in(text)
        himself = {side.id for side in self._lineup.sides_of(bloc) if side.opponents}
        return any(side.id in named - himself for side in self._lineup.parties)

    def heard(self, text: str, before: str, bloc: str | None) -> frozenset[str]:
        """Those of `named` for the words with what was said just before them; by themselves where they name only who is no party to the topic."""
        sides = self._sides_in(text)
        elsewhere = bool(sides) and sides <= self._lineup.outsiders
        return self.named(text if elsewhere else f"{before} {text}", bloc)

    def named(self, text: str, bloc: str | None) -> frozenset[str]:
        """Issues of whose groups of sides (`needs`) each has one named; the speaker's own side need not be named, the opponent must.

        `bloc`: the speaker's. The opponent of who belongs to no side is any that another is against.
        """
        named = self._sides_in(text)
        own = self._lineup.ids_of(bloc)
        against = self._lineup.opponents_of(bloc) if own else self._lineup.opposed
        return frozenset(
            code
            for code, needs in self._needs.items()
            if all(_met(frozenset(group), named, own=own, against=against) for group in needs)
        )

    def _look(self, text: str) -> frozenset[str]:
        """Ids of the sides that the text names."""
        return frozenset(side for side, words in self._words.items() if words.search(text))


def _met(group: frozenset[str], named: frozenset[str], *, own: frozenset[str], against: frozenset[str]) -> bool:
    if _OPPONENT in group:
        return bool((group | against) & named)
    return bool(group & (named | own))
