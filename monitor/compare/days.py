"""The day that a position bears beside that of the article. A date may also be a month or a year alone."""

from __future__ import annotations

import re
from datetime import date, datetime

_MONTH_OR_YEAR = re.compile(r"(\d{4})(?:-(\d{2}))?", re.ASCII)


def first_day(text: str) -> date | None:
    """The first day of what a date in ISO 8601 names: itself, or that of the month or year alone; None where it is no date."""
    alone = _MONTH_OR_YEAR.fullmatch(text)
    try:
        return date(int(alone[1]), int(alone[2] or 1), 1) if alone else datetime.fromisoformat(text).date()
    except ValueError:
        return None


def note_on_order(position: str | None, published: datetime | None) -> str:
    """That the article is older than the position, of that date; empty where it is not, or where one has no date."""
    begins = first_day(position) if position else None
    if begins is None or published is None or published.date() >= begins:
        return ""
    return (
        f"the article is of {published.date().isoformat()}, before the position ({position}):"
        " what it says was said first, and shows no move away from the position"
    )
