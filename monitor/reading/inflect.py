"""Case endings of Russian names and titles, over-generated: a form that does not exist does no harm in a look-up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.reading.lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable

_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_SHORTEST = 3


def inflect(word: str) -> frozenset[str]:
    """Every form of `word` in lower case; a Latin word or an abbreviation has only itself (and its Cyrillic endings)."""
    plain = fold(word)
    if not _CYRILLIC.search(word):
        return frozenset({plain})
    if len(plain) < _SHORTEST:
        return frozenset({plain})
    endings = load_lexicon("ru").endings
    key = next(ending for ending in sorted(endings, key=len, reverse=True) if plain.endswith(ending))
    stem = plain.removesuffix(key)
    return frozenset({plain, *(stem + ending for ending in endings[key])})


def fold(word: str) -> str:
    """Lower case, ё as е: the form that look-ups compare."""
    return word.casefold().replace("ё", "е")


def forms(words: Iterable[str]) -> tuple[frozenset[str], ...]:
    return tuple(inflect(word) for word in words)
