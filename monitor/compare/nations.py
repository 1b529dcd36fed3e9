"""Which states and bodies a text names (lexicon/nations.toml): who an unknown speaker speaks for is mostly said where he is introduced."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources


def nations_in(text: str) -> frozenset[str]:
    return frozenset(_names()[m.lastgroup or ""] for m in _pattern().finditer(text))


@cache
def _lists() -> dict[str, list[str]]:
    text = resources.files("monitor.compare").joinpath("lexicon", "nations.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _names() -> dict[str, str]:
    return {f"n{number}": name for number, name in enumerate(_lists())}


@cache
def _pattern() -> re.Pattern[str]:
    """Beginnings of words; those of three letters or fewer, and with a point or dash, are whole words."""
    groups = (f"(?P<{group}>{'|'.join(map(_entry, _lists()[name]))})" for group, name in _names().items())
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})", re.IGNORECASE)


def _entry(words: str) -> str:
    return re.escape(words) + (r"(?!\w)" if len(words) <= 3 and not words.endswith("-") else "")
