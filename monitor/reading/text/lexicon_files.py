"""The TOML files of lexicon/ as they stand, and their [lists] of all languages together.

What joins names or opens a clause is looked for in all languages at once: a text quotes, and names people and outlets, in others than its own.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from monitor.reading.text.lexicon_shape import shape_of
from monitor.reading.text.word_files import refuse_other_lists
from monitor.types import READ_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

NEVER = r"(?!)"
"""The pattern that matches nothing."""


@cache
def read_file(name: str) -> dict[str, Any]:
    """The tables of one file of lexicon/."""
    text = resources.files("monitor.reading.text").joinpath("lexicon", name).read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def read_language(language: str) -> dict[str, Any]:
    """The tables of a language that is read. Raises ValueError where one of them or of their lists is missing, unknown or of another kind."""
    file = f"{language}.toml"
    tables = read_file(file)
    refuse_other_lists(tables, shape_of(language, tables.get("phrases", ())), file)
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
