"""Two readings of one article, before and after it was changed → the changed sentences on followed issues."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from monitor.types import Change

if TYPE_CHECKING:
    from collections.abc import Iterable

    from monitor.types import Reading, Statement

_ALIKE = 0.5
"""Two sentences with this much in common (Ratcliff, Obershelp) are one that was changed; others went and came."""
_WORD = re.compile(r"\w+")


def changes_between(before: str, after: str, *, was: Reading, now: Reading) -> tuple[Change, ...]:
    """What of the texts `before` and `after` differs in sentences on an issue; a sentence that only moved has not changed.

    `was` and `now` are their readings.
    """
    gone = list(_only(was.statements, _words(after)))
    come = list(_only(now.statements, _words(before)))
    found: list[Change] = []
    for old in gone:
        new = max(come, key=lambda other: _likeness(old, other), default=None)
        if new is not None and _likeness(old, new) >= _ALIKE:
            come.remove(new)
            found.append(_change(old, new))
        else:
            found.append(_change(old, None))
    return (*found, *(_change(None, new) for new in come))


def _only(statements: Iterable[Statement], other: str) -> Iterable[Statement]:
    """Those on an issue whose words the other text has not; a sentence on two issues once for each."""
    seen: set[tuple[str, str]] = set()
    for statement in statements:
        words = _words(statement.text)
        place = (statement.issue or "", words)
        if statement.issue is not None and words and f" {words} " not in f" {other} " and place not in seen:
            seen.add(place)
            yield statement


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _likeness(one: Statement, other: Statement) -> float:
    if one.issue != other.issue:
        return 0.0
    return SequenceMatcher(None, _words(one.text).split(), _words(other.text).split(), autojunk=False).ratio()


def _change(old: Statement | None, new: Statement | None) -> Change:
    one = old or new
    assert one is not None
    return Change(
        issue=one.issue or "", office=one.office, before=old.text if old else None, after=new.text if new else None
    )
