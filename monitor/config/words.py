"""The nearest right word for a wrong one. Imports difflib only."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_FEW = 8


def one_slip(word: str, right: str) -> bool:
    """Whether at most one letter is missing, added, wrong or in its neighbour's place; large and small letters are the same."""
    short, long = sorted((word.casefold(), right.casefold()), key=len)
    at = _alike(short, long)
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    return short[at + 1 :] == long[at + 1 :] or swapped(short, long)


def swapped(word: str, right: str) -> bool:
    """Whether two letters that stand together have changed places, and nothing else has; large and small letters are the same."""
    one, other = word.casefold(), right.casefold()
    at = _alike(one, other)
    return one != other and one[:at] + one[at : at + 2][::-1] + one[at + 2 :] == other


def _alike(one: str, other: str) -> int:
    """So many letters both begin with."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def nearest(word: object, known: Iterable[str], *, listed: bool = True) -> str:
    """`; did you mean "x"?`, or the known words where none is near, they are few and `listed`; else nothing."""
    by_folded = {k.casefold(): k for k in known}
    close = get_close_matches(str(word).casefold(), by_folded, n=1, cutoff=0.6)
    if close:
        return f'; did you mean "{by_folded[close[0]]}"?'
    if listed and 0 < len(by_folded) <= _FEW:
        return f"; known are {', '.join(sorted(by_folded.values()))}"
    return ""
