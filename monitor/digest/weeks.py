"""ISO weeks in the reader's time zone: which week a moment lies in, and which closed week is due for a digest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from monitor.errors import UsageError

if TYPE_CHECKING:
    from monitor.types import DigestSettings

_WEEK = re.compile(r"(?P<year>(?:19|20|21)\d\d)-W(?P<number>\d\d)", re.ASCII)
_PUNCTUAL = timedelta(hours=1)
_EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """An ISO week, [start, end) in UTC; `monday` is its first day on the reader's calendar."""

    name: str
    start: datetime
    end: datetime
    monday: date

    @property
    def counted_until(self) -> datetime:
        """Its end for what is counted by weeks of UTC: west of it some hours of the next one have passed, which would stand for that whole one."""
        return min(self.end, datetime.combine(self.monday + timedelta(days=7), time(), UTC))


def week_of(moment: datetime, timezone: str) -> Week:
    """The week that `moment` (aware) lies in, on the calendar of `timezone`."""
    day = moment.astimezone(ZoneInfo(timezone)).date()
    return _week_from(day - timedelta(days=day.weekday()), timezone)


def parse_week(text: str, timezone: str) -> Week:
    """The week that a person wrote, like 2026-W47. Raises UsageError."""
    match = _WEEK.fullmatch(text.strip())
    if match is None:
        raise UsageError(_not_a_week(text))
    try:
        monday = date.fromisocalendar(int(match["year"]), int(match["number"]), 1)
    except ValueError as error:
        raise UsageError(_not_a_week(text)) from error
    return _week_from(monday, timezone)


def previous_week(week: Week, timezone: str) -> Week:
    """The week before."""
    return _week_from(week.monday - timedelta(days=7), timezone)


def due_week(now: datetime, settings: DigestSettings, *, first_seen: datetime | None = _EVER) -> Week | None:
    """The last closed week whose digest moment has come; whether it is made already is the store's to say.

    The moment is the first configured weekday and hour after the week's end. A service that was down then finds
    the same week due later. None where nothing had been seen before that week's end (`first_seen`).
    """
    this_week = week_of(now, settings.timezone)
    week = previous_week(this_week, settings.timezone)
    if now < digest_moment(week, settings):
        week = previous_week(week, settings.timezone)
    return week if first_seen is not None and first_seen < week.end else None


def lateness(week: Week, settings: DigestSettings, *, now: datetime, began: datetime | None) -> str | None:
    """Why the digest of `week` is made late, in words; None where it is made in time, or where nobody had promised it.

    `began`: when the service was started that makes it; None outside of the service.
    """
    due = digest_moment(week, settings)
    if began is None or now - due <= _PUNCTUAL:
        return None
    zone = ZoneInfo(settings.timezone)
    when, made, start = (moment.astimezone(zone) for moment in (due, now, began))
    why = (
        f"because the service was not running then: it was started on {_told(start)}"
        if began > due
        else "because it could not be made before; what stood in the way is in the log"
    )
    return f"Late: it was due on {_told(when)} and made on {_told(made)}, {why}."


def not_over(week: Week, settings: DigestSettings, *, now: datetime) -> str | None:
    """That these are the numbers so far, while the week has not ended."""
    if now >= week.end:
        return None
    return f"So far: this week has not ended yet; it is told on {_told(digest_moment(week, settings).astimezone(ZoneInfo(settings.timezone)))}."


def nothing_collected(
    week: Week, settings: DigestSettings, *, first_seen: datetime | None, now: datetime
) -> str | None:
    """That the week had ended before anything was collected here; None where it had not."""
    if now < week.end or (first_seen is not None and first_seen < week.end):
        return None
    if first_seen is None:
        return "Nothing was collected then, nor has been since."
    met = first_seen.astimezone(ZoneInfo(settings.timezone))
    return f"Nothing was collected then: the oldest article in the store was met on {met.day} {met:%B %Y}."


def _told(moment: datetime) -> str:
    return f"{moment:%A}, {moment.day} {moment:%B, %H:%M}"


def digest_moment(week: Week, settings: DigestSettings) -> datetime:
    """When the digest of `week` is due."""
    return _local(week.monday + timedelta(days=7 + settings.weekday), settings.at, settings.timezone)


def week_name(monday: date) -> str:
    """Like 2026-W47."""
    year, number, _ = monday.isocalendar()
    return f"{year}-W{number:02}"


def _week_from(monday: date, timezone: str) -> Week:
    return Week(
        name=week_name(monday),
        start=_local(monday, time(), timezone),
        end=_local(monday + timedelta(days=7), time(), timezone),
        monday=monday,
    )


def _not_a_week(text: str) -> str:
    return f"“{text}” is not a week: write the ISO year and week, like 2026-W47"


def _local(day: date, at: time, timezone: str) -> datetime:
    return datetime.combine(day, at, tzinfo=ZoneInfo(timezone)).astimezone(UTC)
