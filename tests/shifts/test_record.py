"""What verdicts teach: towards what they say, and each kind from what all taught."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.shifts import in_words, judgement_of, learnt
from monitor.shifts.detect import sureness_of
from monitor.types import DetectRules, Judgement, TrackRecord
from tests.builders import alert

RULES = DetectRules()
STATED = RULES.borne_out
SURE = 1e9


def judged(right: bool, *, ratio: float = SURE, kind: str = "softening", computed: bool = True) -> Judgement:
    return Judgement(kind=kind, computed=computed, ratio=ratio, right=right)


def test_without_verdicts_the_stated_share_stands():
    record = learnt((), RULES)

    assert record.of("reversal") == STATED
    assert record.unconfirmed == 0.4


def test_verdicts_that_bear_it_out_leave_it_where_it_is():
    record = learnt([judged(True)] * 5 + [judged(False)] * 5, RULES)

    assert record.of("softening") == pytest.approx(STATED, abs=1e-6)


def test_confirmations_raise_it_and_dismissals_lower_it():
    assert learnt([judged(True)] * 10, RULES).of("softening") > STATED + 0.1
    assert learnt([judged(False)] * 10, RULES).of("softening") < STATED - 0.1


def test_a_dismissal_says_less_where_the_evidence_was_less_sure():
    weak, strong = (learnt([judged(False, ratio=ratio)] * 10, RULES).of("softening") for ratio in (10.0, SURE))

    assert weak > strong


@given(st.lists(st.tuples(st.booleans(), st.floats(1, 1e6), st.sampled_from(["reversal", "softening"])), max_size=40))
def test_one_confirmation_more_never_lowers_confidence_and_a_share_stays_a_share(said):
    before = [judged(right, ratio=ratio, kind=kind) for right, ratio, kind in said]
    record, more = learnt(before, RULES), learnt([*before, judged(True)], RULES)

    for kind in ("reversal", "softening", "hardening"):
        assert 0 < record.of(kind) <= 1
        assert more.of(kind) >= record.of(kind) * (1 - 1e-9)


def test_a_kind_of_its_own_moves_further_and_the_others_follow_some_way():
    record = learnt([*[judged(True)] * 12, *[judged(False, kind="emphasis")] * 12], RULES)

    assert record.of("softening") > record.of("hardening") > record.of("emphasis")
    assert record.verdicts == {"emphasis": 12, "softening": 12}


@pytest.mark.parametrize("true_share", [0.3, 0.9])
def test_it_finds_the_share_that_the_verdicts_were_drawn_from(true_share):
    chance = random.Random(11)
    ratios = [100 * chance.lognormvariate(0.5, 1.5) for _ in range(600)]
    said = [judged(chance.random() < true_share * sureness_of(r, RULES), ratio=r) for r in ratios]

    assert learnt(said, RULES).of("softening") == pytest.approx(true_share, abs=0.06)


def test_unconfirmed_alerts_have_the_record_of_their_like_and_teach_no_share():
    record = learnt([judged(True, computed=False)] * 20, RULES)

    assert record.unconfirmed == pytest.approx((20 + 20 * 0.4) / 40)
    assert record.of_all == STATED


def test_unconfirmed_alerts_start_at_what_is_configured():
    assert learnt((), DetectRules(unconfirmed=0.3)).unconfirmed == 0.3
    assert "0.30 of unconfirmed ones" in in_words(learnt((), DetectRules(unconfirmed=0.3)))


def test_no_record_starts_from_numbers_of_its_own():
    with pytest.raises(TypeError, match="stated"):
        TrackRecord()


def test_a_stronger_prior_learns_slower():
    strong, weak = DetectRules(record_prior=200.0), DetectRules(record_prior=5.0)

    assert learnt([judged(True)] * 10, strong).of_all < learnt([judged(True)] * 10, weak).of_all


@pytest.mark.parametrize(
    ("word", "right"), [("confirm", True), ("repeat", False), ("wrong-stance", False), ("stale", False)]
)
def test_a_verdict_says_whether_the_line_has_moved(word, right):
    assert judgement_of(alert(), word) == Judgement(kind="softening", computed=True, ratio=412.0, right=right)


def test_that_it_is_not_important_says_nothing_of_it():
    assert judgement_of(alert(), "not-important") is None


def test_the_words_name_the_share_and_the_number_of_verdicts():
    assert "no verdict has taught otherwise" in in_words(learnt((), RULES))
    assert "softening 0." in in_words(learnt([judged(True)] * 3, RULES))
    assert "(n = 3" in in_words(learnt([judged(True)] * 3, RULES))
