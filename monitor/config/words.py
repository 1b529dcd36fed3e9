"""The nearest right word for a wrong one. Imports difflib only."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_FEW = 8


def nearest(word: object, known: Iterable[str], *, listed: bool = True) -> str:
    """`; did you mean "x"?`, or the known words where none is near, they are few and `listed`; else nothing."""
    by_folded = {k.casefold(): k for k in known}
    close = get_close_matches(str(word).casefold(), by_folded, n=1, cutoff=0.6)
    if close:
        return f'; did you mean "{by_folded[close[0]]}"?'
    if listed and 0 < len(by_folded) <= _FEW:
        return f"; known are {', '.join(sorted(by_folded.values()))}"
    return ""
