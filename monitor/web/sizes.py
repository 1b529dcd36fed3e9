"""How many rows there are, for `/metrics`: it takes a look at each of them, so it is counted now and then and told until then."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from monitor.ports import Store

KEPT = timedelta(minutes=5)
"""A million articles take a fifth of a second, and a monitoring system asks every few seconds."""


class Sizes(NamedTuple):
    """Rows by kind, and articles by stage, as counted `at` that time."""

    at: datetime
    rows: Mapping[str, int]
    stages: Mapping[str, int]


class Counted:
    """The counts, at most five minutes old. Two that ask at once may both count; neither waits for the other."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._last: Sizes | None = None

    def sizes(self, now: datetime) -> Sizes:
        """Raises StoreError."""
        last = self._last
        if last is None or not timedelta() <= now - last.at < KEPT:
            self._last = last = Sizes(now, self._store.counts(), self._store.stages())
        return last
