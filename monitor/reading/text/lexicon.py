"""Word lists and patterns of one language, from the TOML files beside this module, compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from monitor.reading.text.lexicon_files import read_file, read_language
from monitor.reading.text.lexicon_patterns import compile_patterns
from monitor.types import READ_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = READ_LANGUAGES
_WORD_LISTS = (
    "title_words", "female_names", "male_names", "bare_titles", "named_again", "diplomats", "not_names", "org_words",
    "pronouns_he", "pronouns_she", "pronouns_they", "pronouns_it", "pronouns_itself", "pronouns_we", "pronouns_you", "opening_words",
    "source_prepositions",
)  # fmt: skip
MASK = "\ue000"
"""Stands for every character inside a quotation while a sentence is analysed, so that offsets hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Compiled patterns of one language; `words` are plain lists, `patterns` are named in the TOML file's tables."""

    language: str
    patterns: Mapping[str, re.Pattern[str]]
    words: Mapping[str, frozenset[str]]
    numbers: Mapping[str, Mapping[str, int]]
    endings: Mapping[str, tuple[str, ...]]
    title_endings: Mapping[str, tuple[str, ...]]
    nations: tuple[tuple[str, str], ...]
    nation_titles: tuple[str, ...]
    media_names: tuple[str, ...]

    def __getitem__(self, name: str) -> re.Pattern[str]:
        return self.patterns[name]


@cache
def load_lexicon(language: str) -> Lexicon:
    """The lexicon of `language`, one of LANGUAGES."""
    tables = read_language(language)
    sources = tables["sources"]
    return Lexicon(
        language=language,
        patterns=compile_patterns(tables, mask=MASK),
        words={
            **{name: frozenset(sources[name]) for name in _WORD_LISTS},
            **{name: frozenset(entries) for name, entries in tables["sentences"].items()},
            "label_forbidden": frozenset(tables["labels"]["forbidden"]),
            "label_function": frozenset(tables["labels"]["function"]),
        },
        numbers={name: dict(tables["dates"][name]) for name in ("months", "weekdays", "days_ago", "counts", "units")},
        endings={key: tuple(value) for key, value in sources["endings"].items()},
        title_endings={key: tuple(value) for key, value in sources["title_endings"].items()},
        nations=tuple((pair[0], pair[1]) for pair in sources["nations"]),
        nation_titles=tuple(sources["nation_titles"]),
        media_names=tuple(sources["media_names"]),
    )


@cache
def load_outlets() -> Mapping[str, Any]:
    """Outlet names by grade: agency, press, aggregator (sets), state (sets by country); `articles` that may stand before one."""
    tables = read_file("outlets.toml")
    return {
        **{grade: frozenset(tables[grade]) for grade in ("agency", "press", "aggregator", "articles")},
        "state": {country: frozenset(names) for country, names in tables["state"].items()},
    }


class Networks(NamedTuple):
    """What tells that people post there: `named` in an outlet's name, `hosts` of addresses; `beside`: all that such a name may say beside who posts."""

    named: re.Pattern[str]
    hosts: frozenset[str]
    beside: re.Pattern[str]


@cache
def load_networks() -> Networks:
    """Those of outlets.toml."""
    networks = read_file("outlets.toml")["networks"]
    named = "|".join(networks["named"])
    beside = "|".join([*networks["named"], *networks["beside"]])
    return Networks(
        named=re.compile(rf"\b(?:{named})\b|^(?:{'|'.join(networks['alone'])})$", re.IGNORECASE),
        hosts=frozenset(networks["hosts"]),
        beside=re.compile(rf"\W*(?:(?:{beside})\b\W*)*", re.IGNORECASE),
    )
