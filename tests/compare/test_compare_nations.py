"""Which states are named where a speaker is introduced, and the script of a text."""

from __future__ import annotations

import pytest

from monitor.compare.nations import between_sides, nations_in, one_side, sides_meant
from monitor.compare.words import script_of


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("the foreign minister of Sweden", {"sweden"}),
        ("председатель комитета из Киева", {"ukraine"}),
        ("eine Sprecherin in Moskau", {"russia"}),
        ("the minister of finance", set()),
        ("a spokesman in Brussels for the U.S. mission", {"eu", "usa"}),
    ],
)
def test_the_states_that_introduce_a_speaker_are_found_in_five_languages(text: str, named: set[str]) -> None:
    assert nations_in(text) == named


@pytest.mark.parametrize(
    ("whom", "meant"),
    [
        ("Putin", {"russia"}),
        ("Лукашенко", {"russia"}),
        ("подарок Путину", {"russia"}),
        ("the allies", set()),
        ("Paris", {"france"}),
    ],
)
def test_to_help_the_head_is_to_help_the_side(whom: str, meant: set[str]) -> None:
    assert sides_meant(whom) == meant


def test_no_state_is_on_one_side_and_between_both() -> None:
    assert "russia" in one_side()
    assert "china" in between_sides()
    assert not one_side() & between_sides()


def test_a_text_has_the_script_of_most_of_its_letters() -> None:
    assert [script_of("NATO расширяется"), script_of("the expansion, расширение")] == ["ru", "en"]
