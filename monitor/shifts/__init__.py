"""Statements → alerts: utterances, streams, shifts, and which of them a person should hear of. Pure; no clock, no store."""

from monitor.shifts.compose import WeighContext
from monitor.shifts.course import made_with
from monitor.shifts.emphasis import emphasis_alerts, frozen_weeks
from monitor.shifts.gather import gather, left_out
from monitor.shifts.nearness import Meaning, Nearness
from monitor.shifts.record import in_words, judgement_of, learnt
from monitor.shifts.reprinted import may_be_old, needed
from monitor.shifts.retold import Likeness
from monitor.shifts.standing import stood_at
from monitor.shifts.starved import starved_weeks
from monitor.shifts.themes import on_topic, theme_alerts, themes
from monitor.shifts.weekly import beside, shown_ids, weekly_alerts, weekly_shifts
from monitor.shifts.weigh import weigh

__all__ = [
    "Likeness",
    "Meaning",
    "Nearness",
    "WeighContext",
    "beside",
    "emphasis_alerts",
    "frozen_weeks",
    "gather",
    "in_words",
    "judgement_of",
    "learnt",
    "left_out",
    "made_with",
    "may_be_old",
    "needed",
    "on_topic",
    "shown_ids",
    "starved_weeks",
    "stood_at",
    "theme_alerts",
    "themes",
    "weekly_alerts",
    "weekly_shifts",
    "weigh",
]
