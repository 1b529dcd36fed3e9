"""Whose conduct a clause tells of: the speaker's own side, or the other one's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from monitor.reading.cues.clauses import goes_on
from monitor.reading.cues.cue_words import any_of
from monitor.types import Lineup

if TYPE_CHECKING:
    from collections.abc import Iterable

    from monitor.reading.cues.cue_words import CueWords
    from monitor.types import Side

_LAST_WORD = re.compile(r"([\w'’-]+)\W*$")
_LAST_TWO = re.compile(r"([\w'’-]+)\W+[\w'’-]+$")
_OWNS = re.compile(r"['’]s?\b")
_BREAKS = re.compile(r"[;:()]")
_NEAR, _WORDS_NEAR = 60, 4
"""How far behind a word of an issue somebody stands with whom it is: letters, words; chosen by hand."""
REMEMBERED = 64
"""Texts of which it is kept who is named in them: of a title, a paragraph and a statement it is asked for each issue. More than those of one statement; chosen by hand."""

Subject = Literal["own", "other", "asked", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who is heard: the bloc (None: not known), and whether the words are the speaker's own ("they" is then not he)."""

    bloc: str | None = None
    verbatim: bool = False


class Sides:
    """The sides of the topic in one language: which of them a text names, and which of them is a clause's subject."""

    def __init__(self, sides: Iterable[Side], language: str, words: CueWords) -> None:
        self.lineup = Lineup(tuple(sides))
        self._words = words
        self._named = {side.id: any_of(side.words.get(language, ())) for side in self.lineup.sides}
        self._subjects = {side.id: any_of(side.names.get(language, ())) for side in self.lineup.sides}
        self._sides_in = lru_cache(REMEMBERED)(self._look)

    @property
    def shorthand(self) -> dict[str, str]:
        """`<russia>` in a cue pattern: any word that names that side."""
        return {side: pattern.pattern for side, pattern in self._named.items()}

    def named(self, text: str) -> frozenset[str]:
        """Ids of the sides that the text names."""
        return self._sides_in(text)

    def _look(self, text: str) -> frozenset[str]:
        return frozenset(side for side, pattern in self._named.items() if pattern.search(text))

    def is_with_outsider(self, text: str, word: re.Match[str]) -> bool:
        """Whether the word is about a state outside the topic: "talks with Tehran", "relations with China", "Russian-Kazakh ties"."""
        found = [
            m
            for side in self.lineup.outsiders
            for m in self._named[side].finditer(text, max(0, word.start() - _NEAR), word.end() + _NEAR)
        ]
        return any(
            self._is_whom(text[word.end() : m.start()])
            if m.start() >= word.end()
            else text[m.end() : word.start()].isspace()
            for m in found
        )

    def _is_whom(self, between: str) -> bool:
        return self._words.whom.match(between.lstrip()) is not None and len(between.split()) <= _WORDS_NEAR

    def possible_opponents(self, bloc: str | None) -> frozenset[str]:
        """The other side of a speaker of the bloc; of one who is not known, any that another is against."""
        return self.lineup.opposed if bloc is None else self.lineup.opponents_of(bloc)

    def subject(
        self, sentence: str, cue: re.Match[str], speaker: Speaker, *, about: frozenset[str] = frozenset()
    ) -> Subject:
        """Whose conduct the cue tells of; "asked": the other side's, as the speaker demands it.

        `about` are the sides that the issue is about ("Ukraine will join"): naming them blames nobody.
        """
        if not self.lineup.opponents_of(speaker.bloc):
            return "unknown"
        start = self._clause_start(sentence, cue.start())
        who = self._last_subject(sentence, start, cue, speaker, about)
        if who == "other" and self._words.demands.search(sentence, start, cue.end()):
            return "asked"
        return who

    def names_opponent(self, text: str, speaker: Speaker) -> bool:
        """Whether it names the speaker's other side."""
        return bool(self.named(text) & self.lineup.opponents_of(speaker.bloc))

    def is_of_others(self, sentence: str, said: re.Match[str], speaker: Speaker) -> bool:
        """Whether it is surely not the other side that it is said of.

        The speaker's own side is named before it, or a third one, and the other one neither before it nor in a clause that follows; or it is named within the
        words, where they end with what it does («нападать на НАТО Россия не собирается»).
        """
        others = self.lineup.opponents_of(speaker.bloc)
        if others and any(
            self._subjects[side].search(sentence, *said.span()) for side in self.lineup.ids_of(speaker.bloc)
        ):
            return not self._goes_on_with(others, sentence, said.end())
        named = {side for side, names in self._subjects.items() if names.search(sentence, 0, said.start())}
        if not others or named & others or self._goes_on_with(others, sentence, said.end()):
            return False
        return bool(named) or self._has_it(sentence, said, speaker) or self.subject(sentence, said, speaker) == "own"

    def _has_it(self, sentence: str, said: re.Match[str], speaker: Speaker) -> bool:
        """Whether who speaks is named as who has it («у нас нет планов», «у России нет планов»)."""
        own = [self._words.self_words, *(self._named[side] for side in self.lineup.ids_of(speaker.bloc))]
        had = self._words.had.finditer(sentence, 0, said.start())
        return any(pattern.match(sentence, m.end() + 1) for m in had for pattern in own)

    def _goes_on_with(self, sides: frozenset[str], sentence: str, start: int) -> bool:
        """Whether a clause that begins behind `start` names one of the sides."""
        opened = self._words.joints.opens_clause.search(sentence, start)
        return opened is not None and any(self._named[side].search(sentence, opened.end()) for side in sides)

    def wanted_by_other(self, sentence: str, speaker: Speaker) -> str | None:
        """Where the sentence only tells what the other side wants ("Russia wants NATO to pull back"): the words that say so.

        Not where it is refused, or goes on with what the speaker's side says or does.
        """
        for m in (
            m
            for side in self.lineup.opponents_of(speaker.bloc)
            if side in self._subjects
            for m in self._subjects[side].finditer(sentence)
        ):
            wants = self._words.wants.match(sentence[m.end() :].lstrip(" "))
            turned = self._words.negators.search(sentence, 0, m.start()) or self._words.refusals.search(
                sentence, 0, m.start()
            )
            if wants is None or turned or self._after_preposition(sentence, m.start()):
                continue
            if not goes_on(sentence, m.end(), self._words):
                return f"{m[0]} {wants[0].strip()}"
        return None

    def only_other(self, sentences: Iterable[str], speaker: Speaker) -> str | None:
        """Who of the other side is a clause's subject, where the speaker's own side is neither named nor meant; None elsewhere.

        So also where another clause says what will or must be, of nobody in particular: "…, and weapons will be used".
        """
        found = None
        for sentence in sentences:
            if self._speaks_for_itself(sentence) or self.named(sentence) & self.lineup.ids_of(speaker.bloc):
                return None
            for clause in self._words.joints.opens_clause.split(sentence):
                theirs = self._begins(clause, self.lineup.opponents_of(speaker.bloc))
                if theirs is None and self._words.modals.search(clause):
                    return None
                found = found or theirs
        return found

    def _begins(self, clause: str, sides: frozenset[str]) -> str | None:
        """The name of one of the sides as a subject: not behind a preposition, nor right behind a verb («предложил США»)."""
        for side in sides & self._subjects.keys():
            for m in self._subjects[side].finditer(clause):
                if self._words.joints.before_subject.search(clause, 0, m.start()) and not self._after_preposition(
                    clause, m.start()
                ):
                    return m[0]
        return None

    def _speaks_for_itself(self, sentence: str) -> bool:
        """Whether "we" or "I" is a subject; not that of "as we know"."""
        return any(
            not self._words.joints.compares.search(sentence, 0, m.start())
            for m in self._words.speaks.finditer(sentence)
        )

    def owned_by_other(self, cue: re.Match[str], speaker: Speaker) -> bool:
        """Whether what the cue moves is the other side's: "withdraw your troops", "the removal of Russian forces"."""
        words = _LAST_TWO.search(cue[0])
        others = self.possible_opponents(speaker.bloc)
        return words is not None and (
            any(self._named[side].fullmatch(words[1]) is not None for side in others if side in self._named)
            or self._words.other_words.fullmatch(words[1]) is not None
        )

    def _clause_start(self, sentence: str, end: int) -> int:
        cuts = [m.end() for m in _BREAKS.finditer(sentence, 0, end)]
        cuts += [m.end() for m in self._words.contrasts.finditer(sentence, 0, end)]
        return max(cuts, default=0)

    def _last_subject(
        self, sentence: str, start: int, cue: re.Match[str], speaker: Speaker, about: frozenset[str]
    ) -> Subject:
        own, others = self.lineup.ids_of(speaker.bloc), self.lineup.opponents_of(speaker.bloc)
        patterns: list[tuple[re.Pattern[str], Subject]] = [(self._words.self_words, "own")]
        patterns += [(self._subjects[side], "own") for side in own]
        patterns += [(self._subjects[side], "other") for side in others - about if side in self._subjects]
        if speaker.verbatim:
            patterns.append((self._words.other_words, "other"))
        found = [
            (m.start(), who)
            for pattern, who in patterns
            for m in pattern.finditer(sentence, start, cue.end())
            if m.start() <= cue.start()
            and not _OWNS.match(sentence, m.end())
            and not self._after_preposition(sentence, m.start())
        ]
        return max(found)[1] if found else "unknown"

    def _after_preposition(self, sentence: str, position: int) -> bool:
        last = _LAST_WORD.search(sentence, 0, position)
        if last is None or self._words.prepositions.fullmatch(last[1]) is None:
            return False
        return all(asked.end() != last.end(1) for asked in self._words.asks.finditer(sentence, 0, position))
