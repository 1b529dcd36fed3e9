"""What one feed is asked with: headers, cookies, a log-in, a proxy. References become secrets here, and go no further. Pure."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from monitor.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from monitor.types import Access, Feed

_REFERENCE = "env:"
_DEFAULT_PORTS = {"http": 80, "https": 443}


class Proxy(NamedTuple):
    """A proxy's address without its log-in, and the header that holds that."""

    address: str
    authorization: str | None

    def __repr__(self) -> str:
        return "Proxy(…)"


def references(feeds: Iterable[Feed]) -> frozenset[str]:
    """The names of all variables that the feeds refer to."""
    values = (value for feed in feeds if feed.access for value in _values(feed.access))
    return frozenset(value.removeprefix(_REFERENCE) for value in values if value.startswith(_REFERENCE))


def _values(access: Access) -> Iterator[str]:
    yield from (value for _, value in (*access.headers, *access.cookies))
    yield from (value for value in (access.user, access.password, access.proxy) if value)


def request_headers(access: Access | None, address: str, secrets: Mapping[str, str]) -> dict[str, str]:
    """The headers to ask `address` with; none where it is not the place that they are for."""
    if access is None or not is_same_place(access.only_for, address):
        return {}
    found = {name: _plain(value, secrets) for name, value in access.headers}
    if access.cookies:
        found["Cookie"] = "; ".join(f"{name}={_plain(value, secrets)}" for name, value in access.cookies)
    if access.user is not None:
        found["Authorization"] = _basic(_plain(access.user, secrets), _plain(access.password or "", secrets))
    return found


def is_same_place(known: str, address: str) -> bool:
    """Scheme, host and port are the same, or it is the same host by https now."""
    a, b = _place(known), _place(address)
    return a == b or (a is not None and b is not None and (a[:1], a[1], b) == (("http",), b[1], ("https", b[1], 443)))


def _place(address: str) -> tuple[str, str, int | None] | None:
    try:
        parts = urlsplit(address)
        return parts.scheme, (parts.hostname or "").rstrip("."), parts.port or _DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        return None


def proxy_of(access: Access | None, secrets: Mapping[str, str]) -> Proxy | None:
    """The proxy to ask through. Raises FetchError where what it refers to is no address."""
    if access is None or not access.proxy:
        return None
    try:
        parts = urlsplit(_plain(access.proxy, secrets))
        host, port = parts.hostname, parts.port
    except ValueError as exc:
        raise FetchError("its proxy is not a web address", kind="hard") from exc
    if parts.scheme != "http" or not host:
        raise FetchError("its proxy is not a web address: it must begin with http://", kind="hard")
    named = f"[{host}]" if ":" in host else host
    log_in = _basic(parts.username, parts.password or "") if parts.username else None
    return Proxy(f"http://{named}:{port or 80}", log_in)


def _basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def _plain(value: str, secrets: Mapping[str, str]) -> str:
    if not value.startswith(_REFERENCE):
        return value
    name = value.removeprefix(_REFERENCE)
    if name not in secrets:
        raise FetchError(f"not asked: the variable {name}, which it is asked with, is not set", kind="hard")
    return secrets[name]
