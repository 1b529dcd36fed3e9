"""How fast messages leave: as fast as Slack takes them, and a second apart for a while once it said that this is too fast."""

from __future__ import annotations

import math
import time
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Pace:
    """Seconds are those of a clock that never goes back. Slack takes about one message a second in a channel, and short bursts."""

    def __init__(
        self,
        *,
        apart: float = 1.02,
        calm_after: float = 60.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._apart, self._calm_after = apart, calm_after
        self._clock, self._sleep = clock, sleep
        self._lock = Lock()
        self._not_before = 0.0
        self._slow_until = 0.0
        self._quickest = math.inf

    def wait(self) -> float:
        """How long until the next message may leave."""
        return max(0.0, self._not_before - self._clock())

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Waits until a message may leave; inside, it leaves and is answered.

        What that takes longer than the quickest it may have arrived later, so that the next one, as quick as ever, would be too
        close behind it.
        """
        self._sleep(self.wait())
        began = self._clock()
        try:
            yield
        finally:
            self._left(began, self._clock())

    def refused(self, seconds: float) -> None:
        """The last was too fast, and may be tried again in so many seconds."""
        with self._lock:
            self._not_before = max(self._not_before, self._clock() + seconds)
            self._slow_until = max(self._slow_until, self._not_before + self._calm_after)

    def _left(self, began: float, now: float) -> None:
        with self._lock:
            took = now - began
            self._quickest = min(self._quickest, took)
            if now < self._slow_until:
                self._not_before = max(self._not_before, began + self._apart + took - self._quickest)
