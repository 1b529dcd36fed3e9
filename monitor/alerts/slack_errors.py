"""What an error of Slack means for a message: sent, not sent, nobody knows, never. Pure; the codes are in slack_errors.toml."""

from __future__ import annotations

import errno
import math
import re
import socket
import ssl
import tomllib
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal
from urllib.error import URLError

from monitor.errors import NotifyError

if TYPE_CHECKING:
    from collections.abc import Mapping

A_PERSON_MUST_ACT = timedelta(minutes=15)
"""How often a message is tried that waits for a person to put the configuration right."""

NO_HURRY = timedelta(seconds=30)
"""Where Slack says "too fast" and not for how long."""

TOO_FAST = "ratelimited"
CODE = re.compile(r"[a-z][a-z0-9_]{2,80}")
BEFORE_SENDING = (ConnectionRefusedError, socket.gaierror, ssl.SSLCertVerificationError)
NO_WAY_THERE = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN})


@cache
def _codes() -> dict[str, Any]:
    return tomllib.loads(files("monitor.alerts").joinpath("slack_errors.toml").read_text(encoding="utf-8"))


def answered(*, status: int, code: object, headers: Mapping[str, str], detail: str = "") -> NotifyError:
    """Slack answered with an HTTP status and an error code (anything else than a code is not Slack's answer)."""
    codes = _codes()
    if status == 429 or (status < 500 and code in codes["too_fast"]):
        wait = retry_after(headers) or NO_HURRY
        text = f"Slack asks to wait {wait.total_seconds():g} s"
        return NotifyError(text, outcome="not_sent", retry_after=wait, code=TOO_FAST)
    if not isinstance(code, str) or not CODE.fullmatch(code):
        return NotifyError(f"an answer that is not Slack's (HTTP {status})", outcome="unknown")
    if status >= 500 or code in codes["unknown"]:
        return NotifyError(f"Slack had trouble of its own: {code} (HTTP {status})", outcome="unknown")
    if code in codes["refused"]:
        return NotifyError(f"{codes['refused'][code]}: {code}{detail}", outcome="refused", code=code)
    what_to_do = codes["fix"].get(code, "look the code up in Slack's documentation of chat.postMessage")
    text = f"Slack: {code}{detail}; {what_to_do}"
    return NotifyError(text, outcome="not_sent", retry_after=A_PERSON_MUST_ACT, code=code)


def explain(error: Exception) -> str:
    """Why no connection for answers was made, with what to do; without an address or a token."""
    response = getattr(error, "response", None)
    data = getattr(response, "data", None)
    code = data.get("error") if isinstance(data, dict) else None
    if code in _codes()["socket"]:
        return f"Slack: {code}; {_codes()['socket'][code]}"
    if isinstance(code, str) and CODE.fullmatch(code):
        return f"Slack: {code}"
    return str(unanswered(error))


def is_gone(error: NotifyError) -> bool:
    """Whether the message that it was about is not there any more."""
    return error.code in _codes()["gone"]


def unanswered(error: Exception) -> NotifyError:
    """No answer that can be read; where no connection was made, the message certainly was not posted."""
    cause = error.reason if isinstance(error, URLError) else error
    outcome: Literal["not_sent", "unknown"] = (
        "not_sent" if isinstance(error, URLError) and _never_left(cause) else "unknown"
    )
    # Only the kind of the error: its words may hold an address that is a secret (a webhook's).
    name = type(cause).__name__ if isinstance(cause, Exception) else type(error).__name__
    known = "could not be reached" if outcome == "not_sent" else "did not answer"
    return NotifyError(f"Slack {known} ({name})", outcome=outcome)


def _never_left(cause: object) -> bool:
    return isinstance(cause, BEFORE_SENDING) or (isinstance(cause, OSError) and cause.errno in NO_WAY_THERE)


def retry_after(headers: Mapping[str, str]) -> timedelta | None:
    """The Retry-After header in seconds, fractions too; None where there is none that can be used."""
    text = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    try:
        seconds = float(text)
    except ValueError:
        return None
    return timedelta(seconds=min(seconds, 86_400.0)) if math.isfinite(seconds) and seconds > 0 else None
