"""What a speaker only tells as others' wish, or mocks: "We are told that sanctions must go", "…, Moscow insists", "… to please Washington".

Such a sentence gives no side of his on what should be done.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from monitor.reading.cues.clauses import LONGEST_SENTENCE, split_plain, words_between
from monitor.reading.cues.cue_files import read_cues
from monitor.reading.cues.cue_words import any_of
from monitor.reading.text.word_files import by_language, lists_called
from monitor.types import Lineup

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from monitor.types import Side

_LEAD = 3
"""Words that may stand before what leads a sentence; chosen by hand."""
_SHORT, _OWN = 4, 3
"""Words of another sentence that says nothing by itself ("That will not happen."); those of one of "us" ("We say no."); chosen by hand."""


class _Words(NamedTuple):
    told: re.Pattern[str]
    errand: re.Pattern[str]
    stops: re.Pattern[str]
    we: re.Pattern[str]
    says: re.Pattern[str]
    contrast: re.Pattern[str]


class OthersWish:
    """Finds it. Holds compiled patterns."""

    def __init__(self, sides: Iterable[Side]) -> None:
        self._lineup = Lineup(tuple(sides))
        self._others: dict[tuple[str, str], re.Pattern[str]] = {}
        self._behind: dict[tuple[str, str], re.Pattern[str]] = {}

    def reason(self, text: str, language: str, bloc: str | None) -> str | None:
        """Why nothing of the text is the speaker's own wish, with the words that say so; None where some of it may be."""
        words = _lexicon().get(language)
        if words is None or bloc is None:
            return None
        told = [(sentence, self._of_others(sentence, words, language, bloc)) for sentence in split_plain(text)]
        found = next((why for _, why in told if why), None)
        return None if any(why is None and _says_more(sentence, words) for sentence, why in told) else found

    def _of_others(self, sentence: str, words: _Words, language: str, bloc: str) -> str | None:
        if len(sentence) > LONGEST_SENTENCE:
            return None
        lead = words.told.search(sentence)
        if lead is not None and words_between(sentence, 0, lead.start()) <= _LEAD:
            return None if words.contrast.search(sentence, lead.end()) else f"it tells what others want ({lead[0]!r})"
        behind = self._said_behind(language, bloc).search(sentence)
        if behind is not None:
            return f"it tells what the other side wants ({behind['who']!r})"
        errand = words.errand.search(sentence)
        if errand is None or words.we.search(sentence) or words.stops.search(sentence, 0, errand.start()):
            return None
        theirs = self._named(language, bloc).search(sentence, 0, errand.start())
        return f"it tells for whose sake others act ({errand[0]!r})" if theirs else None

    def _named(self, language: str, bloc: str) -> re.Pattern[str]:
        """The other side of a speaker of the bloc."""
        key = (language, bloc)
        if key not in self._others:
            others = self._lineup.opponents_of(bloc)
            named = [w for side in self._lineup.sides if side.id in others for w in side.words.get(language, ())]
            self._others[key] = any_of(named)
        return self._others[key]

    def _said_behind(self, language: str, bloc: str) -> re.Pattern[str]:
        """The other side's name and its verb, behind all that the sentence says."""
        key = (language, bloc)
        if key not in self._behind:
            name = rf"(?:[\w'’-]+\s+){{0,2}}?{self._named(language, bloc).pattern}(?:\s+[\w'’-]+)?"
            says = _lexicon()[language].says.pattern
            self._behind[key] = re.compile(
                rf",[”\"»“]?\s+(?P<who>{name}\s+{says}|{says}\s+{name})(?=\W*$)", re.IGNORECASE
            )
        return self._behind[key]


def _says_more(sentence: str, words: _Words) -> bool:
    return words_between(sentence, 0, len(sentence)) > (_OWN if words.we.search(sentence) else _SHORT)


@cache
def _lexicon() -> Mapping[str, _Words]:
    shape = by_language(lists_called(_Words._fields))
    return {
        of: _Words(**{name: any_of(lists[name]) for name in _Words._fields})
        for of, lists in read_cues("others_wish.toml", shape).items()
    }
