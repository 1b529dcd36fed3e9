"""Alternatives grouped by their first letter find what they find one after the other."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.reading.cues.cue_words import any_of
from monitor.types.patterns import by_first_letter

_PIECES = (
    "a",
    "b",
    "A",
    "ab",
    "a?",
    "b*",
    "a{0,1}",
    "(?:a|b)",
    "(?-i:a|b)",
    r"\w",
    "[ab]",
    "[a|]",
    r"\|",
    "|",
    "b+",
    "(?!b)",
    "ba",
    " ",
)


def _found(alternation: str, text: str) -> list[str]:
    return [m[0] for m in re.finditer(rf"(?<!\w)(?:{alternation})(?!\w)", text, re.IGNORECASE)]


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


@given(
    st.lists(
        st.lists(st.sampled_from(_PIECES), min_size=1, max_size=4).map("".join).filter(_compiles),
        max_size=7,
    ),
    st.text(alphabet="abAB| ", max_size=12),
)
def test_the_same_is_found_as_one_after_the_other(alternatives: list[str], text: str) -> None:
    assert _found(by_first_letter(alternatives), text) == _found("|".join(alternatives), text)


@pytest.mark.parametrize(
    ("alternatives", "text"),
    [
        (["talks on peace", "sanctions", "talks"], "talks on peace"),
        (["gas deal", "halt of gas", "gas|halt"], "halt of gas"),
        (["gas deal", "halt of gas", r"gas[\](]|halt[\])]?"], "halt of gas"),
        (["gas deal", "halt of gas", "gas[](]|halt[])]?"], "halt of gas"),
        (["b c", "a b", "a?b"], "b c"),
        (["b c", "a b", "a*b"], "b c"),
        (["b c", "a b", "a{0,2}b"], "b c"),
        (["Talks on peace", "talks"], "TALKS on peace"),
    ],
)
def test_the_first_that_matches_stays_the_first(alternatives: list[str], text: str) -> None:
    assert _found(by_first_letter(alternatives), text) == _found("|".join(alternatives), text)


def test_those_of_one_letter_stand_together() -> None:
    assert by_first_letter(["ban", "cut", "Blockade", r"\d+", "block"]) == r"(?:ban|Blockade)|(?:cut)|\d+|(?:block)"


def test_no_words_match_nothing() -> None:
    assert by_first_letter([]) == ""
    assert any_of([]).search("anything") is None
