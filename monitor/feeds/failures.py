"""What aiohttp raises → FetchError, with what happened in a person's words. Imports aiohttp's exceptions only.

No message names more than what happened: an address may hold a secret.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp

from monitor.errors import FetchError
from monitor.feeds.addresses import NotPublicError

if TYPE_CHECKING:
    from monitor.feeds.answers import Kind

NOT_PUBLIC = "its address is not public, so it is not asked; [network] allow_private = true in monitor.toml allows it"


# The first that fits; each after those that it is a base of.
_WORDS: tuple[tuple[tuple[type[Exception], ...], str, Kind], ...] = (
    ((aiohttp.InvalidURL,), "it is not at a web address, or redirects to something else", "hard"),
    ((aiohttp.ClientConnectorDNSError,), "its host name is not known", "temporary"),
    (
        (aiohttp.ClientSSLError, aiohttp.ClientConnectorCertificateError),
        "its certificate or encryption is not accepted",
        "soft",
    ),
    ((aiohttp.ClientProxyConnectionError,), "no connection to its proxy", "temporary"),
    ((aiohttp.ClientHttpProxyError,), "its proxy refuses to ask for it", "soft"),
    ((aiohttp.ClientConnectorError,), "no connection", "temporary"),
    (
        (aiohttp.ClientPayloadError, aiohttp.ClientConnectionError, OSError),
        "the connection broke off, or its body cannot be unpacked",
        "temporary",
    ),
)


def translated(error: Exception) -> FetchError:
    """The FetchError for what asking raised."""
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    if isinstance(cause, NotPublicError):
        return FetchError(NOT_PUBLIC, kind="hard")
    for classes, words, kind in _WORDS:
        if isinstance(error, classes):
            return FetchError(words, kind=kind)
    return FetchError(f"its answer is not understood ({type(error).__name__})", kind="soft")
