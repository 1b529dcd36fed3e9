"""Words that the network takes for others („die Hilfe kürzen“, "can forget about tanks"), put as those that it knows."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from monitor.reading.cues.cue_files import read_cues
from monitor.reading.text.word_files import are_texts, by_language, is_text, lists_of, texts_called
from monitor.types.patterns import spaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from monitor.types import Issue

_WORD = r"[\w'’-]+"
_BESIDE = {
    "{before}": rf"(?P<before>(?:{{thing}})(?: {_WORD}){{0,7}}?)",
    "{before_alone}": rf"{{not_of}}(?P<before>(?:{{thing}})(?: {_WORD}){{0,7}}?)",
    "{behind}": rf"(?P<behind>(?:{_WORD} ){{0,4}}?(?:{{thing}}))",
    "{behind_alone}": rf"(?P<behind>(?:(?!{{ends}}){_WORD} ){{0,4}}?(?:{{thing}}))",
}
"""What an issue is about, with the words between it and a verb that stands last, or between a verb and it; `alone`: and no end of it between."""


class _Put(NamedTuple):
    found: re.Pattern[str]
    put: str


class PlainerWords:
    """Puts them, beside what the issues are about. Holds compiled patterns."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        self._puts = {
            of: tuple(_compiled(entry, _fills(issues, of, lists)) for entry in lists["words"])
            for of, lists in _lexicon().items()
        }

    def of(self, text: str, language: str) -> str:
        """The text as it is judged; what is shown to readers stays as it was said."""
        for found, put in self._puts.get(language, ()):
            text = found.sub(put, text)
        return text


def _fills(issues: Sequence[Issue], language: str, lists: Mapping[str, Any]) -> dict[str, str]:
    not_of = "".join(rf"(?<!\b{word}\s)" for word in lists["of"])
    return {"thing": _things(issues, language), "ends": lists["ends"], "not_of": not_of}


def _things(issues: Sequence[Issue], language: str) -> str:
    nouns = [noun for issue in issues for noun in issue.matter.get(language, ())]
    return "|".join(f"(?:{noun})" for noun in nouns) or r"(?!)"


def _compiled(entry: Mapping[str, str], fills: Mapping[str, str]) -> _Put:
    found = entry["found"]
    for name, pattern in _BESIDE.items():
        found = found.replace(name, pattern)
    for name, words in fills.items():
        found = found.replace(f"{{{name}}}", words)
    return _Put(re.compile(rf"(?<!\w)(?:{spaced(found)})(?!\w)", re.IGNORECASE), entry["put"])


@cache
def _lexicon() -> Mapping[str, Any]:
    shape = {"ends": is_text, "of": are_texts, "words": lists_of(texts_called(_Put._fields))}
    return read_cues("plainer.toml", by_language(shape))
