"""Ukrainian sentences as the sentence encoder can read them: it was taught Russian, and no Ukrainian (docs/adr/0042)."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_OWN_LETTERS = re.compile("[іїєґ]", re.IGNORECASE)
"""Letters that Ukrainian has and Russian has not; a Ukrainian sentence without one is rare, and stays as it is."""
_RUSSIAN_LETTERS = re.compile("[ыэъё]", re.IGNORECASE)
"""Letters that Russian has and Ukrainian has not: of a text with both, the words with Ukrainian's own letters are Ukrainian ("пишет «Українська правда»")."""
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_APOSTROPHES = str.maketrans("’ʼ", "''")
_LEAST_STEM, _LEAST_LEFT = 3, 2
"""Letters that a stem has at least, and that a beginning leaves at least."""
_KEPT_WORDS = 65_536


class _Spelling(NamedTuple):
    letters: Mapping[int, str]
    beginnings: Mapping[str, str]
    endings: Mapping[str, str]
    stems: Mapping[str, str]
    words: Mapping[str, str]


def in_russian_spelling(text: str) -> str:
    """The text, word for word near enough to Russian to be taken for it; a text without a letter of Ukrainian's own is returned as it is.

    In a text that has letters of Russian's own too, only the words with Ukrainian ones are respelt.
    """
    if not _OWN_LETTERS.search(text):
        return text
    mixed = _RUSSIAN_LETTERS.search(text) is not None
    return _WORD.sub(lambda word: word[0] if mixed and not _OWN_LETTERS.search(word[0]) else _spelt(word[0]), text)


@lru_cache(_KEPT_WORDS)
def _spelt(word: str) -> str:
    """In the case of the word: capitals, or a capital first."""
    spelt = _spell(word.casefold().translate(_APOSTROPHES), _spelling())
    if len(word) > 1 and word.isupper():
        return spelt.upper()
    return spelt[:1].upper() + spelt[1:] if word[:1].isupper() else spelt


def _spell(word: str, known: _Spelling) -> str:
    if word in known.words:
        return known.words[word]
    head = _longest((word[:n] for n in range(len(word), _LEAST_STEM - 1, -1)), known.stems)
    put = known.stems.get(head)
    if put is None:
        head = _longest((word[:n] for n in range(len(word) - _LEAST_LEFT, 0, -1)), known.beginnings)
        put = known.beginnings.get(head, "")
    rest = word[len(head) :]
    ending = _longest((rest[n:] for n in range(len(rest))), known.endings)
    middle = rest.removesuffix(ending) if ending else rest
    return (put + middle + known.endings.get(ending, "")).translate(known.letters)


def _longest(parts: Iterable[str], known: Mapping[str, str]) -> str:
    """The first part that is known; `parts` come longest first."""
    return next((part for part in parts if part in known), "")


@cache
def _spelling() -> _Spelling:
    tables = tomllib.loads(resources.files(__package__).joinpath("ukrainian.toml").read_text(encoding="utf-8"))
    return _Spelling(**(tables | {"letters": str.maketrans(tables["letters"])}))
