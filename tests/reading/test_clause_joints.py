"""What joins words and clauses in the languages of the rules: each has all the lists, and reads by its own."""

from __future__ import annotations

import pytest

from monitor.reading.cues.cue_words import LANGUAGES, load_cue_words
from monitor.reading.cues.joints import compile_joints

WORDS = {
    "joins": ["and"],
    "goes_on": ["and", "or"],
    "before_own": ["so"],
    "parts_phrase": ["with"],
    "before_subject": ["because"],
    "compares": ["as"],
    "opens_clause": ["while"],
    "further": [r",\sand\sthat\b"],
    "limits": ["only"],
}


def test_the_patterns_are_made_of_the_words_of_one_language() -> None:
    joints = compile_joints(WORDS)
    assert joints.joins.search("tanks and jets")
    assert joints.joins.search("tanks, jets")
    assert not joints.joins.search("tanks или jets")
    assert joints.opens_clause.split("we wait while they talk") == ["we wait ", " they talk"]
    assert joints.before_subject.search("no talks, because ")
    assert joints.further.search("to hope for that, and that it goes on")
    assert joints.limits.match("only if")


@pytest.mark.parametrize(("language", "joint"), [("en", "and"), ("ru", "и")])
def test_each_language_of_the_rules_has_its_own(language: str, joint: str) -> None:
    joints = {code: load_cue_words(code).joints for code in LANGUAGES}
    found = [code for code in LANGUAGES if joints[code].joins.search(f"x {joint} y")]
    assert found == [language]
