"""The small words and marks that a reader sees: levels, numbers with their word, dates, cut quotations. Pure."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from monitor.types.severity import severity_word
from monitor.types.sureness import sureness_words

if TYPE_CHECKING:
    from datetime import date

ELLIPSIS = "…"
NO_LINE = "□□□□□"
JOINERS = "\u200c\u200d"
"""Invisible, but letters of some scripts change without them."""


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("monitor.alerts").joinpath("words.toml").read_text(encoding="utf-8"))


def named(table: str, code: str) -> str:
    """The reader's word for `code` in a table of words.toml; the code itself where there is none."""
    return _words()[table].get(code, cut(code.replace("_", " "), 40))


def plain(text: str) -> str:
    """On one line, with single spaces, without the invisible characters that move a cursor or turn the writing direction."""
    line = " ".join(text.split())
    return line if line.isprintable() else " ".join(line.translate(_shown).split())


class _Shown(dict[int, str]):
    """By the number of a character what is shown of it; each is looked up when it is first met."""

    def __missing__(self, number: int) -> str:
        self[number] = shown = _visible(chr(number))
        return shown


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cc":
        return " "
    if category == "Cs":
        return "\ufffd"
    return "" if category == "Cf" and character not in JOINERS else character


_shown = _Shown()


def cut(text: str, limit: int) -> str:
    """`text` on one line in at most `limit` characters, cut after a whole word where there is one."""
    line = plain(text)
    if len(line) <= limit:
        return line
    kept = line[: limit - 1]
    if not line[limit - 1].isspace() and " " in kept:
        kept = kept.rsplit(" ", 1)[0]
    return kept.rstrip() + ELLIPSIS


def excerpt(quote: str, *, words: int, limit: int) -> str:
    """The first `words` whole words of a quotation, unaltered, with an ellipsis where it goes on."""
    every = plain(quote).split(" ")
    if len(every) > words:
        return cut(" ".join(every[:words]), limit - 2).removesuffix(ELLIPSIS) + " " + ELLIPSIS
    return cut(" ".join(every), limit)


def level_text(level: int | None) -> str:
    """−2 … +2 with a real minus sign."""
    return "no line" if level is None else f"{level:+d}".replace("-", "−").replace("+0", "0")


def level_bar(level: int | None) -> str:
    """Five cells, one for each level from −2 to +2; the level's own is full."""
    if level is None:
        return NO_LINE
    return "".join("■" if cell == level else "□" for cell in range(-2, 3))


def sureness_text(confidence: float, *, computed: bool) -> str:
    """The number and what stands behind it, or that it stands in where nothing was computed."""
    return f"{confidence:.2f} {sureness_words(confidence, computed=computed)}"


def severity_text(severity: int) -> str:
    """The number of 0…100 and its word."""
    return f"{severity} {severity_word(severity)}"


def day(when: date) -> str:
    """Like 9 Sep 2025."""
    return f"{when.day} {when:%b %Y}"


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def web_address(url: str | None, *, limit: int = 1000) -> str | None:
    """`url` if it is an http(s) address that can be linked safely, else None.

    Not with a user name: `https://www.nato.int@evil.example/` reads like another place than it leads to.
    """
    if not url or len(url) > limit or any(c.isspace() or c in '<>|"\\' or not c.isprintable() for c in url):
        return None
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and parts.hostname and parts.username is None and parts.port != 0
    except ValueError:  # of the address, or of its port
        return None
    return url if sound else None
