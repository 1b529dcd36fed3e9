"""Whether a page is an article, or an error, a wall or a stub that only looks like one; and why. Pure."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

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
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")
_ERROR = "the page is an error page"
_ROBOT = "the page asks whether we are a person"
_CONSENT = "the page asks for consent first"
_PAYWALL = "the page shows only the beginning: the rest is for subscribers"


class _Words(NamedTuple):
    title: re.Pattern[str]
    text: re.Pattern[str]


def no_article(document: str, *, title: str, text: str) -> str | None:
    """Why the page is no article to be read, in words; None where it is one. `text` is what was found to be its text."""
    words, short = _words(), len(text) < _SHORT
    tests = (
        (short and _says(words["error"], title, text), _ERROR),
        (short and _says(words["robot"], title, text), _ROBOT),
        (len(text) < _WALL and _is_wall(words["consent"], title, text), _CONSENT),
        (_is_stub(words["paywall"], document, text), _PAYWALL),
    )
    return next((reason for applies, reason in tests if applies), None)


def _says(words: _Words, title: str, text: str) -> bool:
    """The title says it, or the text does within its first sentences."""
    return words.title.search(title) is not None or words.text.search(text[:_END]) is not None


def _is_wall(words: _Words, title: str, text: str) -> bool:
    sentences = [sentence for sentence in _SENTENCE.findall(text) if len(sentence.split()) > 1]
    share = _share(words.text, sentences)
    return share >= _WALL_WORDS or (words.title.search(title) is not None and share >= _WALL_WORDS / 2)


def _share(pattern: re.Pattern[str], sentences: Sequence[str]) -> float:
    return sum(pattern.search(sentence) is not None for sentence in sentences) / max(1, len(sentences))


def _is_stub(words: _Words, document: str, text: str) -> bool:
    if len(text) < _FREE and _NOT_FREE.search(document):
        return True
    return len(text) < _STUB and words.text.search(text[-_END:]) is not None


@cache
def _words() -> dict[str, _Words]:
    listed = tomllib.loads(files("monitor.feeds").joinpath("page_words.toml").read_text("utf-8"))
    return {kind: _Words(_any(of["title"]), _any(of["text"])) for kind, of in listed.items()}


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    spaced = "|".join(pattern.replace(" ", r"\s+") for pattern in patterns)
    return re.compile(spaced or r"(?!)", re.IGNORECASE)
