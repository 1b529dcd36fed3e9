"""What is about other conflicts alone: a truce in Gaza, sanctions against Israel.

A sentence that names another theatre and none of the parties that talk of this topic alone is not about its issues; nor is what is aimed at
others ("sanctions on Iran"), as long as nobody of this topic is named behind it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from monitor.reading.cues.clauses import split_plain, words_between
from monitor.reading.cues.cue_files import read_cues
from monitor.reading.cues.cue_words import any_of
from monitor.reading.cues.plain_asks import one_of
from monitor.reading.text.word_files import lists_called
from monitor.types import Lineup
from monitor.types.patterns import spaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from monitor.types import Issue, Side, World

_TARGET = 40
"""Letters behind "against" in which those stand at whom it is aimed; chosen by hand."""
_FIRST = 1
"""Words before a side's name that begins a text; chosen by hand."""
_ENDS = re.compile(r"[,;:.!?()]|\s[—–-]\s")


class Theatres:
    """Knows the parties, and who is none. Holds compiled patterns, of all languages at once: a quotation may be in another."""

    def __init__(self, world: World) -> None:
        self._lineup = Lineup(world.sides)
        self._named = {side.id: any_of(_all_words([side])) for side in world.sides}
        self._theatres = any_of(_all_words(side for side in world.sides if side.theatre))
        self._here = any_of([word for side in world.sides for words in side.here.values() for word in words])
        self._elsewhere = frozenset[str]().union(*(side.elsewhere for side in world.sides))
        self._conduct = frozenset(issue.code for issue in world.issues if issue.of_conduct)
        self._aimed = {issue.code: _aimed(issue) for issue in world.issues if issue.aimed}
        self._at = {issue.code: frozenset(issue.aimed_at) for issue in world.issues if issue.aimed}

    def foreign(self, text: str, around: str, bloc: str | None) -> frozenset[str]:
        """The issues that the text of a speaker of the bloc is not about; `around`: the sentence of the article in which it stands and the one
        before it, which tell where the text names nobody."""
        found = {code for code in self._aimed if self._is_aimed_elsewhere(text, code, bloc)}
        bare = not any(named.search(text) for named in self._named.values())
        if self._is_apart(text, bloc) or (bare and self._is_apart(around, bloc)):
            found |= self._elsewhere if self._talks_of_others(bloc) else self._elsewhere & self._conduct
        return frozenset(found)

    def _talks_of_others(self, bloc: str | None) -> bool:
        """Whether speakers of the bloc also talk of other topics in the words of this one; those who do not see the other side everywhere."""
        own = self._lineup.sides_of(bloc)
        return not own or any(side.elsewhere for side in own)

    def _is_apart(self, text: str, bloc: str | None) -> bool:
        """Whether another theatre is named, and not only compared with, and nobody who talks of this topic alone, nor the other side."""
        named = self._theatres.search(text)
        if named is None or self._here.search(text) or only_compared(text, named.start()):
            return False
        if self._is_at_speaker(text, bloc):
            return False
        if not self._talks_of_others(bloc) and _ENDS.search(text, 0, named.start()):
            return False  # "we are ready for talks, and Iraq could host them"
        parties = {side.id for side in self._lineup.parties if not side.elsewhere}
        parties -= {side.id for side in self._lineup.sides_of(bloc) if side.opponents and self._begins(text, side)}
        parties |= self._lineup.opponents_of(bloc)
        return not any(self._named[side].search(text) for side in parties)

    def _is_at_speaker(self, text: str, bloc: str | None) -> bool:
        """Whether it tells what is aimed at the speaker's own side, where that talks of this topic alone ("sanctions against us")."""
        return not self._talks_of_others(bloc) and _us().search(text) is not None

    def _begins(self, text: str, side: Side) -> bool:
        """Whether the side is named nowhere but at the beginning, as who speaks ("Россия призывает …")."""
        return all(words_between(text, 0, m.start()) <= _FIRST for m in self._named[side.id].finditer(text))

    def _is_aimed_elsewhere(self, text: str, code: str, bloc: str | None) -> bool:
        """Whether each sentence that tells of the issue's matter tells that it is aimed at others."""
        told = [(sentence, m) for sentence in split_plain(text) if (m := self._aimed[code].search(sentence))]
        return bool(told) and all(self._is_at_others(sentence, m, code, bloc) for sentence, m in told)

    def _is_at_others(self, sentence: str, m: re.Match[str], code: str, bloc: str | None) -> bool:
        """Whether others are named right behind "against", not the speaker's own, and nobody behind that at whom the topic's own is aimed; what
        those aim themselves at the other side is another matter too."""
        if m["aimed"] is None:
            return False
        end = _ENDS.search(sentence, m.end(), m.end() + _TARGET)
        target = sentence[m.end() : end.start() if end else m.end() + _TARGET]
        meant, rest = self._at[code], sentence[m.end() :]
        parties = {side.id for side in self._lineup.others_than(bloc)} - meant
        at_party = any(self._named[side].search(target) for side in parties)
        answers = at_party and not meant.isdisjoint(self._lineup.ids_of(bloc))
        if answers and not any(self._named[side].search(target) for side in meant):
            return True
        named = any(self._named[side].search(rest) for side in meant) or self._here.search(rest) is not None
        ours = named or self._is_at_speaker(rest, bloc)
        return not ours and (at_party or self._theatres.search(target) is not None)


def only_compared(text: str, end: int) -> bool:
    """Whether what is named at `end` may only be compared with, by the words before it ("as in Syria")."""
    return _compared().search(text, 0, end) is not None


def _all_words(sides: Iterable[Side]) -> list[str]:
    return [word for side in sides for words in side.words.values() for word in words]


def _aimed(issue: Issue) -> re.Pattern[str]:
    """The issue's matter; a group of a match has the words behind it before whom it is aimed at."""
    reasons = one_of(_lexicon()["reasons"])
    matter, before = (
        one_of([word for of in issue.aimed for word in words[of]]) for words in (issue.matter, issue.aimed)
    )
    between = rf"\s+(?:(?!(?:{reasons})\s)[\w-]+\s+)?"
    pattern = rf"(?<!\w)(?:{matter})(?!\w)(?P<aimed>{between}(?:{before})(?!\w))?"
    return re.compile(spaced(pattern), re.IGNORECASE)


@cache
def _compared() -> re.Pattern[str]:
    return any_of(_lexicon()["compared"])


@cache
def _us() -> re.Pattern[str]:
    return any_of(_lexicon()["us"])


@cache
def _lexicon() -> Mapping[str, Sequence[str]]:
    return read_cues("theatres.toml", lists_called(("compared", "reasons", "us")))
