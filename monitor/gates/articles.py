"""Texts of the sets as articles and positions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from monitor.compare import ComparedPosition
from monitor.feeds import as_article, parse_archive_line

if TYPE_CHECKING:
    from monitor.types import Article

_SOME_DAY = datetime(2020, 1, 1, tzinfo=UTC)


def archived(line: dict[str, Any], *, where: str) -> Article:
    """An archive line as an article. Raises UsageError."""
    return as_article(parse_archive_line(line, where=where, seen=_SOME_DAY))


def bare(text: str, *, key: str, title: str = "") -> Article:
    """English words of an outlet that is nobody's own."""
    return archived({"id": key, "outlet": "gate", "title": title, "text": text, "language": "en"}, where=key)


def claimed(claim: str) -> ComparedPosition:
    """A claim of nobody in particular."""
    return ComparedPosition(actor=None, issue=None, claim=claim, date=None)
