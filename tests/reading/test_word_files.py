"""A list that is missing, misspelt or of another kind is an error where its file is loaded, and names itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from monitor.compare.words import read_lexicon
from monitor.reading.cues.cue_files import read_cues
from monitor.reading.text.word_files import (
    are_texts,
    are_texts_by_language,
    by_language,
    is_flag,
    is_text,
    is_whole,
    lists_called,
    lists_of,
    named,
    refuse_other_lists,
    texts_called,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from monitor.reading.text.word_files import Shape

ROOT = Path(__file__).parents[2] / "monitor"
SHAPE = {"reach": is_whole, "last": is_flag, "joints": lists_called(("joins", "limits")), "words": named(is_text)}
TABLES: dict[str, Any] = {"reach": 3, "last": False, "joints": {"joins": ["and"], "limits": []}, "words": {"no": "not"}}


@pytest.mark.parametrize(
    ("changed", "odd"),
    [
        ({"reach": "3"}, "reach"),
        ({"reach": True}, "reach"),
        ({"last": 0}, "last"),
        ({"joints": ["and"]}, "joints"),
        ({"joints": {"joins": ["and"]}}, "joints.limits"),
        ({"joints": {"joins": "and", "limits": []}}, "joints.joins"),
        ({"joints": {"joins": [""], "limits": []}}, "joints.joins"),
        ({"joints": {"joins": ["and"], "limits": [], "joint": []}}, "joints.joint"),
        ({"words": {"no": ["not"]}}, "words"),
        ({"harmles": []}, "harmles"),
    ],
)
def test_what_is_misspelt_or_of_another_kind_is_named(changed: dict[str, Any], odd: str) -> None:
    refuse_other_lists(TABLES, SHAPE, "xx.toml")
    with pytest.raises(ValueError, match=rf"^xx\.toml: .* look at {odd}$"):
        refuse_other_lists({**TABLES, **changed}, SHAPE, "xx.toml")


@pytest.mark.parametrize("left_out", TABLES)
def test_what_is_missing_is_named(left_out: str) -> None:
    with pytest.raises(ValueError, match=f"look at {left_out}$"):
        refuse_other_lists({name: TABLES[name] for name in TABLES if name != left_out}, SHAPE, "xx.toml")


def test_a_language_is_misspelt_or_missing_like_a_list() -> None:
    shape = by_language(lists_called(("we",)), ("en", "ru"))
    refuse_other_lists({"en": {"we": ["we"]}, "ru": {"we": ["мы"]}}, shape, "xx.toml")
    with pytest.raises(ValueError, match=r"look at ru, rü$"):
        refuse_other_lists({"en": {"we": ["we"]}, "rü": {"we": ["мы"]}}, shape, "xx.toml")
    with pytest.raises(ValueError, match=r"look at denied$"):
        refuse_other_lists({"denied": {"dee": "x"}}, {"denied": are_texts_by_language}, "xx.toml")


def test_a_list_of_tables_has_tables_of_one_shape() -> None:
    shape = {"words": lists_of(texts_called(("found", "put")))}
    refuse_other_lists({"words": [{"found": "cap", "put": "reduce"}]}, shape, "xx.toml")
    for odd in ({"found": "cap"}, {"found": "cap", "put": 1}, {"found": "cap", "puts": "reduce"}, "cap"):
        with pytest.raises(ValueError, match=r"look at words$"):
            refuse_other_lists({"words": [odd]}, shape, "xx.toml")


def test_a_file_of_names_of_its_own_has_lists_of_texts() -> None:
    refuse_other_lists({"russia": ["putin"]}, named(are_texts), "xx.toml")
    with pytest.raises(ValueError, match=r"look at all of it$"):
        refuse_other_lists({"russia": "putin"}, named(are_texts), "xx.toml")


@pytest.mark.parametrize("read", [read_cues, read_lexicon])
def test_a_shipped_file_is_checked_when_it_is_loaded(read: Callable[[str, Shape], dict[str, Any]]) -> None:
    with pytest.raises(ValueError, match=r"^en\.toml: .*look at .*\bharmles, .*\bjoints, "):
        read("en.toml", {"harmles": is_text})


def test_files_of_words_are_read_in_one_place() -> None:
    readers = [
        path.relative_to(ROOT).as_posix()
        for part in ("reading", "compare")
        for path in sorted((ROOT / part).rglob("*.py"))
        if "import tomllib" in path.read_text(encoding="utf-8")
    ]
    assert readers == ["reading/text/lexicon_files.py", "reading/text/word_files.py"]
