"""Text → an address that may be asked, and where a redirect leads. Pure; the only file that imports yarl."""

from __future__ import annotations

from dataclasses import dataclass

from yarl import URL

from monitor.errors import FetchError


@dataclass(frozen=True, slots=True)
class Redirect:
    """Where to ask instead, and whether for good."""

    to: URL
    for_good: bool

    def is_downgrade(self, origin: URL) -> bool:
        """From https to http: followed, never remembered."""
        return (origin.scheme, self.to.scheme) == ("https", "http")


def without_log_in(address: URL) -> str:
    """The address as it may be shown and kept."""
    return str(address.with_user(None))


def web_address(url: str) -> URL:
    try:
        address = URL(url.strip())
    except ValueError as exc:
        raise FetchError("not a web address", kind="hard") from exc
    if address.scheme not in {"http", "https"} or not address.host:
        raise FetchError("not a web address: it must begin with http:// or https://", kind="hard")
    return address


def next_address(target: URL, location: str | None) -> URL:
    if not location:
        raise FetchError("redirected without saying where to", kind="soft")
    # Bytes beyond ASCII arrive as surrogates; outlets mean UTF-8.
    written = location.strip().encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        address = target.join(URL(written))
    except ValueError as exc:
        raise FetchError("redirected to something that is not a web address", kind="soft") from exc
    if address.scheme not in {"http", "https"} or not address.host:
        raise FetchError("redirected to an address that is neither http nor https", kind="hard")
    return address
