"""The detector and its tests, against the formulas of method §2.3 and §3.1."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.shifts.detect import (
    ALTERNATIVES,
    BINARY,
    CEILING,
    Detector,
    chance_beyond,
    confidence_of,
    direction_of,
    is_reversal,
    kind_of,
    likelihood_table,
    sureness_of,
)
from monitor.shifts.seeds import label_prior
from monitor.types import DetectRules
from monitor.types.levels import mean_of, mode_of

RULES = DetectRules()
Q = label_prior(-1, 0.8)


@pytest.mark.parametrize("q", [Q, (0.2,) * 5, (1.0, 0, 0, 0, 0), (0.5, 0, 0, 0, 0.5)])
def test_no_alternative_gains_on_average_where_the_baseline_is_right(q):
    floored = [max(share, RULES.floor) for share in q]
    base = [share / sum(floored) for share in floored]
    for row in likelihood_table(q, RULES):
        assert sum(b * ratio for b, ratio in zip(base, row, strict=True)) <= 1 + 1e-12


def test_the_cap_bounds_what_one_label_can_say():
    q = label_prior(-2, 0.8)
    capped, open_ended = (likelihood_table(q, rules) for rules in (RULES, replace(RULES, cap=1e6, epsilon=0.0)))
    assert max(map(max, capped)) < 7 < 12 < max(map(max, open_ended))


@pytest.mark.parametrize("letters", [2, 3, 5])
def test_the_detector_works_on_any_alphabet(letters):
    q = [0.8] + [0.2 / (letters - 1)] * (letters - 1)
    detector, table = Detector(BINARY, letters), likelihood_table(q, RULES, BINARY)
    for day in range(30):
        detector.update(table, [0.0] * (letters - 1) + [1.0], 1.0, day)
    assert detector.ratio > 300


def test_negated_labels_mirror_the_evidence():
    up, down = Detector(), Detector()
    for day, level in enumerate((1, 1, 2, 0, 1)):
        p = [float(level == other) for other in (-2, -1, 0, 1, 2)]
        up.update(likelihood_table(label_prior(-1, 0.8), RULES), p, 1.0, day)
        down.update(likelihood_table(label_prior(1, 0.8), RULES), p[::-1], 1.0, day)
    assert up.ratio == pytest.approx(down.ratio)
    assert up.stretch().by == -down.stretch().by


def test_weight_zero_says_nothing():
    detector = Detector()
    detector.update(likelihood_table(Q, RULES), [0, 0, 0, 0, 1.0], 0.0, 1)
    assert [track.r for track in detector.tracks] == [1.0] * len(ALTERNATIVES)


def test_half_the_weight_says_less_than_the_whole():
    whole, half = Detector(), Detector()
    for detector, weight in ((whole, 1.0), (half, 0.5)):
        for day in range(5):
            detector.update(likelihood_table(Q, RULES), [0, 0, 0, 1.0, 0], weight, day)
    assert half.ratio < whole.ratio / 5


def test_the_start_shown_is_where_the_new_labels_begin():
    detector, table = Detector(), likelihood_table(Q, RULES)
    for day in range(40):
        detector.update(table, [0, 0, 0, 1.0, 0] if day >= 30 else [0, 1.0, 0, 0, 0], 1.0, day)
    stretch = detector.stretch()
    assert (stretch.start, stretch.n, stretch.by) == (30, 10, 2)


def test_r_stays_a_number_however_long_nobody_resets_it():
    detector, table = Detector(), likelihood_table(Q, RULES)
    for day in range(2000):
        detector.update(table, [0, 0, 0, 1.0, 0], 1.0, day)
    assert detector.ratio <= CEILING


def test_the_detector_comes_back_from_json_as_it_was():
    detector = Detector()
    for day in range(7):
        detector.update(likelihood_table(Q, RULES), [0.1, 0.2, 0.3, 0.3, 0.1], 0.7, day)
    assert Detector.load(detector.dump()).dump() == detector.dump()


@pytest.mark.parametrize(
    ("before", "after", "sign", "kind"),
    [
        (-1, (0, 0, 0, 8.0, 0), -1, "reversal"),
        (-1, (0, 0, 8.0, 0, 0), -1, "softening"),
        (-1, (9.0, 0, 0, 0, 0), -1, "hardening"),
        (-1, (0, 0, 8.0, 0, 0), 1, "hardening"),
        (-1, (0, 8.0, 0, 0, 0), -1, None),
        (-1, (0, 0, 0.4, 0, 0), -1, None),
        (-1, (0, 0, 0, 8.0, 0), 0, "reversal"),
        (-1, (0, 0, 8.0, 0, 0), 0, None),
    ],
)
def test_the_kind_follows_from_distance_sides_and_posterior(before, after, sign, kind):
    assert kind_of(label_prior(before, 0.8), after, RULES, sign=sign) == kind


def test_more_labels_make_the_posterior_surer():
    assert chance_beyond((0, 0, 0, 2.0, 0), 0.0, 1) < chance_beyond((0, 0, 0, 20.0, 0), 0.0, 1)
    assert chance_beyond((0, 0, 0, 20.0, 0), 0.0, -1) < 0.01


@pytest.mark.parametrize(("r", "sureness"), [(30, 0.5), (90, 0.75), (270, 0.9)])
def test_sureness_is_the_posterior_odds_of_a_change(r, sureness):
    rules = replace(RULES, change_rate=1 / 300, understated=10.0)

    assert sureness_of(r, rules) == pytest.approx(sureness)


def test_confidence_is_never_more_than_the_share_that_was_borne_out():
    sure = confidence_of(CEILING, 0.6, RULES, provisional=False)

    assert sure == pytest.approx(0.6, abs=0.001)
    assert confidence_of(CEILING, 0.6, RULES, provisional=True) == pytest.approx(sure - 0.15)


@pytest.mark.parametrize(
    ("delta", "sign", "word"), [(1, 1, "harder"), (-1, 1, "softer"), (1, -1, "softer"), (1, 0, None)]
)
def test_the_direction_word_is_read_through_the_sign(delta, sign, word):
    assert direction_of(delta, sign) == word


def test_levels_of_a_distribution():
    assert mean_of((0, 0, 0, 0, 0)) == 0
    assert mode_of((0.1, 0.6, 0.2, 0.05, 0.05)) == -1
    assert is_reversal(-1, 1)
    assert not is_reversal(0, 2)
    assert not is_reversal(-2, -1)
