"""Whether a page is an article, or an error, a wall or a stub that only looks like one; and why. Pure."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from monitor.types.patterns import spaced

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHORT = 900
"""Characters: an error or a question is told in fewer, and an article that speaks of errors in more."""
_WALL = 2500
"""Characters: the long ones list purposes and partners."""
_WALL_WORDS = 0.4
"""The share of a wall's sentences that speak of consent; an article on privacy has them too, among others."""
_STUB = 2500
"""Characters before the till: a few paragraphs are given away."""
_END = 400
"""Characters at the end of a text in which the till stands."""
_FREE = 1200
"""A page that says of itself that it is not free, with less text than this, shows its beginning."""
_NOT_FREE = re.compile(r'"isAccessibleForFree"\s*:\s*"?false', re.IGNORECASE)
_MOST = 0.5
_NO_TEXT = 10
"""Words: fewer tell nothing that could be lost."""
_PARTS = re.compile(r"\s+[-–—•·]+\s+|\s*\|\s*")
"""Between what a page is called and where it stands."""
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")
_ERROR = "the page is an error page"
_ROBOT = "the page asks whether we are a person"
_CONSENT = "the page asks for consent first"
_PAYWALL = "the page shows only the beginning: the rest is for subscribers"


class _Words(NamedTuple):
    """`alone`: what only such a page tells its reader; `text`: what it says too, and others may."""

    title: re.Pattern[str]
    text: re.Pattern[str]
    alone: re.Pattern[str]


def no_article(document: str, *, title: str, text: str, told: str = "") -> str | None:
    """Why the page is no article to be read, in words; None where it is one.

    `text` is what was found to be its text, `told` the title under which it was announced: a page with that title is the one.
    """
    words, short, is_it = _words(), len(text) < _SHORT, _is_announced(title, told)
    tests = (
        (short and not is_it and _says(words["error"], title, text), _ERROR),
        (short and _asks(words["robot"], title, text, is_it=is_it), _ROBOT),
        (len(text) < _WALL and _is_wall(words["consent"], "" if is_it else title, text), _CONSENT),
        (_is_stub(words["paywall"], document, text), _PAYWALL),
    )
    return next((reason for applies, reason in tests if applies), None)


def _is_announced(title: str, told: str) -> bool:
    """Whether most words of the announced title are in the page's."""
    announced = _words_of(told)
    return len(announced & _words_of(title)) > _MOST * len(announced)


def _words_of(title: str) -> set[str]:
    return set(re.findall(r"\w+", title.casefold().replace("ё", "е")))


def _says(words: _Words, title: str, text: str) -> bool:
    """The title and the text say it, or the text within its first sentences what only such a page does."""
    began = text[:_END]
    if words.alone.search(began) is not None:
        return True
    confirmed = words.text.search(began) is not None or len(text.split()) < _NO_TEXT
    return confirmed and any(words.title.fullmatch(part.strip()) for part in _PARTS.split(title))


def _asks(words: _Words, title: str, text: str, *, is_it: bool) -> bool:
    """A page that needs JavaScript bears its article's title too, but says little else."""
    return _share(words.alone, _sentences(text)) >= _MOST if is_it else _says(words, title, text)


def _is_wall(words: _Words, title: str, text: str) -> bool:
    share = _share(words.text, _sentences(text))
    return share >= _WALL_WORDS or (words.title.search(title) is not None and share >= _WALL_WORDS / 2)


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE.findall(text) if len(sentence.split()) > 1]


def _share(pattern: re.Pattern[str], sentences: Sequence[str]) -> float:
    return sum(pattern.search(sentence) is not None for sentence in sentences) / max(1, len(sentences))


def _is_stub(words: _Words, document: str, text: str) -> bool:
    if len(text) < _FREE and _NOT_FREE.search(document):
        return True
    return len(text) < _STUB and words.text.search(text[-_END:]) is not None


@cache
def _words() -> dict[str, _Words]:
    listed = tomllib.loads(files("monitor.feeds").joinpath("page_words.toml").read_text("utf-8"))
    return {kind: _Words(*(_any(of.get(part, ())) for part in _Words._fields)) for kind, of in listed.items()}


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    joined = "|".join(map(spaced, patterns))
    return re.compile(joined or r"(?!)", re.IGNORECASE)
