"""Days and moments given on the command line, and the one that an article bears. Imports no other command's words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from monitor.errors import UsageError
from monitor.feeds import EARLIEST

if TYPE_CHECKING:
    from monitor.types import Article

_CLOCKS_DIFFER = timedelta(days=2)
"""How far ahead a date may lie for no other reason than time zones and a day named without its hour."""


def parse_time(text: str) -> datetime:
    """A day or a moment in ISO 8601, in UTC, also where it names no zone. Raises UsageError."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise UsageError(f"{text!r} is not a time: write it like 2022-02-24 or 2022-02-24T06:00:00Z") from error


def dated(article: Article, as_of: str | None) -> Article:
    """`article`, as of that day or moment where it does not itself say when it was published. Raises UsageError."""
    if as_of is None:
        return article
    moment = parse_time(as_of)
    if moment < EARLIEST:
        raise UsageError(
            f"--as-of {as_of}: no article is from before {EARLIEST.year}; give the day on which it was published, like 2022-02-24"
        )
    return article if article.published is not None else replace(article, published=moment)


def ahead(article: Article, *, now: datetime) -> str | None:
    """That the day of publication has not come yet, as a line for a person; None where it has, or none is known."""
    if article.published is None or article.published - now < _CLOCKS_DIFFER:
        return None
    return (
        f"{article.outlet}: its date of publication, {article.published.date().isoformat()}, lies ahead of today:"
        " offices and “said” dates are taken for that day; check the date"
    )
