"""Which states and bodies a text names (lexicon/nations.toml, heads.toml), and on whose side they are (sides.toml): who an unknown speaker speaks for is mostly said where he is introduced."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from monitor.compare.words import read_lexicon
from monitor.reading.text.word_files import are_texts, lists_called, named

if TYPE_CHECKING:
    from collections.abc import Iterable


_SHORT = 3
"""Letters of a name that is a whole word and no beginning of others."""


def nations_in(text: str) -> frozenset[str]:
    """The states and alliances that a text names, as nations.toml calls them."""
    return frozenset(name for name, _ in nations_at(text))


def nations_at(text: str) -> list[tuple[str, int]]:
    """Each state or body named, in the order of the text, with where its name begins."""
    return [(_names()[m.lastgroup or ""], m.start()) for m in _pattern().finditer(text)]


def sides_meant(text: str) -> frozenset[str]:
    """The states that a text names, and those whose head it names: to harm or help the one is to harm or help the other."""
    return nations_in(text) | {nation for nation, head in _heads().items() if head.search(text)}


@cache
def one_side() -> frozenset[str]:
    """The states of one side; all that are on neither are on the other. Raises ValueError where nations.toml has no such nation."""
    return _of_sides("east")


@cache
def between_sides() -> frozenset[str]:
    """The states whose other side neither is. Raises ValueError where nations.toml has no such nation."""
    return _of_sides("between")


@cache
def states_elsewhere() -> frozenset[str]:
    """The states of other theatres. Raises ValueError where nations.toml has no such nation."""
    return _of_sides("elsewhere")


def _of_sides(side: str) -> frozenset[str]:
    states = frozenset(read_lexicon("sides.toml", lists_called(("east", "between", "elsewhere")))[side])
    _refuse_unknown(states, "sides.toml")
    return states


def _refuse_unknown(states: Iterable[str], file: str) -> None:
    if unknown := sorted(set(states) - _nations().keys()):
        raise ValueError(f"{file}: no nation of nations.toml: {', '.join(unknown)}")


@cache
def _nations() -> dict[str, list[str]]:
    return read_lexicon("nations.toml", named(are_texts))


@cache
def _heads() -> dict[str, re.Pattern[str]]:
    """By nation. Raises ValueError where nations.toml has no such nation."""
    heads = read_lexicon("heads.toml", named(are_texts))
    _refuse_unknown(heads, "heads.toml")
    return {nation: re.compile(rf"\b(?:{'|'.join(names)})", re.IGNORECASE) for nation, names in heads.items()}


@cache
def _names() -> dict[str, str]:
    return {f"n{number}": name for number, name in enumerate(_nations())}


@cache
def _pattern() -> re.Pattern[str]:
    """Beginnings of words; those of three letters or fewer, and with a space behind them, are whole words."""
    groups = (f"(?P<{group}>{'|'.join(map(_entry, _nations()[name]))})" for group, name in _names().items())
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})", re.IGNORECASE)


def _entry(words: str) -> str:
    whole = words.endswith(" ") or (len(words) <= _SHORT and not words.endswith("-"))
    return re.escape(words.rstrip(" ")) + (r"(?!\w)" if whole else "")
