"""What the other side wants, and what is said to be wrong: words that look like a line and say another one, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from judging import said, shipped_world, side_of_claim

from monitor.ports import Placed, Placing
from monitor.reading.found import Attribution
from monitor.reading.judge import Judge
from monitor.reading.stance import peaked
from monitor.types.levels import sign_of
from monitor.types.reading import OUTRIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.ports import Text
    from monitor.reading.judgement import Levels

REFUSAL = "NATO will not withdraw its forces from the Baltic states."


class Sees:
    """A model to which every statement is about forces in the east, at these levels."""

    name, in_context = "sees", True

    def __init__(self, levels: Levels) -> None:
        self._place = Placing(levels=levels, about=0.9, clear=0.9)

    def place(self, texts: Sequence[Text]) -> list[Placed]:
        return [Placed({"FOR": self._place}, (1.0, 0.0, 0.0, 0.0, 0.0)) for text in texts for _ in text]


@pytest.mark.parametrize(
    ("words", "office"),
    [
        ("Russia wants NATO to pull back its forces from the eastern flank.", "NATO-SG"),
        ("Russia wants NATO to pull back its forces from the eastern flank. That is their wish.", "NATO-SG"),
        ("Russia was demanding that Ukraine become neutral and cut its army.", "UA-President"),
        ("Moscow's demand is that Ukraine become neutral.", "UA-President"),
        ("Россия требует от Украины нейтралитета и сокращения армии.", "UA-President"),
        ("НАТО требует от России вывести войска.", "RU-MFA"),
        ("Kyiv demanded a ceasefire without conditions.", "RU-MFA"),
    ],
)
def test_what_the_other_side_wants_is_no_line_of_the_speaker_s(words: str, office: str) -> None:
    judged = said(words, office=office)
    assert judged.level is None
    assert any("what the other side wants" in reason for reason in judged.reasons)


@pytest.mark.parametrize(
    ("words", "office", "side"),
    [
        ("Russia wants us to leave the east, but we will reinforce our forces on the eastern flank.", "NATO-SG", 1),
        ("NATO wants to reinforce the eastern flank with more troops.", "NATO-SG", 1),
        ("We reject Moscow's demand that Ukraine give up NATO membership.", "UA-President", 1),
        ("Мы отвергаем и отвергли требование Москвы о нейтралитете Украины.", "UA-President", 1),
    ],
)
def test_what_one_wants_oneself_and_what_one_refuses_of_the_other_s_is_a_line(
    words: str, office: str, side: int
) -> None:
    judged = said(words, office=office)
    assert judged.level is not None
    assert sign_of(judged.level) == side


@pytest.mark.parametrize(
    ("words", "issue", "side"),
    [
        ("It would be a mistake to lift the sanctions now.", "SAN", 1),
        ("It would be a grave mistake not to deliver tanks to Ukraine.", "AID", 1),
        ("It was wrong to supply weapons to Kyiv.", "AID", -1),
        ("Было бы ошибкой снимать санкции.", "SAN", 1),
        ("NATO will not withdraw its forces from the Baltic states.", "FOR", 1),
        ("We won't be withdrawing our troops from Poland.", "FOR", 1),
    ],
)
def test_what_is_said_to_be_wrong_or_is_plainly_negated_means_the_contrary(words: str, issue: str, side: int) -> None:
    assert side_of_claim(words, issue, bloc="NATO") == side


@pytest.mark.parametrize(
    "words",
    [
        "It would be wrong to stop talking to Moscow.",
        "It is out of the question that we would buy gas from Russia again.",
    ],
)
def test_where_no_word_says_of_what_the_contrary_is_meant_no_side_is_taken(words: str) -> None:
    judged = said(words, office="NATO-SG")
    assert judged.level is None


@pytest.mark.parametrize(
    ("seen", "outright"),
    [
        (peaked(-2, 0.7), False),
        (peaked(0, 0.7), False),
        ((0.01, 0.02, 0.02, 0.5, 0.45), True),  # with the rules' +2 it comes to +2
        (peaked(2, 0.7), True),
    ],
)
def test_two_readers_are_said_to_agree_only_where_the_network_by_itself_sees_that_side(
    seen: Levels, outright: bool
) -> None:
    found = Attribution(
        start=0,
        end=len(REFUSAL),
        context=(0, len(REFUSAL)),
        office="NATO-SG",
        form="direct",
        voice="quoted",
        weight=1.0,
    )
    (judged,) = Judge(shipped_world(), None, Sees(seen)).judge(REFUSAL, [found], language="en", title="")
    assert judged.level is not None
    assert judged.level > 0
    assert (OUTRIGHT in judged.reasons) == outright


@pytest.mark.parametrize("words", ["We do not rule out new sanctions.", "We do not exclude new sanctions."])
def test_what_is_not_excluded_is_only_possible(words: str) -> None:
    assert said(words, office="NATO-SG").commitment == "hedged"
