"""A text that begins with its own title, as the summaries of many feeds do. Pure."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+")
_CUT = re.compile(r"(?:…|\.\.\.)\W*$")
_BEHIND = re.compile(r"(?P<gap>[.!?…]*[»”\"')\]]*[\s.!?…:;|–—-]*)")
_ENDS = re.compile(r"[.!?…:;|–—\n]|\s-\s")


def without_title(text: str, title: str) -> str:
    """`text` without its title at the beginning; as it is where its first sentence merely begins with the same words."""
    while (rest := _rest(text, title)) is not None:
        text = rest
    return text


def _rest(text: str, title: str) -> str | None:
    words = _WORD.findall(title)
    if not words:
        return None
    begins = re.compile(r"\W*" + r"\W+".join(re.escape(word) for word in words), re.IGNORECASE).match(text)
    behind = _BEHIND.match(text, begins.end()) if begins else None
    if behind is None:
        return None
    rest = text[behind.end() :]
    if not rest or _ENDS.search(behind["gap"]):
        return rest
    # A title that was cut ends anywhere, between two words.
    return f"… {rest}" if _CUT.search(title) and behind["gap"] else None
