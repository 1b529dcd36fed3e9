"""Whom a text has spoken of so far, and which of them a pronoun stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.reading.actors.roles import is_other_sex
from monitor.reading.actors.speaker import Speaker
from monitor.reading.actors.told import is_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.reading.text.lexicon import Lexicon
    from monitor.types import Person, Span

HUMAN = frozenset({"person", "named", "unnamed", "expert"})
"""The roles of those whom "he" and "she" may mean."""
REACH = 1_800
"""Characters back in which somebody is looked for."""
_REMEMBERED = 60


@dataclass(frozen=True, slots=True)
class Topic:
    """Somebody the text has spoken of; `strong`: as the subject of a sentence or as a source."""

    at: int
    speaker: Speaker
    strong: bool


class Topics:
    """Those whom one article has spoken of, in the order of the text; `home`: who "we" are in an outlet of one's own."""

    def __init__(self, lexicon: Lexicon, *, home: Speaker | None) -> None:
        self._lexicon = lexicon
        self._home = home
        self._topics: list[Topic] = []

    def add(self, topic: Topic) -> None:
        """Takes note of somebody the text speaks of, as the last one so far."""
        self._topics.append(topic)

    def insert(self, topics: Sequence[Topic]) -> None:
        """Puts topics at their places among those who are noted already."""
        if topics:
            self._topics = sorted([*self._topics, *topics], key=lambda topic: topic.at)

    def forget_old(self) -> None:
        """Keeps the latest ones alone."""
        self._topics = self._topics[-_REMEMBERED:]

    def last(self, before: int) -> Topic | None:
        """The last one who spoke or was a sentence's subject before that place, within reach."""
        strong = [t for t in self._topics if t.strong and t.at < before and before - t.at < REACH]
        return strong[-1] if strong else None

    def subject_since(self, since: int, before: int, *, female: bool) -> Speaker | None:
        """The last person who spoke or was a sentence's subject between the two places; None where that is nobody or of the other sex."""
        strong = [t.speaker for t in self._topics if t.strong and since <= t.at < before]
        if not strong or strong[-1].plural or strong[-1].role not in HUMAN:
            return None
        return None if is_other_sex(strong[-1].name, female=female, lexicon=self._lexicon) else strong[-1]

    def between(self, since: int, before: int) -> list[Topic]:
        """All who were spoken of from the one place to the other."""
        return [topic for topic in self._topics if since <= topic.at < before]

    def persons_before(self, at: int) -> list[Person]:
        """The followed ones who were spoken of before that place, those last who spoke or were a sentence's subject in reach of it."""
        named = [t for t in self._topics if t.at < at and t.speaker.person]
        ordered = sorted(named, key=lambda t: (t.strong and at - t.at < REACH, t.at))
        return [t.speaker.person for t in ordered if t.speaker.person]

    def by_pronoun(self, phrase: str, at: int, *, told: Sequence[Span]) -> Speaker | None:
        """Whom a pronoun at that place means, nobody known where it tells of none; None where the phrase is no pronoun.

        `told`: where nobody is named whom it may mean.
        """
        word, words = phrase.strip().casefold(), self._lexicon.words
        unknown = Speaker(name=phrase, role="unknown", plural=word in words["pronouns_they"])
        near = [t.speaker for t in self._topics if t.at < at and at - t.at < REACH]
        if word in words["pronouns_you"]:
            return unknown
        if word in words["pronouns_they"]:
            return next((speaker for speaker in reversed(near) if speaker.plural), unknown)
        if word in words["pronouns_it"]:
            return self._house(at) or unknown
        if word in words["pronouns_he"] or word in words["pronouns_she"]:
            return self._antecedent(at, told, female=word in words["pronouns_she"]) or unknown
        return (self._home or unknown) if word in words["pronouns_we"] else None

    def _house(self, at: int) -> Speaker | None:
        """The house that spoke last; where a person did since, or none has, the one that the sentence is about, which is noted weakly."""
        houses = [t for t in self._topics if t.at < at and at - t.at < REACH and t.speaker.role == "office"]
        last, latest = self.last(at), houses[-1] if houses else None
        spoke = next((t for t in reversed(houses) if t.strong), None)
        chosen = spoke if spoke is not None and spoke is last else latest
        return chosen.speaker if chosen else None

    def _antecedent(self, at: int, told: Sequence[Span], *, female: bool) -> Speaker | None:
        fitting = [
            t
            for t in self._topics
            if t.at < at
            and at - t.at < REACH
            and not is_in(t.at, told)
            and not t.speaker.plural
            and t.speaker.role in HUMAN
            and not is_other_sex(t.speaker.name, female=female, lexicon=self._lexicon)
        ]
        chosen = [t for t in fitting if t.strong] or fitting
        return max(chosen, key=lambda t: t.at).speaker if chosen else None
