"""What an HTTP answer means for us: the decisions of fetching. Pure; imports the standard library only."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Literal

from monitor.errors import FetchError
from monitor.types import Validators

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["hard", "soft", "temporary", "gone", "rest"]

REDIRECTS = frozenset({301, 302, 303, 307, 308})
FOR_GOOD = frozenset({301, 308})
KEEPING_THE_FORM = frozenset({307, 308})
"""Redirects that ask for the same form at another place."""
_WORTH_ASKING_SOON = frozenset({408, 425, 429})
_LONGEST_VALIDATOR = 1000


def user_agent(version: str, contact: str) -> str:
    """Who we are, so that an outlet can write to us instead of blocking us."""
    said = " ".join(contact.split())
    return f"MessagingMonitor/{version}" + (f" (+{said})" if said else "")


def refusal(status: int, headers: Mapping[str, str], now: datetime) -> FetchError:
    """The error for an answer that is neither a document nor a redirect; names of `headers` in lower case."""
    wait = retry_after(headers.get("retry-after"), now)
    asked = f"; asks to wait {wait.total_seconds():.0f} s" if wait else ""
    return FetchError(
        f"answered {_status_in_words(status)}{asked}", kind=_kind(status), retry_after=wait, status=status
    )


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """How long a Retry-After header asks to wait: a number of seconds or an HTTP date. None where it says nothing."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=int(text[:9]))
    until = _http_date(text)
    return None if until is None else max(until - now, timedelta(0))


def freshness(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long the server says that its answer stays good: Cache-Control before Expires; None where it says nothing of use."""
    directives = [part.strip().lower() for part in headers.get("cache-control", "").split(",")]
    if {"no-cache", "no-store"} & set(directives):
        return None
    ages = [part.partition("=")[2].strip('" ') for part in directives if part.startswith("max-age=")]
    if ages:
        return _seconds(ages[0], less=headers.get("age", ""))
    until = _http_date(headers.get("expires", ""))
    left = until - (_http_date(headers.get("date", "")) or now) if until else timedelta(0)
    return left if left > timedelta(0) else None


def _seconds(text: str, *, less: str) -> timedelta | None:
    if not (text.isascii() and text.isdigit()):
        return None
    age = int(less[:9]) if less.isascii() and less.isdigit() else 0
    left = int(text[:9]) - age
    return timedelta(seconds=left) if left > 0 else None


def _http_date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, OverflowError):  # "0" and "-1" are common, and mean: at once
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def validators_of(headers: Mapping[str, str]) -> Validators:
    """What to ask "has it changed?" with; only such values as can be sent back."""
    return Validators(etag=_sendable(headers.get("etag")), last_modified=_sendable(headers.get("last-modified")))


def conditions(validators: Validators) -> dict[str, str]:
    """The request headers that ask "has it changed?"."""
    pairs = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in pairs.items() if value}


def too_large(limit: int) -> FetchError:
    """The error for a body that is larger than `limit` bytes."""
    return FetchError(f"larger than the limit of {limit / 2**20:.3g} MiB", kind="soft")


def _sendable(value: str | None) -> str | None:
    fits = value is not None and value.isascii() and value.isprintable() and len(value) <= _LONGEST_VALIDATOR
    return value if fits else None


def _kind(status: int) -> Kind:
    if status == HTTPStatus.GONE:
        return "gone"
    if status in _WORTH_ASKING_SOON:
        return "temporary"
    return "hard" if 400 <= status < 500 else "soft"


def _status_in_words(status: int) -> str:
    try:
        return f"{status} ({HTTPStatus(status).phrase})"
    except ValueError:  # a number that no standard knows
        return str(status)
