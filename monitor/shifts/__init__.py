"""Statements → alerts: utterances, streams, shifts, and which of them a person should hear of. Pure; no clock, no store."""

from monitor.shifts.compose import WeighContext
from monitor.shifts.emphasis import emphasis_alerts
from monitor.shifts.gather import gather, left_out
from monitor.shifts.weekly import shown_ids, weekly_alerts, weekly_shifts
from monitor.shifts.weigh import weigh

__all__ = [
    "WeighContext",
    "emphasis_alerts",
    "gather",
    "left_out",
    "shown_ids",
    "weekly_alerts",
    "weekly_shifts",
    "weigh",
]
