"""What is denied is shown to the model as it would be said: a word that stands only beside a denial would count it twice."""

from __future__ import annotations

import pytest

from monitor.reading.judging.affirmed import affirmed


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Moscow had anything to do with it", "Moscow had something to do with it"),
        ("Anyone had ever planned that", "someone had once planned that"),
        ("any involvement of Moscow", "the involvement of Moscow"),
        ("many companies left", "many companies left"),
    ],
)
def test_words_of_a_denial_are_said_without_it(text: str, shown: str) -> None:
    assert affirmed(text, "en") == shown


def test_other_languages_are_left_as_they_are() -> None:
    assert affirmed("any", "de") == "any"
