"""Moments as a reader writes them: in the reader's zone, with UTC beside. Pure but for the zone files."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

COOKIE = "monitor_zone"
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,2}", re.ASCII)


@lru_cache(maxsize=256)
def zone_of(asked: str | None, usual: str) -> ZoneInfo:
    """The zone that the browser names; the configured one where it names none that is known."""
    if asked and len(asked) < 64 and _NAME.fullmatch(asked):
        try:
            return ZoneInfo(asked)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return ZoneInfo(usual)
    return ZoneInfo(usual)


def here(moment: datetime, zone: ZoneInfo) -> str:
    """“18 Nov 2026, 15:05 CET”."""
    local = moment.astimezone(zone)
    return f"{local.day} {local:%b %Y, %H:%M} {local:%Z}"


def beside(moment: datetime, zone: ZoneInfo) -> str:
    """“14:05 UTC”, with its day where that is another one; empty where the reader's own clock says so already."""
    local, utc = moment.astimezone(zone), moment.astimezone(UTC)
    if local.utcoffset() == utc.utcoffset():
        return ""
    return f"{utc:%H:%M} UTC" if local.date() == utc.date() else f"{utc.day} {utc:%b, %H:%M} UTC"


def day(moment: datetime, zone: tzinfo) -> str:
    local = moment.astimezone(zone)
    return f"{local.day} {local:%b %Y}"


def iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def ago(moment: datetime, now: datetime) -> str:
    """“4 min ago”, “in 12 min”; days beyond two days."""
    seconds = (now - moment).total_seconds()
    size, ahead = abs(seconds), seconds < 0
    for limit, unit, name in ((90, 1, "s"), (5400, 60, "min"), (172_800, 3600, "h"), (float("inf"), 86_400, "days")):
        if size < limit:
            told = f"{round(size / unit)} {name}"
            return f"in {told}" if ahead else f"{told} ago"
    raise AssertionError(moment)
