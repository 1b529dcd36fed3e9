"""Who speaks where several states' holders of one office are named by their peoples: "the German, French and Polish foreign ministers". English alone says it so."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from monitor.reading.actors.source_words import load_source_words
from monitor.reading.text.clause_begins import may_begin_behind
from monitor.reading.text.letters import UPPER
from monitor.reading.text.lexicon_files import one_of, read_file

if TYPE_CHECKING:
    from monitor.reading.text.lexicon import Lexicon
    from monitor.types import Span

_REACH = 120
"""How far before and behind the source the list may go on: letters."""
_PEOPLE = re.compile(rf"\b[{UPPER}](?:[\w-]+|\.(?:[{UPPER}]\.)*)")


class Peoples(NamedTuple):
    """`names` in order, and the `office` in the singular: ("German", "French"), "foreign minister"; `span`: where all that stands."""

    span: Span
    names: tuple[str, ...]
    office: str


def find_peoples(text: str, source: Span, *, floor: int, lexicon: Lexicon) -> Peoples | None:
    """None where the source ends in no such list, or has more words than the list ("critics of the …", "the former …"). `floor`: where the sentence begins."""
    begin = max(floor, source[0] - _REACH)
    lists = _listed(lexicon["of_peoples"]).finditer(text, begin, source[1] + _REACH)
    found = next((m for m in lists if m.start() < source[1] <= m.end()), None)
    if found is None or text[source[0] : found.start()].strip().casefold() not in load_source_words().articles:
        return None
    before = _article().sub("", text[begin : min(source[0], found.start())])
    if found.start() < source[0] and not may_begin_behind(before, lexicon):
        return None
    names = tuple(people[0] for people in _PEOPLE.finditer(found["peoples"]))
    return Peoples((min(source[0], found.start()), found.end()), names, _singular(found["office"]))


@cache
def _article() -> re.Pattern[str]:
    return re.compile(rf"\b{one_of('articles')}\s+$", re.IGNORECASE)


def _singular(office: str) -> str:
    endings = read_file("offices.toml")["singular"]
    ending, one = next(((many, one) for many, one in endings if office.endswith(many)), ("", ""))
    return office.removesuffix(ending) + one


@cache
def _listed(offices: re.Pattern[str]) -> re.Pattern[str]:
    one = _PEOPLE.pattern
    return re.compile(
        rf"(?P<peoples>{one}(?:,\s+{one})*,?\s+{one_of('and')}\s+{one})\s+(?P<office>(?i:{offices.pattern}))\b"
    )
