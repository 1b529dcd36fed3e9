"""Whether two names mean one source: "Lavrov" in the label, "Sergei Lavrov" or «Лавров» in the answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from monitor.types import World

_WORD = re.compile(r"[^\W\d_]{3,}")
_ROUND = re.compile(r"\(.*?\)")
_ARTICLE = re.compile(r"^(?:the|an?|der|die|das|les?|la|l['’])\b\s*")


def same_source(label: str, told: str | None, world: World) -> bool:
    """The shorter name's words stand in the other, of many one may differ; or both name one followed person or office."""
    if not told:
        return False
    return alike(label, told) or any(alike(label, name) for name in _known_as(told, world))


def alike(one: str, other: str) -> bool:
    first, second = _words(one), _words(other)
    if not first or not second:  # "he", "EU": too short to have an end that changes
        return _plain(one) == _plain(other)
    shorter = min(len(first), len(second))
    return 3 * len(first & second) >= 2 * shorter


def _known_as(told: str, world: World) -> Iterable[str]:
    """All names of the person or office that the answer is the name of."""
    for person in world.persons:
        if told in (person.name, *person.aliases):
            yield from (person.name, *person.aliases)
    for office in world.offices:
        if told in (office.name, *office.titles, *office.metonyms):
            yield from (office.name, *office.titles, *office.metonyms)


def _words(name: str) -> frozenset[str]:
    """Its words of three letters and more without the end that declension changes."""
    return frozenset(word[: max(4, len(word) - 2)] for word in _WORD.findall(_plain(name)))


def _plain(name: str) -> str:
    bare = _ROUND.sub("", name).casefold().strip().removesuffix("'s").removesuffix("’s")
    return _ARTICLE.sub("", bare)
