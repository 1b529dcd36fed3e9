"""Values and intervals, against numbers worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from monitor.gates.intervals import grouped, median, resampled, share, wilson
from monitor.gates.scores import Pair, class_f1, confusion, macro_f1, micro_f1


def test_a_share_of_eight_in_ten_has_the_interval_of_wilson():
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)


def test_a_share_of_nothing_may_be_anything():
    figure = share("found", [])

    assert (figure.low, figure.high, figure.n) == (0.0, 1.0, 0)


def test_the_interval_is_the_same_in_every_run_and_holds_the_value():
    counts = np.array([[1.0, 1.0]] * 6 + [[0.0, 1.0]] * 4)

    first, second = (resampled("x", counts, lambda c: c[:, 0] / c[:, 1], n=10) for _ in range(2))

    assert first == second
    assert first.value == pytest.approx(0.6)
    assert 0.2 < first.low < 0.6 < first.high < 1.0


def test_cases_of_one_document_are_drawn_together():
    alone = [Pair("a", "a" if n % 2 else "b") for n in range(40)]
    together = [Pair("a", p.told, "one" if p.told == "a" else "two") for p in alone]

    apart, clustered = (class_f1("x", pairs, positive="a") for pairs in (alone, together))

    assert clustered.value == apart.value
    assert clustered.high - clustered.low > 2 * (apart.high - apart.low)
    assert grouped(np.ones((3, 1)), ["d", "e", "d"]).tolist() == [[2.0], [1.0]]


def test_macro_f1_is_the_mean_of_the_classes_that_occur():
    pairs = [Pair("-", "-"), Pair("-", "+"), Pair("+", "+"), Pair("+", "+")]

    assert macro_f1("side", pairs, classes=("-", "0", "+")).value == pytest.approx((2 / 3 + 4 / 5) / 2)


def test_an_answer_left_open_misses_its_case_and_accuses_no_class():
    pairs = [Pair("-", "open"), Pair("-", "-"), Pair("+", "+")]

    assert macro_f1("side", pairs, classes=("-", "0", "+")).value == pytest.approx((2 / 3 + 1) / 2)


def test_weights_bring_back_the_shares_of_the_whole_set():
    """One wrong answer of ten that stand for a hundred is worth ten false accusations."""
    pairs = [Pair("disagree", "disagree")] * 10 + [Pair("unrelated", "disagree")] + [Pair("unrelated", "unrelated")] * 9
    weights = {"disagree": 1.0, "unrelated": 10.0}

    assert class_f1("x", pairs, positive="disagree", weights=weights).value == pytest.approx(20 / (20 + 10))


def test_micro_f1_counts_every_label_of_a_statement():
    sets = [(frozenset({"REL", "DIA"}), frozenset({"REL"})), (frozenset(), frozenset({"AID"}))]
    figure = micro_f1("issue", sets)

    assert (figure.value, figure.n) == (pytest.approx(2 / 4), 2)


def test_the_median_of_nine_lies_between_the_second_and_the_eighth():
    figure = median("ms", [9, 1, 8, 2, 7, 3, 6, 4, 5])

    assert (figure.value, figure.low, figure.high, figure.steady) == (5, 2, 8, False)


def test_labels_stand_down_and_answers_across():
    table = confusion("t", [Pair("new", "new"), Pair("new", "discusses")], order=("new", "discusses", "new"))

    assert table.columns == ("label \\ answer", "new", "discusses")
    assert table.rows == (("new", "1", "1"),)
