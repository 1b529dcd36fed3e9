"""A date as written in a feed or page → an instant, only where it is sure.

A wrong date is worse than none: it makes old words look new, and new ones old. So only shapes with one meaning are
read: RFC 822 with its usual deviations and with the month in words in the five languages that are read, ISO 8601 /
W3C-DTF, year/month/day, and day.month.year. What could be day/month or month/day gives None.
"""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from monitor.feeds.zones import without_remark, zone_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORD = r"[^\W\d_]"
_WORDS = rf"{_WORD}{{1,12}}(?:\s{_WORD}{{1,14}}){{0,2}}"
_SHORT_OFFSET = r"[+-][0-9]{1,2}(?::?[0-9]{2})?"
_TIME = (
    r"(?:,?\s+(?:(?:at|в|о|um|à)\s+)?(?P<hour>[0-9]{1,2})(?::|\s?h\s?)(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]{1,9})?)?"
    rf"(?:\s+Uhr)?(?:\s*(?P<zone>[+-][0-9]{{2}}:?[0-9]{{2}}|{_WORD}{{2,4}}\s?{_SHORT_OFFSET}|{_WORDS}))?)?(?:\s*\((?P<note>[^)]{{0,40}})\))?"
)
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})(?:\s*(?:года|року|г|р)\.?(?!\w))?"
_WEEKDAY = rf"(?:{_WORD}{{2,11}}\.?(?:\s*,\s*|\s+))?"
_DAY_FIRST = re.compile(
    rf"{_WEEKDAY}(?P<day>[0-9]{{1,2}})(?:\.|er|st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<month>{_WORD}{{3,9}})\.?,?[\s-]+{_YEAR}{_TIME}",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"{_WEEKDAY}(?P<month>{_WORD}{{3,9}})\.?\s+(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>[0-9]{{4}}){_TIME}",
    re.IGNORECASE,
)
_ISO8601 = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?) ?(Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?",
    re.IGNORECASE | re.ASCII,
)
_YEAR_FIRST = re.compile(
    rf"(?P<year>[0-9]{{4}})(?P<mark>[/-])(?P<month>[0-9]{{1,2}})(?P=mark)(?P<day>[0-9]{{1,2}}){_TIME}", re.IGNORECASE
)
_DOTTED = re.compile(
    rf"{_WEEKDAY}(?P<day>[0-9]{{1,2}})\.(?P<month>[0-9]{{1,2}})\.(?P<year>[0-9]{{4}})(?:\s*г\.?(?!\w))?{_TIME}",
    re.IGNORECASE,
)
_HALVES = {"am", "pm"}  # of a day: ten of which?
_OLDEST = datetime(1990, 1, 1, tzinfo=UTC)  # before feeds and the web: an empty clock (1970-01-01), not a date
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
"""What a person or an archive says may be older than the web; nothing that is read here is older than this."""
_LONGEST = 100


def sure_date(raw: str | None) -> datetime | None:
    """The instant in UTC, or None. Without a time, and with a zone that is not known, it is midnight; without a zone UTC."""
    text = (raw or "").strip()
    if not text or len(text) > _LONGEST:
        return None
    try:
        instant = _iso8601(text) or _in_words(text) or _in_figures(text)
        instant = instant.astimezone(UTC) if instant else None
    except (ValueError, OverflowError):  # the 31st of February, year 0, hour 25
        return None
    return instant if instant is not None and instant >= _OLDEST else None


def _iso8601(text: str) -> datetime | None:
    found = _ISO8601.fullmatch(text)
    if found is None:
        return None
    day, time, zone = found.groups()
    written = f"{day}T{(time or '00:00').replace(',', '.')}{'+00:00' if _is_utc(zone) else zone}"
    return datetime.fromisoformat(written)


def _is_utc(zone: str | None) -> bool:
    return zone is None or zone.upper() in {"Z", "UTC"}


def _in_words(text: str) -> datetime | None:
    found = _DAY_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text)
    month = _months().get(found["month"].lower()) if found else None
    return _instant(found, month) if found is not None and month is not None else None


def _in_figures(text: str) -> datetime | None:
    found = _YEAR_FIRST.fullmatch(text) or _DOTTED.fullmatch(text)
    return _instant(found, int(found["month"])) if found is not None else None


def _instant(found: re.Match[str], month: int) -> datetime | None:
    written = found["zone"] or without_remark(found["note"] or "")
    if _HALVES & set(written.casefold().replace(".", "").split()):
        return None
    day = datetime(_year(found["year"]), month, int(found["day"]), tzinfo=UTC)
    zone = zone_of(written)
    if found["hour"] is None or zone is None:  # the day is sure, and the time is not
        return day
    second = min(int(found["second"] or 0), 59)  # a leap second
    return day.replace(hour=int(found["hour"]), minute=int(found["minute"]), second=second, tzinfo=zone)


@cache
def _months() -> Mapping[str, int]:
    """Every name of a month in the languages that are read."""
    listed = tomllib.loads(files("monitor.feeds").joinpath("months.toml").read_text("utf-8"))
    return {name: n for months in listed.values() for n, names in enumerate(months, 1) for name in names}


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year < 70 else 1900)
