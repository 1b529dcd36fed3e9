"""Who may write, and what a browser may do with our pages."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from monitor.digest import style_hash

if TYPE_CHECKING:
    from collections.abc import Mapping

COOKIE = "monitor_form"

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src '{style_hash()}'; img-src data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": with it a browser sends “Origin: null” with our own form.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class FormGuard:
    """Ties a form to the browser that was given it: the token is a keyed hash of a random cookie.

    The key lives as long as the process; a form opened before a restart must be opened again.
    """

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def new_cookie(self) -> str:
        return secrets.token_urlsafe(24)

    def token(self, cookie: str) -> str:
        return hmac.new(self._key, cookie.encode(), hashlib.sha256).hexdigest()

    def accepts(self, cookie: str | None, token: str) -> bool:
        # Compared as bytes: what was sent may hold any letter.
        return bool(cookie) and hmac.compare_digest(self.token(cookie or "").encode(), token.encode())


def same_origin(origin: str | None, host: str) -> bool:
    """Whether a form was sent from our own page; a client that names no origin is no browser, and the token decides."""
    if origin is None:
        return True
    try:
        return urlsplit(origin).netloc.lower() == host.lower()
    except ValueError:
        return False
