"""A series of shares looked at as the service looks at an office's: period after period, with the 60 before, knowing what was told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from monitor.pipeline.weekly import EMPHASIS_WEEKS
from monitor.shifts.emphasis import Told, alarms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.shifts.emphasis import Alarm
    from monitor.types import Share, StreamKey


def looks(shares: Sequence[Share]) -> list[Alarm]:
    """What is told of one stream, in the order of time."""
    told: dict[StreamKey, Told] = {}
    found: list[Alarm] = []
    for number in range(len(shares)):
        for alarm in alarms(shares[max(0, number + 1 - EMPHASIS_WEEKS) : number + 1], told=told):
            found.append(alarm)
            told[alarm.week.key] = Told(alarm.run.since, alarm.week.week + timedelta(days=1))
    return found
