"""How fast messages leave: as fast as Slack takes them, and a second apart for a while once it said that this is too fast."""

from __future__ import annotations

import math
from threading import Lock


class Pace:
    """Seconds are those of a clock that never goes back. Slack takes about one message a second in a channel, and short bursts."""

    def __init__(self, *, apart: float = 1.02, calm_after: float = 60.0) -> None:
        self._apart, self._calm_after = apart, calm_after
        self._lock = Lock()
        self._not_before = 0.0
        self._slow_until = 0.0
        self._left = 0.0
        self._quickest = math.inf

    def wait(self, now: float) -> float:
        """How long until the next message may leave."""
        return max(0.0, self._not_before - now)

    def leaves(self, now: float) -> None:
        """A message leaves now."""
        with self._lock:
            self._left = now
            if now < self._slow_until:
                self._not_before = max(self._not_before, now + self._apart)

    def answered(self, now: float) -> None:
        """The message that left last was answered. What it took longer than the quickest it may have arrived later, so that the
        next one, as quick as ever, would be too close behind it."""
        with self._lock:
            took = now - self._left
            self._quickest = min(self._quickest, took)
            if now < self._slow_until:
                self._not_before = max(self._not_before, self._left + self._apart + took - self._quickest)

    def refused(self, now: float, seconds: float) -> None:
        """It was too fast, and may be tried again in so many seconds."""
        with self._lock:
            self._not_before = max(self._not_before, now + seconds)
            self._slow_until = max(self._slow_until, self._not_before + self._calm_after)
