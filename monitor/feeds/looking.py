"""When the page of a primary source is looked at again, after it was first seen. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

LOOKS = tuple(timedelta(hours=hours) for hours in (1, 3, 8, 24, 48, 72))
"""Often in the first hours, when most is mended, and not after three days."""


def next_look(seen: datetime, now: datetime) -> datetime | None:
    """The first of the looks that lies ahead; None where all are over."""
    return next((seen + after for after in LOOKS if seen + after > now), None)
