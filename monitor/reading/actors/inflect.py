"""Case endings of names and titles, over-generated: a form that does not exist does no harm in a look-up."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from monitor.reading.text.lexicon import LANGUAGES, load_lexicon

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from monitor.reading.text.lexicon import Lexicon

_CYRILLIC = re.compile(r"[а-яёіїєґ]", re.IGNORECASE)
_SHORTEST = 3
_SHORTEST_GENITIVE = 4


@cache
def inflect(word: str) -> frozenset[str]:
    """Every form of `word` in lower case: Cyrillic words in each Slavic language's cases, words of Latin titles in German ones."""
    plain = fold(word)
    if len(plain) < _SHORTEST:
        return frozenset({plain})
    cyrillic = _CYRILLIC.search(word) is not None
    lexicons = map(load_lexicon, LANGUAGES)
    tables = (lexicon.endings if cyrillic else lexicon.title_endings for lexicon in lexicons)
    return frozenset({plain}).union(*(_forms(plain, table) for table in tables))


def fold(word: str) -> str:
    """Lower case, ё as е: the form that look-ups compare."""
    return word.casefold().replace("ё", "е")


def forms(words: Iterable[str], *, genitive: bool) -> tuple[frozenset[str], ...]:
    """The forms of each word; `genitive`: the last one, if Latin, may also have the German -s ("Putins")."""
    *lead, last = map(inflect, words)
    if genitive and all(_takes_s(form) for form in last):
        last |= {f"{form}s" for form in last}
    return (*lead, last)


def entry_of(phrase: str, entries: Collection[str], lexicon: Lexicon) -> str | None:
    """The entry, in lower case, that a phrase in lower case is, in Slavic languages in whatever case; None where it is none."""
    if phrase in entries:
        return phrase
    if not lexicon.endings:
        return None
    words = phrase.split()
    alike = (entry for entry in sorted(entries) if len(entry.split()) == len(words))
    return next((entry for entry in alike if _is_case_of(words, entry.split())), None)


def _is_case_of(words: Sequence[str], entry: Sequence[str]) -> bool:
    return all(fold(word) in inflect(of) for word, of in zip(words, entry, strict=True))


def _takes_s(form: str) -> bool:
    return len(form) >= _SHORTEST_GENITIVE and form.isascii() and not form.endswith(("s", "x", "z"))


def _forms(plain: str, table: Mapping[str, tuple[str, ...]]) -> set[str]:
    """The forms by the longest listed ending that the word has."""
    key = next((ending for ending in sorted(table, key=len, reverse=True) if plain.endswith(ending)), None)
    return set() if key is None else {plain.removesuffix(key) + ending for ending in table[key]}
