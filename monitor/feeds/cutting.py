"""Whether a feed's XML breaks off before its end, as after a broken transfer: what came whole is read, the rest is asked for again. Pure."""

from __future__ import annotations

import re

_ROOT = re.compile(r"<((?:[\w.-]{1,40}:)?(?:rss|feed|rdf|urlset))(?=[\s>])([^<>]*)(>?)", re.IGNORECASE)
_ITEM = re.compile(r"<(/?)(?:[\w.-]{1,40}:)?(?:item|entry|url)(?:\s[^<>]*)?>", re.IGNORECASE)


def breaks_off(text: str) -> bool:
    """Whether the outermost element of this feed or sitemap is never closed."""
    root = _ROOT.search(text)
    if root is None:
        return False
    begun, is_empty = not root[3], root[2].endswith("/")
    return begun or not (is_empty or f"</{root[1].lower()}" in text.lower())


def last_item_is_open(text: str) -> bool:
    """Whether the last item begun is not closed either, so that only a part of it came."""
    last = None
    for tag in _ITEM.finditer(text):
        last = tag
    return last is not None and not last[1]
