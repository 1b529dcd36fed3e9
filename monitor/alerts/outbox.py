"""When a message that did not go out is tried again. Pure: the outbox itself is rows in the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from monitor.errors import NotifyError
    from monitor.types import DeliverySettings

FIRST_WAIT = {"not_sent": timedelta(seconds=1), "unknown": timedelta(seconds=5), "refused": timedelta(0)}
"""An unknown outcome waits longer, so that a slow receiver has finished when we look whether it arrived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterFailure:
    """What becomes of the message: `refused` ends it; else it is due at `retry_at`. `sure`: it certainly did not arrive."""

    refused: bool
    retry_at: datetime
    sure: bool
    reason: str


def after_failure(error: NotifyError, attempts: int, *, settings: DeliverySettings, now: datetime) -> AfterFailure:
    """The decision after try number `attempts` (from 1) failed with `error`.

    Waits double from the first up to `settings.at_most`; a time that the receiver asked for goes before.
    """
    if error.outcome == "refused":
        return AfterFailure(refused=True, retry_at=now, sure=True, reason="the receiver will never take it as it is")
    asked = error.retry_after if error.retry_after and error.retry_after > timedelta(0) else None
    wait = asked or min(FIRST_WAIT[error.outcome] * 2 ** min(max(attempts, 1) - 1, 20), settings.at_most)
    sure = error.outcome == "not_sent"
    why = "as long as the receiver asked" if asked else f"doubled after try {attempts}"
    known = "it did not arrive" if sure else "nobody knows whether it arrived, so it is looked up first"
    return AfterFailure(refused=False, retry_at=now + wait, sure=sure, reason=f"{known}; waits {wait}, {why}")
