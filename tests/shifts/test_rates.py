"""What verdicts teach: towards what they say, never without bound, and each kind from what all taught."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.shifts import in_words, judgement_of, learnt
from monitor.shifts.rates import BOUND
from monitor.types import DetectRules, Judgement
from tests.builders import alert

RULES = DetectRules()
STATED = RULES.change_rate


def judged(right: bool, *, ratio: float = 300.0, kind: str = "softening", computed: bool = True) -> Judgement:
    return Judgement(kind=kind, computed=computed, ratio=ratio, right=right)


def test_without_verdicts_the_stated_rate_stands():
    rates = learnt((), RULES)

    assert rates.of("reversal") == STATED
    assert rates.unconfirmed == 0.5


def test_half_right_at_the_threshold_is_what_the_stated_rate_expects():
    rates = learnt([judged(True), judged(False)] * 10, RULES)

    assert rates.of("softening") == pytest.approx(STATED, rel=1e-6)


def test_confirmations_raise_it_and_dismissals_lower_it():
    assert learnt([judged(True)] * 10, RULES).of("softening") > 1.5 * STATED
    assert learnt([judged(False)] * 10, RULES).of("softening") < STATED / 1.5


@given(st.lists(st.tuples(st.booleans(), st.floats(1, 1e6), st.sampled_from(["reversal", "softening"])), max_size=40))
def test_one_confirmation_more_never_lowers_confidence_and_the_bounds_hold(said):
    before = [judged(right, ratio=ratio, kind=kind) for right, ratio, kind in said]
    rates, more = learnt(before, RULES), learnt([*before, judged(True)], RULES)

    for kind in ("reversal", "softening", "hardening"):
        assert STATED / BOUND * 0.999 <= rates.of(kind) <= STATED * BOUND * 1.001
        assert more.of(kind) >= rates.of(kind) * (1 - 1e-9)


def test_a_kind_of_its_own_moves_further_and_the_others_follow_some_way():
    rates = learnt([*[judged(True)] * 12, *[judged(False, kind="emphasis")] * 12], RULES)

    assert rates.of("softening") > rates.of("hardening") > rates.of("emphasis")
    assert rates.verdicts == {"emphasis": 12, "softening": 12}


@pytest.mark.parametrize("true_rate", [1 / 1000, 1 / 100])
def test_it_finds_the_rate_that_the_verdicts_were_drawn_from(true_rate):
    chance = random.Random(11)
    ratios = [300 * chance.lognormvariate(0.5, 0.7) for _ in range(600)]
    said = [judged(chance.random() < true_rate * r / (1 + true_rate * r), ratio=r) for r in ratios]

    assert learnt(said, RULES).of("softening") == pytest.approx(true_rate, rel=0.3)


def test_unconfirmed_alerts_have_the_record_of_their_like_and_teach_no_rate():
    rates = learnt([judged(True, computed=False)] * 20, RULES)

    assert rates.unconfirmed == pytest.approx(0.75)
    assert rates.of_all == STATED


def test_a_stronger_prior_learns_slower():
    strong, weak = DetectRules(rate_prior=200.0), DetectRules(rate_prior=5.0)

    assert learnt([judged(True)] * 10, strong).of_all < learnt([judged(True)] * 10, weak).of_all


@pytest.mark.parametrize(
    ("word", "right"), [("confirm", True), ("repeat", False), ("wrong-stance", False), ("stale", False)]
)
def test_a_verdict_says_whether_the_line_has_moved(word, right):
    assert judgement_of(alert(), word) == Judgement(kind="softening", computed=True, ratio=412.0, right=right)


def test_that_it_is_not_important_says_nothing_of_it():
    assert judgement_of(alert(), "not-important") is None


def test_the_words_name_the_rate_and_the_number_of_verdicts():
    assert "no verdict has taught otherwise" in in_words(learnt((), RULES))
    assert "softening 1 in" in in_words(learnt([judged(True)] * 3, RULES))
    assert "(n = 3" in in_words(learnt([judged(True)] * 3, RULES))
