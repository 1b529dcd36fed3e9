"""When the page of a primary source is looked at again, after it was first seen. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

LOOKS = tuple(timedelta(hours=hours) for hours in (1, 3, 8, 24, 48, 72))
"""Often in the first hours, when most is mended, and not after three days."""
_AS_LONG = 0.5
"""Of the longer text: one that is shorter than that was cut, or is now given whole."""


def next_look(seen: datetime, now: datetime) -> datetime | None:
    """The first of the looks that lies ahead; None where all are over."""
    return next((seen + after for after in LOOKS if seen + after > now), None)


def is_edit(before: str, after: str) -> bool:
    """Whether a feed gives an item's text otherwise than before: not with other gaps, and not cut short or whole, as it gives
    older items or after its settings were changed."""
    shorter, longer = sorted((len(before), len(after)))
    return before.split() != after.split() and shorter >= _AS_LONG * longer
