"""Where the site is served, where it is said on the command line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.config.contradictions import SHUT_IT, is_open_door
from monitor.config.fields import listen
from monitor.errors import UsageError

if TYPE_CHECKING:
    from monitor.types import WebSettings


def listening_on(web: WebSettings, place: str) -> WebSettings:
    """The same settings at another `host:port`, under the same rule as in monitor.toml. Raises UsageError."""
    try:
        host, port = listen(place)
    except ValueError as error:
        raise UsageError(f"--listen {error}") from error
    if is_open_door(host, web.access):
        raise UsageError(
            f"--listen {place}: everybody who can reach {host} would be let in; under [web] in monitor.toml {SHUT_IT}"
        )
    return replace(web, host=host, port=port)
