"""What one's own side will not do to the other ("Moscou n'envisage pas d'attaquer l'Otan"), or denies that it does, describes no other side.

In English and Russian what is not done is read with the cues (`stance`), here only what is denied.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from monitor.reading.cues.clauses import LONGEST_SENTENCE, split_plain
from monitor.reading.cues.cue_files import read_cues
from monitor.reading.cues.cue_words import any_of
from monitor.reading.text.word_files import by_language, lists_called
from monitor.types import Lineup

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from monitor.types import Side


_BY = 25
"""Letters behind "by" in which those begin who do it; chosen by hand."""
_BREAKS = re.compile(r"[,;:]|\s[–—-]\s")


class _Words(NamedTuple):
    harm: re.Pattern[str]
    harmless: re.Pattern[str]
    we: re.Pattern[str]
    by: re.Pattern[str]
    elided: re.Pattern[str]
    contrast: re.Pattern[str]


class OwnHarm:
    """Finds it. Holds compiled patterns."""

    def __init__(self, sides: Sequence[Side]) -> None:
        self._lineup = Lineup(tuple(sides))
        self._named = {(side.id, of): any_of(words) for side in sides for of, words in side.words.items()}

    def harmless(self, text: str, language: str, bloc: str | None, *, denied: bool) -> str | None:
        """The words by which all of the text says that those who speak do no harm; None where any of it tells of the other side.

        `denied`: the text is what somebody of the bloc denies.
        """
        words, sentences = _lexicon().get(language), split_plain(text)
        if words is None or bloc is None or any(len(sentence) > LONGEST_SENTENCE for sentence in sentences):
            return None
        found = [self._of_own(s, words.harm if denied else words.harmless, words, language, bloc) for s in sentences]
        return found[0] if found and all(found) else None

    def _of_own(self, sentence: str, pattern: re.Pattern[str], words: _Words, language: str, bloc: str) -> str | None:
        m = pattern.search(sentence)
        if m is None:
            return None
        own, others = self._lineup.ids_of(bloc), self._lineup.opponents_of(bloc)
        first = self._first(sentence, language, own, words)
        other = self._first(sentence, language, others, None)
        told_first = first is not None and first < m.end() and (other is None or first < other)
        told_first = told_first or (first is None and words.elided.match(sentence) is not None)
        apart = words.contrast.search(sentence, m.end()) is not None or self._goes_on(
            sentence, m.end(), language, others
        )
        return m[0] if told_first and not apart and not self._by_others(sentence, words, language, others) else None

    def _first(self, sentence: str, language: str, sides: frozenset[str], words: _Words | None) -> int | None:
        """Where one of the sides is first named, or with `words` those who speak."""
        patterns = [p for side in sides if (p := self._named.get((side, language)))]
        found = [m.start() for p in (*patterns, *((words.we,) if words else ())) if (m := p.search(sentence))]
        return min(found, default=None)

    def _goes_on(self, sentence: str, end: int, language: str, others: frozenset[str]) -> bool:
        """Whether a clause behind tells of the other side: "we attack nobody, Russia threatens us"."""
        behind = _BREAKS.search(sentence, end)
        return behind is not None and self._first(sentence[behind.end() :], language, others, None) is not None

    def _by_others(self, sentence: str, words: _Words, language: str, others: frozenset[str]) -> bool:
        """Whether it is the others that do it: "… is threatened by NATO"."""
        ends = [m.end() for m in words.by.finditer(sentence)]
        patterns = [p for side in others if (p := self._named.get((side, language)))]
        return any(p.search(sentence, end, end + _BY) for end in ends for p in patterns)


@cache
def _lexicon() -> Mapping[str, _Words]:
    shape = by_language(lists_called(_Words._fields))
    return {
        of: _Words(**{name: any_of(lists[name]) for name in _Words._fields})
        for of, lists in read_cues("harm.toml", shape).items()
    }
