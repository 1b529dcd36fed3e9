"""Keys of an archive line that are ours but for a slip, or another's word for one of ours. Pure; imports json and difflib only.

An archive may have any keys beside ours, so that nothing is refused for them: a key is told where it is like one of ours that is not there.
"""

from __future__ import annotations

import json
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

KEYS = ("id", "url", "outlet", "published", "title", "text", "language", "author", "seen", "primary", "raw")
_OTHERS_WORDS = {
    "outlet": ("source", "publisher", "site"),
    "published": ("date", "pubdate", "published_at", "publish_date", "publication_date", "timestamp"),
    "title": ("headline",),
    "text": ("body", "content"),
    "language": ("lang",),
    "url": ("link", "uri"),
    "author": ("byline",),
}
_NEAR = 0.8
"""How like two words must be, of 1; one slip in a word of five letters comes to it."""

_LONGEST = 40
"""Characters of a key that may be one of ours; difflib is slow with long ones."""


class Slip(NamedTuple):
    """A key that is not read, and the one that is probably meant."""

    given: str
    meant: str

    def __str__(self) -> str:
        return f'{shown(self.given)} is not read; did you mean "{self.meant}"?'


def shown(key: str) -> str:
    """A foreign key in quotation marks, without what a terminal would obey."""
    return json.dumps(key)


def find_slips(document: object) -> tuple[Slip, ...]:
    """In the order of the keys; nothing for what is no object."""
    if not isinstance(document, dict):
        return ()
    missing = [key for key in KEYS if key not in document]
    found = ((str(key), _meant(str(key), missing)) for key in document if key not in KEYS)
    return tuple(Slip(given, meant) for given, meant in found if meant is not None)


def slip_for(key: str, document: Iterable[object]) -> str | None:
    """The key of the document that is probably meant for the missing `key`."""
    return next((str(given) for given in document if given not in KEYS and _meant(str(given), [key])), None)


def _meant(given: str, missing: Collection[str]) -> str | None:
    if len(given) > _LONGEST:
        return None
    likeness = {
        key: max(_like(given.casefold(), word) for word in (key, *_OTHERS_WORDS.get(key, ()))) for key in missing
    }
    nearest = max(likeness, key=likeness.__getitem__, default=None)
    return nearest if nearest is not None and likeness[nearest] >= _NEAR else None


@lru_cache(maxsize=4096)
def _like(given: str, word: str) -> float:
    """How like two words are, of 1. Letters that have changed places count as right: in a short word difflib takes them for another word."""
    return 1.0 if _is_swapped(given, word) else SequenceMatcher(None, given, word).ratio()


def _is_swapped(given: str, word: str) -> bool:
    """Whether two neighbouring letters have changed places ("ulr" for "url"); "war" is not "raw"."""
    return any(given == f"{word[:n]}{word[n + 1]}{word[n]}{word[n + 2 :]}" for n in range(len(word) - 1))
