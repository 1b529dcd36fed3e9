"""What a speaker only passes on – what stands in a paper, what people who are not named think – is not his line."""

from __future__ import annotations

import pytest
from judging import said

from monitor.types.levels import sign_of

NATO, RUSSIA = "NATO-SG", "RU-MFA"


@pytest.mark.parametrize(
    ("words", "office"),
    [
        ("The Kremlin has taken note of an article arguing that Western sanctions on Russia must be lifted.", RUSSIA),
        ("He had received a letter from retired generals who call for lifting the sanctions on Russia.", NATO),
        ("Some analysts believe the sanctions on Russia will be lifted.", NATO),
        ("Protesters outside the building were asking NATO to stop arming Ukraine.", NATO),
        ("В Кремле читали статью, автор которой предлагает снять санкции с России.", RUSSIA),
        ("Эксперты считают, что санкции с России будут сняты.", RUSSIA),
    ],
)
def test_what_is_passed_on_is_no_line(words: str, office: str) -> None:
    judged = said(words, office=office)
    assert judged.level is None
    assert any("what others say" in reason for reason in judged.reasons)


@pytest.mark.parametrize(
    ("words", "office", "side"),
    [
        ("Experts say many things, but we will lift the sanctions on Russia.", NATO, -1),
        ("Our experts believe the sanctions on Russia must be tightened.", NATO, 1),
        ("Sanctions on Russia must be lifted, as experts say.", RUSSIA, -1),
        ("We have read many articles. The sanctions on Russia must be lifted at once, all of them.", RUSSIA, -1),
        ("Эксперты говорят разное, но санкции с России надо снять.", RUSSIA, -1),
    ],
)
def test_who_goes_on_with_words_of_his_own_has_a_line(words: str, office: str, side: int) -> None:
    judged = said(words, office=office)
    assert judged.level is not None
    assert sign_of(judged.level) == side
