"""When a page was published, by all that it shows. The only file that imports htmldate.

htmldate finds the day. What the page states in its head is an instant, so it is taken where it means the same day; where the
two differ by more than time zones explain, the day was right more often.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from htmldate import find_date

if TYPE_CHECKING:
    from typing import Any

_SAME_DAY = timedelta(hours=38)  # from the day's first minute: a day and the furthest time zone


_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])")


def published(document: str, tree: Any, url: str, stated: datetime | None) -> datetime | None:
    """The instant, or the midnight (UTC) of the day; None where nothing is sure. `tree` is the document, parsed."""
    day = _day(tree, url)
    if day is not None and _could_be_another(day, document + url):
        day = None
    if day is None or (stated is not None and -timedelta(hours=14) <= stated - day <= _SAME_DAY):
        return stated
    return day


def _could_be_another(day: datetime, text: str) -> bool:
    """Whether it stands there as 02/01 only, which is a day in January to some and in February to others."""
    if (
        day.day == day.month
        or day.day > 12
        or any(f"{day:{form}}" in text for form in ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d"))
    ):
        return False
    return any(
        {int(one), int(other)} == {day.day, day.month} and int(year) == day.year
        for one, other, year in _SLASHED.findall(text)
    )


def _day(tree: Any, url: str) -> datetime | None:
    found = find_date(tree, url=url, original_date=True, extensive_search=False)
    if not found:
        found = find_date(tree, url=url, original_date=True)
        # The extensive search makes the first of a month or year of what names no day: such a date is not sure.
        found = None if not found or found.endswith("-01") else found
    return datetime.fromisoformat(found).replace(tzinfo=UTC) if found else None
