"""What the rules look for in words that propose no issue."""

from __future__ import annotations

import pytest
from judging import shipped_world

from monitor.reading.cues.rules import Excerpt, Read, RuleReader
from monitor.reading.cues.subjects import Speaker

PROPOSES = "We have no plans to attack Russia, and the sanctions must stay."
HARMLESS = "We have no plans to attack anybody."
PLAIN = "Die Sanktionen müssen verlängert werden."


@pytest.fixture(scope="module")
def rules() -> RuleReader:
    return RuleReader(shipped_world(), None)


def excerpt(text: str, language: str) -> Excerpt:
    return Excerpt(text=text, language=language, speaker=Speaker(bloc="NATO"))


@pytest.mark.parametrize(("text", "language"), [(HARMLESS, "en"), (PLAIN, "de")])
def test_words_that_propose_no_issue_are_read_only_where_that_is_wanted(
    rules: RuleReader, text: str, language: str
) -> None:
    whole = rules.read([excerpt(text, language)])

    assert whole[0].left_open or whole[0].stances
    assert rules.read([excerpt(text, language)], wanted=[True]) == whole
    assert rules.read([excerpt(text, language)], wanted=[False]) == [Read(language=language)]


def test_words_that_propose_one_are_read_whole_in_any_case(rules: RuleReader) -> None:
    whole = rules.read([excerpt(PROPOSES, "en")])

    assert whole[0].candidates
    assert whole[0].stances
    assert rules.read([excerpt(PROPOSES, "en")], wanted=[False]) == whole


def test_each_text_is_read_as_is_wanted_of_it(rules: RuleReader) -> None:
    empty, whole = rules.read([excerpt(HARMLESS, "en"), excerpt(HARMLESS, "en")], wanted=[False, True])

    assert not empty.left_open
    assert whole.left_open
