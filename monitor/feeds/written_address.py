"""An address as people write it → one that can be asked. Pure."""

from __future__ import annotations

import re

_FEED = re.compile(r"^feed:(?://)?(?=https?://)|^feed:(//)", re.IGNORECASE)
_WEB = re.compile(r"https?://", re.IGNORECASE)
_BARE = re.compile(r"(?!\d+(?:\.\d+)?$)[^\s/:@?#]+\.[^\s/:@?#]+(?::\d+)?(?:[/?#].*)?")
"""A host's name with a dot in it, and perhaps more."""
_CHANNEL = re.compile(r"@?([A-Za-z]\w{3,31})", re.ASCII)


def written_address(text: str) -> str | None:
    """A web address: `feed:` is how some readers mark one, and who leaves the scheme out means https. None where it is none."""
    address = _FEED.sub(lambda found: "http://" if found[1] else "", text.strip(), count=1)
    if _WEB.match(address):
        return address
    return f"https://{address}" if _BARE.fullmatch(address) else None


def channel_address(text: str) -> str | None:
    """The address of a Telegram channel that is given by its name, like `@NAME`. None where it is no such name."""
    name = _CHANNEL.fullmatch(text.strip())
    return f"https://t.me/{name[1]}" if name else None
