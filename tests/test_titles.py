"""A title is told once where a text begins with it."""

from __future__ import annotations

import pytest

from monitor.types.titles import without_title


@pytest.mark.parametrize(
    ("title", "text", "rest"),
    [
        ("NATO chief visits Kyiv", "NATO chief visits Kyiv. He met the president.", "He met the president."),
        ("NATO chief visits Kyiv", "NATO chief visits Kyiv\nHe met the president.", "He met the president."),
        ("NATO chief visits Kyiv", "NATO chief visits Kyiv - He met the president.", "He met the president."),
        ("NATO chief visits Kyiv", "NATO chief\u00a0visits  KYIV – He met the president.", "He met the president."),
        ("«Мы готовы», заявил Лавров", "«Мы готовы», заявил Лавров. Встреча прошла.", "Встреча прошла."),
        ("Talks over?", "“Talks over?” “No,” he said.", "“No,” he said."),
        ("Talks", "Talks: talks.\nTalks", ""),
        ("Talks", "Talks", ""),
        ("NATO chief visits Kyiv and …", "NATO chief visits Kyiv and meets the president.", "… meets the president."),
    ],
)
def test_a_text_goes_on_behind_its_title(title, text, rest):
    assert without_title(text, title) == rest


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Putin meets Xi", "Putin meets Xi in Beijing on Tuesday."),
        ("Putin meets Xi", "Putin meets Xi-led group."),
        ("War", "Warsaw: the talks go on."),
        ("Putin meets Zelen…", "Putin meets Zelensky."),
        ("Putin meets Xi", "The two presidents spoke."),
        ("", "The two presidents spoke."),
        ("…", "The two presidents spoke."),
    ],
)
def test_a_sentence_that_merely_begins_like_the_title_stays_whole(title, text):
    assert without_title(text, title) == text
