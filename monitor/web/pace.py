"""How often a login may fail: for one name and from one address."""

from __future__ import annotations

from collections import OrderedDict
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

FAILURES = 5
WITHIN = timedelta(minutes=15)
REMEMBERED = 10_000
"""Names and addresses; of more the longest quiet are forgotten."""


class LoginPace:
    """Remembers failures as long as the process lives."""

    def __init__(self) -> None:
        self._failed: OrderedDict[str, list[datetime]] = OrderedDict()

    def wait(self, keys: tuple[str, ...], now: datetime) -> timedelta | None:
        """How long nobody is let try, None where a try is free."""
        waits = [end - now for key in keys if (end := self._end(key, now)) is not None]
        return max(waits, default=None)

    def _end(self, key: str, now: datetime) -> datetime | None:
        recent = [moment for moment in self._failed.get(key, ()) if now - moment < WITHIN]
        return recent[-FAILURES] + WITHIN if len(recent) >= FAILURES else None

    def failed(self, keys: tuple[str, ...], now: datetime) -> None:
        for key in keys:
            recent = [moment for moment in self._failed.pop(key, ()) if now - moment < WITHIN]
            self._failed[key] = [*recent, now][-FAILURES:]
        while len(self._failed) > REMEMBERED:
            self._failed.popitem(last=False)

    def succeeded(self, key: str) -> None:
        self._failed.pop(key, None)
