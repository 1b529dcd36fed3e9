"""Rules and model brought together: who decides what, and that each is named."""

from __future__ import annotations

import pytest

from monitor.ports import Placed, Placing
from monitor.reading.cues.issues import Candidate
from monitor.reading.cues.rules import Read
from monitor.reading.cues.stance import UNSURE, Stance, peaked
from monitor.reading.judging.consensus import judge_by_both, pool
from monitor.types import COMMITMENTS

FLAT = (0.9, 0.025, 0.025, 0.025, 0.025)
HEDGED = (0.1, 0.05, 0.8, 0.025, 0.025)


def place(level: int = 0, sure: float = 0.8, *, about: float = 0.9, clear: float = 0.95) -> Placing:
    return Placing(levels=peaked(level, sure), about=about, clear=clear)


def stance(level: int, *, abstained: bool = False) -> Stance:
    return Stance(levels=UNSURE if abstained else peaked(level, 0.7), level=level, abstained=abstained)


def read(code: str, said: Stance) -> Read:
    return Read(
        language="en",
        candidates={code: Candidate(code=code, words=("talks",), prior=0.6, score=0.6)},
        stances={code: said},
    )


def judge(
    read: Read, places: dict[str, Placing], *, commitment: tuple = FLAT, denied: bool = False, asks: bool = False
):
    return judge_by_both("Some words.", read, Placed(places, commitment), denied=denied, asks=asks)


def test_the_likeliest_issue_comes_first_and_others_need_more() -> None:
    found = judge(
        Read(language="en"), {"DIA": place(2, about=0.7), "REL": place(1, about=0.9), "SAN": place(1, about=0.55)}
    )
    assert [judged.issue for judged in found] == ["REL", "DIA"]


def test_a_statement_on_nothing_says_what_it_was_nearest_to() -> None:
    (judged,) = judge(Read(language="en"), {"DIA": place(2, about=0.2)})
    assert judged.issue is None
    assert "DIA" in judged.reasons[0]


def test_a_keyword_lifts_an_issue_that_the_model_doubts() -> None:
    places = {"DIA": place(2, about=0.4)}
    assert judge(Read(language="en"), places)[0].issue is None
    assert judge(read("DIA", stance(2)), places)[0].issue == "DIA"


def test_where_both_agree_the_level_is_surer() -> None:
    both, alone = pool(stance(2), place(2, 0.6)), pool(None, place(2, 0.6))
    assert both is not None
    assert alone is not None
    assert both[4] > alone[4]


def test_where_they_are_at_odds_no_side_is_taken() -> None:
    (judged,) = judge(read("DIA", stance(-2)), {"DIA": Placing((0.03, 0.02, 0.1, 0.2, 0.65), about=0.9, clear=0.9)})
    assert judged.abstained
    assert judged.level is None


def test_words_that_show_no_side_are_left_open() -> None:
    (judged,) = judge(read("DIA", stance(0, abstained=True)), {"DIA": place(2, clear=0.2)})
    assert judged.abstained
    assert any("shows no side" in reason for reason in judged.reasons)


def test_the_rules_decide_where_only_they_see_a_side() -> None:
    assert pool(stance(-2), place(2, clear=0.2)) == stance(-2).levels


def test_an_issue_that_the_model_was_not_taught_is_left_to_the_rules() -> None:
    (judged,) = judge(read("ARC", stance(2)), {"DIA": place(1, about=0.1)})
    assert (judged.issue, judged.level) == ("ARC", 2)


def test_a_denying_cue_mirrors_the_level() -> None:
    (judged,) = judge(Read(language="en"), {"DIA": place(2)}, denied=True)
    assert (judged.commitment, judged.level) == ("denied", -2)


@pytest.mark.parametrize(
    ("commitment", "question", "wanted"), [(HEDGED, False, "hedged"), (HEDGED, True, "question"), (FLAT, False, "flat")]
)
def test_commitment_is_the_models_unless_it_asks(commitment: tuple, question: bool, wanted: str) -> None:
    assert judge(Read(language="en"), {"DIA": place(2)}, commitment=commitment, asks=question)[0].commitment == wanted


def test_each_says_what_it_saw() -> None:
    (judged,) = judge(
        read("DIA", Stance(levels=peaked(2, 0.7), level=2, abstained=False, reasons=("cue 'ready' +2",))),
        {"DIA": place(2)},
    )
    assert judged.reasons[1] == "cue 'ready' +2"
    assert judged.reasons[2].startswith("cross-encoder: +2")


@pytest.mark.parametrize("seen", ["denied", "conditional"])
@pytest.mark.parametrize(
    ("words", "asserted"),
    [
        ("Putin is lying when he says that he wants peace.", True),
        ("Путин лжёт, когда говорит о мире.", True),
        ("Путін бреше, коли каже, що хоче миру.", True),
        ("Putin lügt, wenn er sagt, er wolle Frieden.", True),
        ("Putin lügt nicht, wenn er sagt, er wolle alles.", False),
        ("Wenn Putin lügt, hat das Folgen.", False),
        ("Putin lügt: Er will keinen Frieden.", True),
        ("Poutine ment quand il dit vouloir la paix.", True),
        ("Putin is not lying when he says that he wants all of it.", False),
        ("If Putin is lying, talks make no sense.", False),
        ("Il ne ment pas, il veut la paix.", False),
        ("We deny that talks were held.", False),
    ],
)
def test_who_accuses_somebody_of_a_lie_asserts_it(words: str, asserted: bool, seen: str) -> None:
    places = Placed({"SET": place(-1)}, commitment(seen))
    (judged,) = judge_by_both(words, read("SET", stance(0, abstained=True)), places, denied=False, asks=False)
    assert judged.commitment == ("flat" if asserted else seen)


def commitment(seen: str) -> tuple[float, ...]:
    return tuple(0.9 if kind == seen else 0.025 for kind in COMMITMENTS)
