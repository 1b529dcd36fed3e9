"""The real time. Tests and replays have one of their own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def utc_now() -> datetime:
    return datetime.now(UTC)


def clock_from(then: datetime) -> Callable[[], datetime]:
    """A time that begins at `then` and goes on: of two answers that are given in it the second one is the later."""
    began = utc_now()
    return lambda: then + (utc_now() - began)
