"""The TOML files of lexicon/ as they stand, and their [lists] of all languages together.

What joins names or opens a clause is looked for in all languages at once: a text quotes, and names people and outlets, in others than its own.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from monitor.reading.text.word_files import lists_called, refuse_other_lists
from monitor.types import READ_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

NEVER = r"(?!)"
"""The pattern that matches nothing."""
_LISTS = frozenset({
    "and", "as_well", "clause_only", "small", "offices", "beside_titles",
    "joins_claims", "joins_behind_comma", "before_joined_verb", "parts_claims", "adds_words", "opens_clause", "not_one_name",
    "articles", "before_bare_title", "before_stranger", "elided", "before_any_name", "before_source", "behind_source", "by_mouth_of", "behind_role",
    "plural_nouns", "titles_of_women", "titles_of_men", "feminine_endings", "formerly", "broad_titles", "lesser_offices", "diplomatic_offices",
    "foreign_ministers", "defence_ministers", "prime_ministers", "presidents", "of_institutions",
    "no_place", "behind_year", "behind_clock", "begins_reported", "several_in_label", "cut_short_in_label",
    "behind_surname", "name_particles", "chairs", "ends_turns",
})  # fmt: skip
"""What [lists] has in every language, be it empty."""


@cache
def read_file(name: str) -> dict[str, Any]:
    """The tables of one file of lexicon/."""
    text = resources.files("monitor.reading.text").joinpath("lexicon", name).read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def read_language(language: str) -> dict[str, Any]:
    """The tables of a language that is read. Raises ValueError where a list of its [lists] is missing, unknown, or no list of texts."""
    tables = read_file(f"{language}.toml")
    refuse_other_lists(tables["lists"], lists_called(_LISTS), f"{language}.toml")
    return tables


def in_all_languages(listed: str) -> tuple[str, ...]:
    """The entries of one of the [lists], of all languages together."""
    return tuple(dict.fromkeys(entry for code in READ_LANGUAGES for entry in read_language(code)["lists"][listed]))


def one_of(*listed: str) -> str:
    """A pattern of any entry of these lists in any language; of one that no entry fits, where they are all empty."""
    entries = dict.fromkeys(entry for name in listed for entry in in_all_languages(name))
    return f"(?:{'|'.join(entries) or NEVER})"


@cache
def table_of_all_languages(name: str) -> Mapping[str, str]:
    """A table of texts that every language has, of all languages together."""
    return {key: str(text) for code in READ_LANGUAGES for key, text in read_language(code)[name].items()}
