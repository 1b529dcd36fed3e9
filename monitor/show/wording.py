"""Codes, levels and the reader's own notes in a person's words. Pure; the words are in words.toml and reasons.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from monitor.alerts.wording import ELLIPSIS, level_text, named, plain
from monitor.digest.words import level_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.types import Issue

_QUOTED = re.compile(r"(?<![\w’'])'([^']+)'|\"([^\"]+)\"")
_MINUS = re.compile(r"(?<![\w.])-(?=[12]\b)")
_PLUS_ZERO = re.compile(r"\+0\b")
_ALL = 100
_NUMBERS_SHOWN = 12
_MORE_LIKELY_THAN_NOT = 0.5
_CONTROLS = {code: "\N{REPLACEMENT CHARACTER}" for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}
"""A carriage return or an escape in an article could rewrite what a person sees."""


def printable(text: str) -> str:
    """Foreign text without what a terminal would obey; every character keeps its place."""
    return text.translate(_CONTROLS)


def word(table: str, code: str) -> str:
    """The word for `code` in a table of words.toml; the code itself where there is none."""
    return str(_words()[table].get(code, code.replace("_", " ")))


def language_name(code: str) -> str:
    """Like Ukrainian; a code that has no name here is shown as one."""
    name = str(_words()["languages"].get(code, named("languages", code)))
    return name if name != code else f"an unknown language ({code})"


def direction(language: str) -> Literal["ltr", "rtl"]:
    return "rtl" if language in _words()["scripts"]["right_to_left"] else "ltr"


def plain_reason(reason: str) -> str:
    """A reason in plain English; one that no rule knows stays as it is."""
    for pattern, words in _rules():
        reason = pattern.sub(words, reason)
    reason = _QUOTED.sub(lambda found: f"“{found[1] or found[2]}”", plain(reason))
    reason = _PLUS_ZERO.sub("0", _MINUS.sub("−", reason))
    return reason[:1].upper() + reason[1:]


def shortened(words: str, *, limit: int) -> str:
    """The words on one line; where they are more than `limit` characters, their middle is left out between whole words."""
    line = plain(words)
    if len(line) <= limit:
        return line
    half = (limit - 3) // 2
    head, tail = line[:half], line[-half:]
    head = head.rsplit(" ", 1)[0] if " " in head else head
    tail = tail.split(" ", 1)[1] if " " in tail else tail
    return f"{head.rstrip()} {ELLIPSIS} {tail.lstrip()}"


def per_cent(share: float) -> str:
    """Nothing is certain and nothing excluded, whatever a product of two models comes to."""
    rounded = round(100 * share)
    return "<1" if rounded < 1 else ">99" if rounded == _ALL else str(rounded)


def likeliest(levels: Sequence[float] | None, level: int | None) -> str:
    """How likely the level is where it is less likely than not; else nothing. `levels`: the distribution over −2…+2."""
    if not levels or level is None or levels[level + 2] >= _MORE_LIKELY_THAN_NOT:
        return ""
    share = f"with {per_cent(levels[level + 2])} %"
    return f"likeliest, {share}" if levels[level + 2] == max(levels) else share


def listed(numbers: Sequence[int]) -> str:
    """The numbers of statements as they stand in the text, with a colon."""
    shown = " ".join(f"[{number}]" for number in numbers[:_NUMBERS_SHOWN])
    more = len(numbers) - _NUMBERS_SHOWN
    return f"{shown} and {more} more:" if more > 0 else f"{shown}:"


def level_words(issue: Issue | None, level: int | None) -> str:
    if level is None:
        return word("levels", "open")
    return f"{level_text(level)} {level_word(issue, level)}".strip()


@cache
def _words() -> dict[str, dict[str, Any]]:
    return _toml("words.toml")


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rule["pattern"]), rule["words"]) for rule in _toml("reasons.toml")["rule"])


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(files("monitor.show").joinpath(name).read_text(encoding="utf-8"))
