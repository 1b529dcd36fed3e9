"""Shares of talk: found when they change, silent when a feed is down."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from monitor.shifts import emphasis_alerts
from monitor.shifts.emphasis import Told, base_of, likelihood_of, new_base, watched
from monitor.types import Share, StreamKey
from tests.shifts.shift_world import MFA_DIA, NOW, context

FIRST = date(2025, 1, 6)


def weeks(counts, n=20, key=MFA_DIA):
    return [Share(key=key, week=FIRST + timedelta(weeks=w), k=k, n=n) for w, k in enumerate(counts)]


def alarm_week(counts, n=20):
    return next((w for w in range(1, len(counts) + 1) if watched(weeks(counts[:w], n)) is not None), None)


def test_a_share_three_times_as_high_is_found_within_weeks():
    steady = [2, 1, 3, 2, 2, 1, 3, 2] * 4
    found = alarm_week([*steady, *([7] * 12)])
    assert found is not None
    assert len(steady) < found <= len(steady) + 8


def test_a_steady_share_raises_nothing():
    rng = random.Random(3)
    for _ in range(20):
        counts = [sum(rng.random() < 0.15 for _ in range(20)) for _ in range(52)]
        assert watched(weeks(counts)) is None


def test_too_few_weeks_raise_nothing():
    assert watched(weeks([1] * 7 + [15] * 8)) is None


def test_varying_weeks_are_known_as_such():
    calm, wild = base_of(weeks([4, 5, 4, 5] * 4)), base_of(weeks([0, 9, 1, 8] * 4))
    assert calm.rho == 0.01
    assert 0.1 < wild.rho <= 0.2
    assert likelihood_of(9, 20, wild, 2.5) < likelihood_of(9, 20, calm, 2.5)


@pytest.mark.parametrize("more", [True, False])
def test_the_alert_goes_to_the_digest_in_words(more):
    counts = [4] * 26 + [14 if more else 0] * 10
    until = alarm_week(counts)
    (found,) = emphasis_alerts(weeks(counts[:until]), context=context(), now=NOW)
    assert (found.kind, found.channel, found.held) == ("emphasis", "digest", "emphasis: always in the digest")
    assert ("talks more about dialogue" if more else "talks less about dialogue") in found.headline
    assert found.ratio >= 300


def test_a_small_share_is_told_to_a_tenth_of_a_per_cent():
    counts = [1] * 26 + [12] * 10
    until = alarm_week(counts, n=400)
    (found,) = emphasis_alerts(weeks(counts[:until], n=400), context=context(), now=NOW)
    assert ": 0.3% → 0.6% of its utterances" in found.headline
    assert found.before.claim == "0.3% of its utterances"


def test_only_the_last_week_is_reported():
    counts = [4] * 26 + [14] * 10
    until = alarm_week(counts)
    assert emphasis_alerts(weeks(counts[: until + 1]), context=context(), now=NOW) == ()


def told_live(counts, n=20):
    """(week, up) of the alerts of looks at the last 60 weeks, one each week, each knowing the alerts before."""
    shares, told, found = weeks(counts, n), [], []
    for until in range(1, len(shares) + 1):
        new = emphasis_alerts(shares[max(0, until - 60) : until], context=context(), now=NOW, told=told)
        told += new
        found += [(until - 1, "talks more" in alert.headline) for alert in new]
    return found


def test_a_change_that_lasts_is_told_once():
    steady = [2, 1, 3, 2, 2, 1, 3, 2] * 8
    assert [more for _, more in told_live([*steady, *([6, 7, 8, 7] * 20)])] == [True]


def test_the_way_back_is_told_as_well():
    steady = [2, 1, 3, 2, 2, 1, 3, 2]
    found = told_live([*steady * 5, *([6, 7, 8, 7] * 8), *steady * 4])
    assert [more for _, more in found] == [True, False]
    assert found[1][0] >= 72


def test_a_step_further_is_told_though_the_first_was_told_weeks_ago():
    steady = [1, 2, 1, 2, 2, 1, 2, 1]
    found = told_live([*steady * 5, *([6, 5, 6, 7] * 2), *([14, 15, 13, 14] * 3)])
    assert [more for _, more in found] == [True, True]
    assert 48 <= found[1][0] <= 51


def test_nothing_is_held_against_a_week_or_two_of_which_nobody_knows_how_shares_varied_before():
    counts = [4] * 5 + [14] * 12
    shares = weeks(counts)
    told = Told(shares[5].week, shares[8].week)
    assert watched(weeks([*counts[:9], 0, 0, 0, 0]), told) is None


def test_a_base_of_few_weeks_is_known_to_be_unsure():
    before = weeks([4, 5, 4, 5] * 6)
    few, more = new_base(weeks([10, 10, 10]), before), new_base(weeks([10, 10, 10] * 4), before)
    # Three weeks of twenty, ρ = .01 before: design effect 1 + .01·19, over 61.
    assert few.rho == pytest.approx(0.01 + 0.99 * 1.19 / 61)
    assert 0.01 < more.rho < few.rho
    assert new_base(weeks([1], n=1), before).rho < 1


def test_a_line_that_fell_silent_is_a_change_that_was_told():
    counts = [4] * 26 + [0] * 10
    until = alarm_week(counts)
    (found,) = emphasis_alerts(weeks(counts[:until]), context=context(), now=NOW)
    silent = replace(found, key="dropped:RU-MFA:DIA", since=FIRST + timedelta(weeks=25, days=3))
    assert emphasis_alerts(weeks(counts[:until]), context=context(), now=NOW, told=[silent]) == ()


def test_what_was_told_of_another_stream_or_kind_changes_nothing():
    counts = [4] * 26 + [14] * 10
    until = alarm_week(counts)
    (found,) = emphasis_alerts(weeks(counts[:until]), context=context(), now=NOW)
    others = [replace(found, issue="THR"), replace(found, office="NATO-SG"), replace(found, kind="softening")]
    assert emphasis_alerts(weeks(counts[:until]), context=context(), now=NOW, told=others) == (found,)


def test_a_week_in_which_a_feed_was_down_is_left_out():
    counts = [4] * 26 + [14] * 10
    shares = weeks(counts[: alarm_week(counts)])
    down = [*shares[:-1], Share(key=MFA_DIA, week=shares[-1].week, k=5, n=6)]
    assert emphasis_alerts(down, context=context(), now=NOW) == ()


def test_another_offices_outage_freezes_where_it_takes_a_third_of_all():
    counts = [4] * 26 + [14] * 10
    until = alarm_week(counts)
    other = StreamKey("NATO-SG", "DIA")
    full = weeks([40] * until, n=400, key=other)
    assert len(emphasis_alerts([*weeks(counts[:until]), *full], context=context(), now=NOW)) == 1
    lost = [*full[:-1], Share(key=other, week=full[-1].week, k=10, n=100)]
    assert emphasis_alerts([*weeks(counts[:until]), *lost], context=context(), now=NOW) == ()


def test_nothing_to_compare_is_no_error():
    assert emphasis_alerts((), context=context(), now=NOW) == ()


OLD, OTHER = MFA_DIA._replace(issue="OLD"), MFA_DIA._replace(issue="THR")


@pytest.mark.parametrize("key", [OLD, OLD._replace(office="RU-CLOSED")])
def test_what_is_not_followed_any_more_is_no_alert(key):
    counts = [10] * 26 + [0] * 10
    until = alarm_week(counts)
    assert until is not None
    assert emphasis_alerts(weeks(counts[:until], key=key), context=context(), now=NOW) == ()


def test_the_others_are_no_louder_for_an_issue_that_is_not_followed_any_more():
    """Where it was eight of twenty and nobody counts it any more, twelve are as much as twenty were."""
    gone = FIRST + timedelta(weeks=22)
    others = [replace(share, n=20 if share.week < gone else 12) for share in weeks([12] * 36, key=OTHER)]
    shares = [*weeks([8] * 22 + [0] * 14, key=OLD), *others]
    for until in range(23, 37):
        part = [share for share in shares if share.week < FIRST + timedelta(weeks=until)]
        assert emphasis_alerts(part, context=context(), now=NOW) == ()
