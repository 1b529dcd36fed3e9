"""Who speaks where several states' holders of one office are named by their peoples: "the German, French and Polish foreign ministers". English alone says it so. Pure; imports its neighbours."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from monitor.reading.text.letters import UPPER
from monitor.reading.text.lexicon_files import one_of

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
    """None where the source ends in no such list. `floor`: where the sentence begins."""
    if lexicon.language != "en":
        return None
    begin = max(floor, source[0] - _REACH)
    lists = _listed().finditer(text, begin, source[1] + _REACH)
    found = next((m for m in lists if m.start() < source[1] <= m.end()), None)
    if found is None:
        return None
    names = tuple(people[0] for people in _PEOPLE.finditer(found["peoples"]))
    return Peoples((min(source[0], found.start()), found.end()), names, found["office"].removesuffix("s"))


@cache
def _listed() -> re.Pattern[str]:
    one = _PEOPLE.pattern
    held = rf"(?i:(?:{one_of('beside_titles')}\s+)?{one_of('offices')})"
    return re.compile(rf"(?P<peoples>{one}(?:,\s+{one})*,?\s+and\s+{one})\s+(?P<office>{held})\b")
