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
    """Two thirds of the shorter name's words stand in the other, but for their ends; a name without a word of three letters must be the other."""
    first, second = _words(one), _words(other)
    if not first or not second:  # "he", "EU": too short to have an end that changes
        return _plain(one) == _plain(other)
    fewer, more = sorted((first, second), key=len)
    return 3 * sum(any(_same_word(word, w) for w in more) for word in fewer) >= 2 * len(fewer)


def _same_word(one: str, other: str) -> bool:
    """But for the end, which declension changes."""
    kept = max(4, min(len(one), len(other)) - 2)
    return one[:kept] == other[:kept]


def _known_as(told: str, world: World) -> Iterable[str]:
    """All names of the person that the answer is the name of, those of the offices held included; or of the office."""
    held = set()
    for person in world.persons:
        if told in (person.name, *person.aliases):
            yield from (person.name, *person.aliases)
            held |= {term.office for term in person.terms}
    for office in world.offices:
        if office.id in held or told in (office.name, *office.titles, *office.metonyms):
            yield from (office.name, *office.titles, *office.metonyms)


def _words(name: str) -> list[str]:
    """Its words of three letters and more."""
    return _WORD.findall(_plain(name))


def _plain(name: str) -> str:
    bare = _ROUND.sub("", name).casefold().strip().removesuffix("'s").removesuffix("’s")
    return _ARTICLE.sub("", bare)
