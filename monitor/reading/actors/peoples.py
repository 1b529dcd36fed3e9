"""Who speaks where several states' holders of one office are named by their peoples: "the German, French and Polish foreign ministers". English alone says it so. Pure; imports its neighbours."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from monitor.reading.text.letters import UPPER
from monitor.reading.text.lexicon_files import one_of

if TYPE_CHECKING:
    from monitor.reading.text.lexicon import Lexicon
    from monitor.types import Span

_REACH = 120
_PEOPLE = re.compile(rf"\b[{UPPER}](?:[\w-]+|\.(?:[{UPPER}]\.)*)")


def peoples_and_office(text: str, source: Span, *, floor: int, lexicon: Lexicon) -> tuple[list[str], str]:
    """The peoples in order, and the office in the singular (["German", "French"], "foreign minister"); empty where the source ends in no such list. `floor`: where the sentence begins."""
    if lexicon.language != "en":
        return [], ""
    begin = max(floor, source[0] - _REACH)
    lists = _listed().finditer(text, begin, source[1] + _REACH)
    found = next((m for m in lists if m.start() < source[1] <= m.end()), None)
    if found is None:
        return [], ""
    return [people[0] for people in _PEOPLE.finditer(found["peoples"])], found["office"].removesuffix("s")


@cache
def _listed() -> re.Pattern[str]:
    one = _PEOPLE.pattern
    held = rf"(?i:(?:{one_of('beside_titles')}\s+)?{one_of('offices')})"
    return re.compile(rf"(?P<peoples>{one}(?:,\s+{one})*,?\s+and\s+{one})\s+(?P<office>{held})\b")
