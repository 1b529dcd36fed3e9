"""Places in a text, as start and end. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.types import Span


def overlap(one: Span, other: Span) -> bool:
    """Whether the two have a letter in common."""
    return one[0] < other[1] and other[0] < one[1]
