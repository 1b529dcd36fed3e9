"""One story, one thread: the alert that people were told first, and what came after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from monitor.types.people import Alert, Evidence, Sent, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Development:
    """What changed of an alert that people were told already: how it stood before, and the places that are new.

    `was_headline`: under which it was told while its line was found at another level; empty where the level is the same.
    """

    alert_id: str
    was_status: str
    was_confidence: float
    was_severity: int
    was_sources: int
    was_copies: int
    evidence: tuple[Evidence, ...] = ()
    was_headline: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatchUp:
    """Alerts (ids) that an outage held up, and since when: told in one message."""

    alerts: tuple[str, ...]
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldUp:
    """The alerts of a `CatchUp`, as they stand when they are told."""

    alerts: tuple[Alert, ...]
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The alert that was told first as it stands now, the alerts told in its thread, and what people said of any of them.

    `sent` is where the first message is, None while it is nowhere; `summed` that it stands in a summary with others,
    which is no message of its own to be edited.
    """

    first: Alert
    later: tuple[Alert, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    sent: Sent | None = None
    summed: bool = False

    @property
    def weightiest(self) -> Alert:
        """The one that decides whether the story may disturb people."""
        return max((self.first, *self.later), key=lambda alert: alert.severity)
