"""An address → the key by which the same page is known under its different spellings. Imports the standard library only."""

from __future__ import annotations

import re
import tomllib
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit

_KEPT_IN_PATH = "/%:@!$&'()*+,;=~"
_DEFAULT_PORTS = {"http": 80, "https": 443}


def normalise_url(url: str | None) -> str | None:
    """The key, like `https://host/path?a=1&b=2`: for comparing, not for fetching. None where `url` is no web address.

    http and https are one; host case, default port, fragment, tracking parameters, trailing slash, order of the
    query and ways of percent-encoding make no difference.
    """
    try:
        parts = urlsplit((url or "").strip())
        host = _host(parts)
    except ValueError:  # a port out of range, brackets that are no IPv6 address
        return None
    if parts.scheme not in _DEFAULT_PORTS or not host:
        return None
    query = _query(parts.query)
    return f"https://{host}{_path(parts.path)}" + (f"?{query}" if query else "")


def _host(parts: SplitResult) -> str:
    name = (parts.hostname or "").rstrip(".")
    if not name.isascii():
        name = name.encode("idna").decode()
    port = parts.port
    brackets = f"[{name}]" if ":" in name else name
    return brackets if port in {None, _DEFAULT_PORTS.get(parts.scheme)} else f"{brackets}:{port}"


def _path(path: str) -> str:
    encoded = quote(path, safe=_KEPT_IN_PATH, errors="replace").rstrip("/")
    return re.sub(r"%[0-9a-f]{2}", lambda found: found[0].upper(), encoded, flags=re.IGNORECASE)


def _query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode(sorted((name, value) for name, value in pairs if not _is_tracking(name)), errors="replace")


def _is_tracking(name: str) -> bool:
    return any(fnmatchcase(name.lower(), pattern) for pattern in _tracking())


@cache
def _tracking() -> tuple[str, ...]:
    listed = tomllib.loads(files("monitor.feeds").joinpath("tracking.toml").read_text("utf-8"))
    return tuple(listed["names"])
