"""The parties to the topic, who speaks for which of them, and whom they stand against."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A party to the topic and the words that name it, by language, as regular expressions from the start of a word.

    `names` are those that can be the subject of a clause. A speaker of one of `blocs` speaks for it; what it
    says of its `opponents` is about the other side, and those who have one in common stand together. `elsewhere`: issues in whose words its
    speakers also talk of other topics, such as trade between allies; `here`: what shows by its name that they do not. `theatre`: no party but
    conflicts of their own, which a sentence that names them and no party to the topic is about.
    """

    id: str
    blocs: tuple[str, ...]
    opponents: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]
    names: Mapping[str, tuple[str, ...]]
    elsewhere: frozenset[str] = frozenset()
    here: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    theatre: bool = False


@dataclass(frozen=True, slots=True)
class Lineup:
    """Who stands on which side. A bloc of None is that of a speaker who is not known: he speaks for no side, and any may be against him."""

    sides: tuple[Side, ...]

    def sides_of(self, bloc: str | None) -> tuple[Side, ...]:
        """Those that a speaker of the bloc speaks for; none where he is not known."""
        return tuple(side for side in self.sides if bloc is not None and bloc in side.blocs)

    def ids_of(self, bloc: str | None) -> frozenset[str]:
        """Ids of those."""
        return frozenset(side.id for side in self.sides_of(bloc))

    def opponents_of(self, bloc: str | None) -> frozenset[str]:
        """Ids of the sides that those are against; none where the speaker is not known."""
        return frozenset(other for side in self.sides_of(bloc) for other in side.opponents)

    def others_than(self, bloc: str | None) -> tuple[Side, ...]:
        """The parties that a speaker of the bloc does not speak for; all of them where he is not known."""
        return tuple(side for side in self.parties if bloc not in side.blocs)

    @property
    def opposed(self) -> frozenset[str]:
        """Ids of the sides that any other is against: of a speaker who is on no side, each may be the other one."""
        return frozenset(other for side in self.sides for other in side.opponents)

    @property
    def parties(self) -> tuple[Side, ...]:
        """The sides for which somebody speaks."""
        return tuple(side for side in self.sides if side.blocs)

    @property
    def outsiders(self) -> frozenset[str]:
        """Ids of those that are no party to the topic: nobody speaks for them."""
        return frozenset(side.id for side in self.sides if not side.blocs)
