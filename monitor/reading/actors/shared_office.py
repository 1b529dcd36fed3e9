"""The office that several hold who are named together: "the foreign ministers of A, B and C"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from monitor.reading.actors.name_lists import load_name_lists
from monitor.reading.text.lexicon_files import one_of, read_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from monitor.types import Office, Span

_BEFORE, _BEHIND = 12, 45
"""Letters before and behind the noun of the office in which it says which office that is ("defence ministers", „министры обороны“)."""
_REACH = 90


def shared_office(text: str, sources: Sequence[Span], *, floor: int) -> str | None:
    """Which office of each state those hold who are named together, in English; None where they are no such list or hold no one office.

    `floor`: where the sentence begins.
    """
    if len(sources) < 2:
        return None
    first, second = sources[0], sources[1]
    nouns = list(load_name_lists().offices.finditer(text, max(floor, first[0] - _REACH), first[1]))
    if not nouns or nouns[-1].end() > second[0]:
        return None
    noun = nouns[-1]
    words = text[max(floor, noun.start() - _BEFORE) : min(noun.end() + _BEHIND, first[1])]
    return next((name for name, pattern in _kinds() if pattern.search(words)), None)


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    listed = read_file("offices.toml")["kinds"]
    return tuple((name, re.compile(rf"\b{one_of(words)}\b", re.IGNORECASE)) for name, words in listed)


def office_of_state(offices: Iterable[Office], country: str, office: str) -> Office | None:
    """The state's own office of that kind, the only followed one whose title in English is no more than that and its state; None otherwise."""
    title = _title(office)
    kin = [o for o in offices if o.country == country and any(title.fullmatch(t) for t in o.titles)]
    return kin[0] if len(kin) == 1 else None


@cache
def _title(office: str) -> re.Pattern[str]:
    """A state's own title of that kind, however it is spelt, and no lesser one."""
    spelt = office
    of_state = read_file("offices.toml")["of_state"]
    for spellings in read_file("offices.toml")["spelt"]:
        spelt = re.sub(spellings, spellings, spelt, flags=re.IGNORECASE)
    return re.compile(rf"(?:(?!{one_of('lesser_offices')})[\w.’'-]+\s){{0,2}}{spelt}(?:{of_state})?", re.IGNORECASE)
