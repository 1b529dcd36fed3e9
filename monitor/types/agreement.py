"""How far votes over ordered categories agree: van der Eijk's A (2001), from −1 (two camps at the ends) to 1 (one voice). Pure."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FEW = 1e-9


def agreement(votes: Sequence[float]) -> float:
    """A: the votes cut into layers, each either there or not in a category; layers weigh what they hold. 1 for no votes."""
    left, total, result = list(votes), sum(votes), 0.0
    if total <= FEW:
        return 1.0
    while sum(left) > FEW * total:
        there = [count > FEW * total for count in left]
        height = min(count for count in left if count > FEW * total)
        result += height * sum(there) / total * _of_layer(there)
        left = [count - height if full else 0.0 for count, full in zip(left, there, strict=True)]
    return result


def _of_layer(there: Sequence[bool]) -> float:
    """A of a pattern: unimodality U by its triples, less the wider it is spread."""
    categories, full = len(there), sum(there)
    if full == 1:
        return 1.0
    one_peak = sum(triple in ((True, True, False), (False, True, True)) for triple in combinations(there, 3))
    two_peaks = sum(triple == (True, False, True) for triple in combinations(there, 3))
    if one_peak + two_peaks == 0:
        return 1.0 - (full - 1) / (categories - 1)
    unimodal = ((categories - 2) * one_peak - (categories - 1) * two_peaks) / (
        (categories - 2) * (one_peak + two_peaks)
    )
    return unimodal * (1 - (full - 1) / (categories - 1))
