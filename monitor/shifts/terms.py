"""A text → the terms by which its wording is told: runs of one to three words that neither begin nor end with a function word.

Forms of a word are joined roughly: its possessive and plural ending in English, its case endings in Russian and Ukrainian; in other
languages each form is a word of its own. Pure. May import: nothing of the house.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST = 3
"""Words of a term at most."""
_WORD = re.compile(r"\w+(?:['’ʼ-]\w+)*")
_BREAK = re.compile(r"[^\w\s'’ʼ«»„“”\"-]|\s[-–—]+\s|\n\s*\n")
_DIGIT = re.compile(r"\d")
_SHORTEST = 3
"""Letters that are left of a word, at least."""
_ENDINGS = {
    "en": re.compile(r"(?:['’]s|s['’]|(?<=[^s'’])s)$"),
    "ru": re.compile(
        r"(?:иями|иях|иям|ием|ией|ями|ами|ого|его|ому|ему|ыми|ими|ях|ах|ям|ам|ов|ев|ей|ой|ый|ий|ая|яя|ое|ее|ые|ие|ую|юю|ою|ею|ых|их|ым"
        r"|им|ом|ем|ия|ии|ию|ья|ьи|ью|а|я|о|е|ы|и|у|ю|ь|й)$"
    ),
    "uk": re.compile(
        r"(?:іями|іях|іям|ією|ями|ами|ого|його|ому|йому|ими|іми|ях|ах|ям|ам|ів|їв|ей|ові|еві|єві|ою|ею|єю|ий|ій|їй|ая|ає|ое|ії|ію|ія|их|іх"
        r"|им|ім|ом|ем|єм|ья|а|я|о|е|є|и|і|ї|у|ю|ь|й)$"
    ),
}


class Term(NamedTuple):
    """`stems`: the words without their endings, one space between two; `words`: as they stand in the text."""

    stems: str
    words: str


class _Word(NamedTuple):
    stem: str
    start: int
    end: int
    small: bool


def terms_of(text: str, language: str, names: frozenset[str] = frozenset()) -> Iterator[Term]:
    """Every term of the text, as often as it stands there. `names`: stems that are function words too, where they have a capital."""
    for run in _runs(text, language, names):
        for first in range(len(run)):
            for last in range(first, min(first + LONGEST, len(run))):
                if not (run[first].small or run[last].small):
                    inside = run[first : last + 1]
                    words = " ".join(text[run[first].start : run[last].end].split())
                    yield Term(" ".join(word.stem for word in inside), words)


def _runs(text: str, language: str, names: frozenset[str]) -> Iterator[list[_Word]]:
    """Words that follow each other without a sign or a number between."""
    run: list[_Word] = []
    last = 0
    for found in _WORD.finditer(text):
        if _BREAK.search(text, last, found.start()):
            yield run
            run = []
        last = found.end()
        if _DIGIT.search(found[0]):
            yield run
            run = []
            continue
        stem = stem_of(found[0], language)
        named = stem in names and not found[0].islower()
        small = len(stem) == 1 or named or not function_words(language).isdisjoint((stem, stem.partition("'")[0]))
        run.append(_Word(stem, found.start(), found.end(), small))
    yield run


@lru_cache(maxsize=65536)
def stem_of(word: str, language: str) -> str:
    """The word in lower case without its ending, three letters at least."""
    plain = word.casefold().replace("ё", "е").replace("’", "'").replace("ʼ", "'")
    ending = _ENDINGS[language].search(plain) if language in _ENDINGS else None
    return plain if ending is None or ending.start() < _SHORTEST else plain[: ending.start()]


def stems_in(texts: Iterable[str], language: str) -> frozenset[str]:
    """The stems of all words of these texts."""
    return frozenset(stem_of(word, language) for text in texts for word in _WORD.findall(text))


@cache
def function_words(language: str) -> frozenset[str]:
    """The stems of function_words.toml; none where the language has no list there."""
    tables = tomllib.loads(files("monitor.shifts").joinpath("function_words.toml").read_text(encoding="utf-8"))
    return stems_in(tables.get(language, {}).values(), language)


def overlaps(one: str, other: str, *, least: int = 1) -> bool:
    """Whether one of two terms stands in the other, or they share a run of words at their ends, of `least` words or more; one is the other always."""
    a, b = one.split(" "), other.split(" ")
    if a == b:
        return True
    fewest = min(len(a), len(b))
    at_ends = any(a[-n:] == b[:n] or b[-n:] == a[:n] for n in range(least, fewest + 1))
    return at_ends or (fewest >= least and (_within(a, b) or _within(b, a)))


def _within(short: list[str], long: list[str]) -> bool:
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))
