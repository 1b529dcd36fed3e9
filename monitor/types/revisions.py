"""What an outlet changed of an article after it was published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from monitor.types.feeds import Validators
    from monitor.types.sources import Article

EDITED = "edited after publication"
"""How every caveat on a changed sentence begins."""
_SHOWN = 56


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A sentence on a followed issue as it stood and as it stands; None where there was or is none."""

    issue: str
    office: str | None
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What one look at an article's page found changed since the look before; `at` is when we saw it."""

    article_id: str
    at: datetime
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """An article whose page is to be looked at again. `text`: the page at the last look, None before the first.

    `fed`: what its feed gave of it at the last look; `given`: what it gives since, None where that is the same.
    """

    article: Article
    text: str | None
    validators: Validators
    fed: str | None = None
    given: str | None = None


def edited_words(change: Change, at: datetime) -> str:
    """The change in one line, for people who read an alert that rests on the article."""
    told = f"{EDITED} ({at.day} {at:%b %Y})"
    if change.before is None:
        return f"{told}, added: “{_short(change.after)}”"
    if change.after is None:
        return f"{told}, taken out: “{_short(change.before)}”"
    return f"{told}: “{_short(change.before)}” → “{_short(change.after)}”"


def _short(text: str | None) -> str:
    words = text or ""
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1].rstrip()}…"
