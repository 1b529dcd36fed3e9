"""Labels of verbatim reports as parliaments print them: a name, in brackets or behind a comma who that is, a full stop and a dash."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from monitor.reading.text.letters import UPPER
from monitor.reading.text.lexicon_files import one_of

if TYPE_CHECKING:
    from monitor.types import Span

_WORD = rf"[{UPPER}][\w’'-]*+"
_FEWEST = 2
"""Labels of such a report, at least: a single one may be anything."""


def find_verbatim(text: str) -> list[tuple[Span, Span]]:
    """Each speaker's name and what he says, up to the next label; empty where fewer than two are labelled or none is said to be anybody.

    What the chair says is nobody's turn.
    """
    labels = list(_label().finditer(text))
    named = [label for label in labels if label["name"]]
    if len(named) < _FEWEST or not any(label["who"] for label in named):
        return []
    ends = [*(label.start() for label in labels[1:]), len(text)]
    return [(label.span("name"), (label.end(), end)) for label, end in zip(labels, ends, strict=True) if label["name"]]


@cache
def _label() -> re.Pattern[str]:
    """With "President" alone whoever is in the chair speaks, who puts to the vote and says nothing of his own."""
    name = rf"{_WORD}(?:[ \xa0]+(?:{one_of('name_particles')}[ \xa0]+)*{_WORD}){{1,4}}"
    return re.compile(
        rf"^[ \t*_\xa0]*(?:(?P<chair>{one_of('chairs')})|(?P<name>{name}))"
        r"(?P<who>(?:[ \xa0]*\([^()\n]{1,80}\)|,[ \xa0][^.,()\n]{2,120}+)*+)[*_]*[ \xa0]*\.[*_]*[ \xa0]*[—–-][ \xa0]+(?=\S)",
        re.MULTILINE,
    )
