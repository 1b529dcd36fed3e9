"""Whether words accuse somebody of a lie, in five languages: that is asserted, and no condition of what follows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from monitor.reading.cues.cue_files import read_cues
from monitor.reading.cues.cue_words import any_of
from monitor.reading.text.word_files import by_language, lists_called

_LISTS = ("lies", "not", "denied", "supposed")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The lists of `lies.toml`, of all languages together: words said may be in another than the text."""

    lies: re.Pattern[str]
    denied: re.Pattern[str]
    supposed: re.Pattern[str]


def accuses_of_a_lie(text: str) -> bool:
    """Whether the text says that somebody lies; not that nobody does, nor what follows if so."""
    words = _lexicon()
    found = words.lies.search(text)
    if found is None or words.supposed.search(text, 0, found.start()):
        return False
    return words.denied.match(text, found.end()) is None


@cache
def _lexicon() -> _Words:
    languages = read_cues("lies.toml", by_language(lists_called(_LISTS))).values()
    lists = {name: [entry for each in languages for entry in each[name]] for name in _LISTS}
    undenied = "".join(rf"(?<!{word} )" for word in dict.fromkeys(lists["not"]))
    return _Words(
        lies=re.compile(undenied + any_of(lists["lies"]).pattern, re.IGNORECASE),
        denied=re.compile(rf"\s+(?:{'|'.join(lists['denied'])})(?!\w)", re.IGNORECASE),
        supposed=any_of(lists["supposed"]),
    )
