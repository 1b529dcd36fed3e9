"""The word lists of comparing (lexicon/*.toml), compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from monitor.reading.text.word_files import are_texts, lists_called, named, read_words
from monitor.types.patterns import spaced
from monitor.types.script import is_cyrillic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from monitor.reading.text.word_files import Kind, Shape

LANGUAGES = ("en", "ru")
_ANY_ENDING = re.compile(r"(?<=[\w)])\*")
_LISTS = (
    "idioms", "joints", "negators", "against", "favour", "conditions", "not_conditions", "hedges", "hearsay",
    "officials", "outsiders", "pronouns", "replies", "lacking", "complements",
)  # fmt: skip
_SHAPE = {**lists_called((*_LISTS, "does")), "concepts": named(are_texts)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language's lists as patterns. `concepts` finds all of them; its group names index `signed`."""

    idioms: re.Pattern[str]
    joints: re.Pattern[str]
    negators: re.Pattern[str]
    against: re.Pattern[str]
    favour: re.Pattern[str]
    conditions: re.Pattern[str]
    not_conditions: re.Pattern[str]
    hedges: re.Pattern[str]
    hearsay: re.Pattern[str]
    officials: re.Pattern[str]
    outsiders: re.Pattern[str]
    pronouns: re.Pattern[str]
    replies: re.Pattern[str]
    lacking: re.Pattern[str]
    complements: re.Pattern[str]
    concepts: re.Pattern[str]
    signed: Mapping[str, tuple[str, int]]

    def find_concepts(self, text: str) -> Iterator[tuple[re.Match[str], str, int]]:
        """Each concept named in `text` (lower case), with +1, or −1 where its opposite is named."""
        for match in self.concepts.finditer(text):
            name, sign = self.signed[match.lastgroup or ""]
            yield match, name, sign


def script_of(text: str) -> str:
    """The language whose lists are for this text: Russian for Cyrillic letters, else English."""
    return "ru" if is_cyrillic(text) else "en"


def read_lexicon(name: str, shape: Shape | Kind) -> dict[str, Any]:
    """The tables of one file. Raises ValueError where one of them or of their lists is missing, unknown or of another kind than `shape` says."""
    return read_words(resources.files("monitor.compare").joinpath("lexicon", name), shape)


@cache
def load_words(language: str) -> Words:
    """The lists of one of LANGUAGES."""
    tables = _load(language)
    signed, groups = {}, []
    for number, (name, sign, entries) in enumerate(_by_sign(tables["concepts"])):
        signed[f"c{number}"] = (name, sign)
        groups.append(f"(?P<c{number}>{_join(entries)})")
    return Words(
        concepts=re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)"),
        signed=signed,
        **{name: re.compile(rf"(?<!\w)(?:{_join(tables[name])})(?!\w)") for name in _LISTS},
    )


@cache
def what_it_does() -> re.Pattern[str]:
    """What a source does, set behind it in either language ("…, asked by deputies of the opposition,"): it is nothing that the source is."""
    begins = _join(entry for language in LANGUAGES for entry in _load(language)["does"])
    return re.compile(rf",\s+(?:{begins})\b[^,]*", re.IGNORECASE)


@cache
def faint_concepts() -> frozenset[str]:
    """Concepts that say who or where rather than what: shared, they say little."""
    return frozenset(read_lexicon("faint.toml", {"concepts": are_texts})["concepts"])


def _load(language: str) -> dict[str, Any]:
    return read_lexicon(f"{language}.toml", _SHAPE)


def _by_sign(concepts: Mapping[str, list[str]]) -> Iterator[tuple[str, int, list[str]]]:
    """Opposites first, since they are the longer ones ("non-aligned" before "aligned")."""
    for name, entries in concepts.items():
        opposites = [entry[1:] for entry in entries if entry.startswith("-")]
        if opposites:
            yield name, -1, opposites
    for name, entries in concepts.items():
        yield name, 1, [entry for entry in entries if not entry.startswith("-")]


def _join(entries: Iterable[str]) -> str:
    """Alternatives, longest first; a trailing `*` is any ending, a space any white space."""
    ordered = sorted(entries, key=len, reverse=True)
    return "|".join(spaced(_ANY_ENDING.sub(r"\\w*", entry)) for entry in ordered)
