"""Which letters a text is written in."""

from __future__ import annotations

import re

_CYRILLIC = re.compile(r"[а-яёіїєґ]", re.IGNORECASE)
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)


def is_cyrillic(text: str) -> bool:
    """Whether more of its letters are Cyrillic than Latin."""
    return len(_CYRILLIC.findall(text)) > len(_LATIN.findall(text))
