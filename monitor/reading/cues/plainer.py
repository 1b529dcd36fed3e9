"""Words that the network takes for others („die Hilfe kürzen“, "can forget about tanks"), put as those that it knows."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from monitor.reading.cues.cue_files import read_cues
from monitor.reading.text.word_files import are_texts, by_language, lists_of, texts_called
from monitor.types.patterns import spaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from monitor.types import Issue

_BESIDE = {
    "{before}": "{not_of}(?P<before>(?:{thing})(?:{beside_before}){0,6}?)",
    "{behind}": "(?P<behind>(?:{beside_behind}){0,3}?(?:{thing}))",
}
"""What an issue is about, with the words between it and a verb that stands last, or between a verb and it; how many at most was chosen by hand."""
_SENTENCE_ENDS = re.compile(r"[.!?;:…\n]")


class _Entry(NamedTuple):
    found: str
    put: str


class _Put(NamedTuple):
    found: re.Pattern[str]
    put: str
    unless: re.Pattern[str]

    def into(self, text: str) -> str:
        return self.found.sub(lambda match: self._instead_of(match, text), text)

    def _instead_of(self, match: re.Match[str], text: str) -> str:
        """What is put for it; itself where the sentence has besides it what would turn that round."""
        before = _SENTENCE_ENDS.split(text[: match.start()])[-1]
        behind = _SENTENCE_ENDS.split(text[match.end() :], maxsplit=1)[0]
        kept = (group for group in match.groups() if group)
        turned = any(self.unless.search(part) for part in (before, behind, *kept))
        return match[0] if turned else match.expand(self.put)


class PlainerWords:
    """Puts them, beside what the issues are about. Holds compiled patterns."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        self._puts = {of: tuple(_puts(lists, _fills(issues, of, lists))) for of, lists in _lexicon().items()}

    def of(self, text: str, language: str) -> str:
        """The text as it is judged; what is shown to readers stays as it was said."""
        for put in self._puts.get(language, ()):
            text = put.into(text)
        return text


def _puts(lists: Mapping[str, Any], fills: Mapping[str, str]) -> Iterator[_Put]:
    for name, unless in (("words", lists["unless"]), ("forgotten", lists["denied"])):
        turns = re.compile(rf"(?<!\w)(?:{unless})(?!\w)", re.IGNORECASE)
        yield from (_Put(_compiled(entry["found"], fills), entry["put"], turns) for entry in lists[name])


def _fills(issues: Sequence[Issue], language: str, lists: Mapping[str, Any]) -> dict[str, str]:
    not_of = "".join(rf"(?<!\b{word}\s)" for word in lists["of"])
    beside = {name: lists[name] for name in ("beside_behind", "beside_before")}
    return {"thing": _things(issues, language), "not_of": not_of, **beside}


def _things(issues: Sequence[Issue], language: str) -> str:
    nouns = [noun for issue in issues for noun in issue.matter.get(language, ())]
    return "|".join(f"(?:{noun})" for noun in nouns) or r"(?!)"


def _compiled(found: str, fills: Mapping[str, str]) -> re.Pattern[str]:
    for name, pattern in _BESIDE.items():
        found = found.replace(name, pattern)
    for name, words in fills.items():
        found = found.replace(f"{{{name}}}", words)
    return re.compile(rf"(?<!\w)(?:{spaced(found)})(?!\w)", re.IGNORECASE)


@cache
def _lexicon() -> Mapping[str, Any]:
    texts = texts_called(("unless", "denied", "beside_behind", "beside_before"))
    entries = lists_of(texts_called(_Entry._fields))
    return read_cues("plainer.toml", by_language({**texts, "of": are_texts, "words": entries, "forgotten": entries}))
