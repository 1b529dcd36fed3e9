"""A date as written in a feed or page → an instant, only where it is sure. Imports the standard library only.

A wrong date is worse than none: it makes old words look new. So only the two shapes that feeds are required to
use are read (RFC 822 with its usual deviations, ISO 8601 / W3C-DTF); anything ambiguous gives None.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_RFC822 = re.compile(
    r"(?:[a-z]{3,9}\.?(?:\s*,\s*|\s+))?(?P<day>\d{1,2})[\s-]+(?P<month>[a-z]{3,9})\.?[\s-]+(?P<year>\d{4}|\d{2})"
    r"(?:,?\s+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d{1,9})?)?(?:\s*(?P<zone>[+-]\d{2}:?\d{2}|[a-z]{1,5}))?)?"
    r"(?:\s*\([^)]{0,40}\))?",
    re.IGNORECASE | re.ASCII,
)
_ISO8601 = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?) ?(Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?",
    re.IGNORECASE | re.ASCII,
)
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
# Hours east of Greenwich. A name not listed is taken for UTC: at most fourteen hours off, the day is still sure enough.
_ZONES = {"edt": -4, "est": -5, "cdt": -5, "cst": -6, "mdt": -6, "mst": -7, "pdt": -7, "pst": -8}
_ZONES |= {"bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3}
_OLDEST = datetime(1990, 1, 1, tzinfo=UTC)  # before feeds and the web: an empty clock (1970-01-01), not a date
_LONGEST = 100


def sure_date(raw: str | None) -> datetime | None:
    """The instant in UTC, or None. Without a time it is midnight, without a zone UTC."""
    text = (raw or "").strip()
    if not text or len(text) > _LONGEST:
        return None
    try:
        instant = _iso8601(text) or _rfc822(text)
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


def _rfc822(text: str) -> datetime | None:
    found = _RFC822.fullmatch(text)
    month = _month(found["month"].lower()) if found else None
    if found is None or month is None or (found["zone"] or "").lower() in {"am", "pm"}:
        return None
    return datetime(
        _year(found["year"]),
        month,
        int(found["day"]),
        int(found["hour"] or 0),
        int(found["minute"] or 0),
        min(int(found["second"] or 0), 59),  # a leap second
        tzinfo=_zone((found["zone"] or "").lower()),
    )


def _month(name: str) -> int | None:
    short = "sep" if name == "sept" else name
    return next((number for number, full in enumerate(_MONTHS, 1) if full.startswith(short)), None)


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year < 70 else 1900)


def _zone(name: str) -> timezone:
    if name[:1] in {"+", "-"}:
        hours, minutes = int(name[1:3]), int(name[-2:])
        offset = timedelta(hours=hours, minutes=minutes)
        return timezone(-offset if name[0] == "-" else offset)
    return timezone(timedelta(hours=_ZONES.get(name, 0)))
