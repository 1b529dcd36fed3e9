"""Offices that say nothing for unusually long: a silence is seen only where it is looked for."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from monitor.digest.listening import time_within
from monitor.digest.words import office_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from monitor.digest.content import Silent
    from monitor.digest.listening import Span
    from monitor.digest.weeks import Week
    from monitor.types import Utterance, World

_DAYS_TO_KNOW_A_GAP = 4
_TIMES = 3
_SHORTEST = 7
"""Days; who speaks daily and rests for less is not called silent."""


def silent_offices(
    utterances: Iterable[Utterance],
    *,
    week: Week,
    timezone: str,
    world: World,
    now: datetime,
    deaf: Sequence[Span] = (),
) -> list[Silent]:
    """Those that were not heard for more than three times their usual gap, and a week at least; the longest first.

    The usual gap is the mean one between days on which the office spoke; four such days must be known. The time in which nobody here
    heard anything (`deaf`) is no silence of theirs.
    """
    zone = ZoneInfo(timezone)
    last_day = min(week.monday + timedelta(days=6), now.astimezone(zone).date())
    days: dict[str, set[date]] = defaultdict(set)
    for utterance in utterances:
        days[utterance.key.office].add(utterance.said_at.astimezone(zone).date())
    since = {office: datetime.combine(max(spoken) + timedelta(days=1), time(), zone) for office, spoken in days.items()}
    until = datetime.combine(last_day + timedelta(days=1), time(), zone)
    found = [
        _silent(office, sorted(spoken), last_day, world, unheard=time_within(deaf, since[office], until))
        for office, spoken in sorted(days.items())
    ]
    return sorted((row for row in found if row is not None), key=lambda row: (-row["days"], row["office"]))


def _silent(office: str, spoken: list[date], last_day: date, world: World, *, unheard: timedelta) -> Silent | None:
    if len(spoken) < _DAYS_TO_KNOW_A_GAP:
        return None
    usual = (spoken[-1] - spoken[0]).days / (len(spoken) - 1)
    silent = (last_day - spoken[-1]).days
    listened = silent - unheard / timedelta(days=1)
    if listened < _SHORTEST or listened <= _TIMES * usual:
        return None
    return {
        "office": office,
        "office_name": office_name(world, office),
        "last": spoken[-1].isoformat(),
        "days": silent,
        "usual_days": round(usual, 1),
    }
