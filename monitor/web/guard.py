"""What a browser may do with our pages, and whether a form is our own."""

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
_SALT = 16
"""Letters at the beginning of a token."""

HEADERS: Mapping[str, str] = {
    # The hash is for digests, which carry their style sheet with them.
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'self' '{style_hash()}'; script-src 'self'; img-src 'self' data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": with it a browser sends “Origin: null” with our own form.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


class FormGuard:
    """Ties a form to the browser that was given it, and to its login: the token is a keyed hash of a random cookie and the session.

    Another salt each time: of a secret that is always the same, a compressed answer that repeats what was asked could be made to tell.
    The key lives as long as the process; a form opened before a restart must be opened again.
    """

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def new_cookie(self) -> str:
        return secrets.token_urlsafe(24)

    def token(self, cookie: str, session: str = "") -> str:
        return self._salted(cookie, session, secrets.token_hex(_SALT // 2))

    def _salted(self, cookie: str, session: str, salt: str) -> str:
        return salt + hmac.new(self._key, f"{cookie}\n{session}\n{salt}".encode(), hashlib.sha256).hexdigest()

    def accepts(self, cookie: str | None, session: str, token: str) -> bool:
        # Compared as bytes: what was sent may hold any letter.
        return bool(cookie) and hmac.compare_digest(
            self._salted(cookie or "", session, token[:_SALT]).encode(), token.encode()
        )


def same_origin(origin: str | None, host: str) -> bool:
    """Whether a form was sent from our own page; a client that names no origin is no browser, and the token decides."""
    if origin is None:
        return True
    try:
        return urlsplit(origin).netloc.lower() == host.lower()
    except ValueError:
        return False
