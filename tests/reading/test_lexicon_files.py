"""The lists that all languages of reading have: the same in each, be they empty."""

from __future__ import annotations

import re

import pytest

from monitor.reading.text.lexicon_files import NEVER, in_all_languages, one_of, read_language
from monitor.reading.text.lexicon_shape import OPTIONAL, REPLACED, shape_of
from monitor.reading.text.word_files import lists_called, refuse_other_lists
from monitor.types import READ_LANGUAGES


@pytest.mark.parametrize("language", READ_LANGUAGES)
def test_a_language_must_have_the_lists_of_the_others(language: str) -> None:
    lists, shape = read_language(language)["lists"], lists_called(read_language("en")["lists"])
    refuse_other_lists(lists, shape, f"{language}.toml")
    with pytest.raises(ValueError, match=r"xx\.toml: .*look at offices$"):
        refuse_other_lists({name: lists[name] for name in lists if name != "offices"}, shape, "xx.toml")
    with pytest.raises(ValueError, match=r"look at joins_claim$"):
        refuse_other_lists({**lists, "joins_claim": []}, shape, "xx.toml")


@pytest.mark.parametrize("language", READ_LANGUAGES)
@pytest.mark.parametrize("table", ["clean", "genre", "sentences", "cues", "sources", "phrases", "labels", "dates"])
def test_a_language_must_have_every_table_whole(language: str, table: str) -> None:
    tables = read_language(language)
    shape = shape_of(language, tables["phrases"])
    refuse_other_lists(tables, shape, "xx.toml")
    asked = next(name for name in tables[table] if name not in OPTIONAL | REPLACED)
    misspelt = {f"{name}x" if name == asked else name: listed for name, listed in tables[table].items()}
    with pytest.raises(ValueError, match=rf"look at {table}\.{asked}, {table}\.{asked}x$"):
        refuse_other_lists({**tables, table: misspelt}, shape, "xx.toml")


def test_a_phrase_that_not_every_language_has_may_be_missing_but_not_misspelt() -> None:
    tables = read_language("de")
    phrases = {name: text for name, text in tables["phrases"].items() if name != "mood"}
    refuse_other_lists({**tables, "phrases": phrases}, shape_of("de", phrases), "xx.toml")
    misspelt = {**phrases, "mod": tables["phrases"]["mood"]}
    with pytest.raises(ValueError, match=r"look at phrases\.mod$"):
        refuse_other_lists({**tables, "phrases": misspelt}, shape_of("de", misspelt), "xx.toml")


@pytest.mark.parametrize("entries", ["and", ["and", 1], ["and", ""], {"and": "or"}])
def test_a_list_is_a_list_of_texts(entries: object) -> None:
    lists = {**read_language("en")["lists"], "and": entries}
    with pytest.raises(ValueError, match=r"look at and$"):
        refuse_other_lists(lists, lists_called(lists), "en.toml")


def test_one_pattern_is_made_of_lists_of_all_languages() -> None:
    joins = re.compile(one_of("and", "as_well"))
    assert all(joins.fullmatch(word) for word in ("and", "и", "й", "und", "et", "sowie", "ainsi que"))
    assert not joins.fullmatch("or")
    assert all(in_all_languages(name) for name in read_language("en")["lists"])
    assert not re.search(f"(?:{NEVER})?x", "y")
