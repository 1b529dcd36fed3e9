"""Where the page is served, where it is said on the command line."""

from __future__ import annotations

from monitor.config.fields import listen
from monitor.errors import UsageError
from monitor.types import WebSettings


def web_settings(place: str) -> WebSettings:
    """`host:port`, as in monitor.toml. Raises UsageError."""
    try:
        host, port = listen(place)
    except ValueError as error:
        raise UsageError(f"--listen {error}") from error
    return WebSettings(host=host, port=port)
