"""What processes that share a database know of each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from monitor.types.reading import Reading

FEEDS_CLAIM = "feed"
"""The kind of claim under which a process polls feeds: saving what a poll left gives it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A process at work on the database: `role` run or worker; `made_for`: what it judges with, code and configuration."""

    name: str
    role: str
    version: str
    made_for: str
    at: datetime
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """Who holds the lead, and until when, by the database's clock, which shows `now`."""

    holder: str
    until: datetime
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article read ahead of its turn: the reading, or why it could not be read."""

    reading: Reading | None = None
    error: str | None = None
