"""Words that tell how long somebody is willing to go on ("until it can defend itself"): they limit nothing, and a network takes them for a condition."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from monitor.reading.cues.clauses import words_between
from monitor.reading.cues.cue_files import read_cues
from monitor.reading.cues.cue_words import any_of
from monitor.reading.text.word_files import by_language, lists_called
from monitor.types.patterns import spaced

_LEAST = 3
"""Words that are left of a text, at least: what says nothing else stays as it is; chosen by hand."""
_STEM = 5
"""First letters of a name that its cases share; chosen by hand."""


class _Words(NamedTuple):
    endures: tuple[re.Pattern[str], ...]
    only: re.Pattern[str]


def without_endurance(text: str, language: str) -> str:
    """The text without such words; as it is where they name somebody whom nothing else names, are what it all depends on ("only as long as"), or are all that it says."""
    words = _lexicon().get(language)
    if words is None:
        return text
    for pattern in words.endures:
        for found in reversed(list(pattern.finditer(text))):
            rest = f"{text[: found.start()].rstrip(' ,')}{text[found.end() :]}"
            if (
                not _limits(text, found, words)
                and words_between(rest, 0, len(rest)) >= _LEAST
                and _is_named(found, rest)
            ):
                text = rest
    return text


def _limits(text: str, found: re.Match[str], words: _Words) -> bool:
    before = text[: found.start()].split()
    return bool(before) and words.only.fullmatch(before[-1].strip(",")) is not None


def _is_named(found: re.Match[str], rest: str) -> bool:
    """Whether the rest names whom they name, in whatever case: by its last word's first letters."""
    who = found.groupdict().get("who")
    return who is None or who.split()[-1].casefold().removeprefix("l'").removeprefix("l’")[:_STEM] in rest.casefold()


@cache
def _lexicon() -> dict[str, _Words]:
    shape = by_language(lists_called(_Words._fields))
    return {
        of: _Words(
            tuple(re.compile(rf"(?<!\w)(?:{spaced(entry)})(?!\w)", re.IGNORECASE) for entry in lists["endures"]),
            any_of(lists["only"]),
        )
        for of, lists in read_cues("endurance.toml", shape).items()
    }
