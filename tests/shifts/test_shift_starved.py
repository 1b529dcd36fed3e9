"""A week without the feeds that carry an office is no week of its silence."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from monitor.shifts import emphasis_alerts, starved_weeks
from monitor.types import Share
from tests.shifts.shift_world import MFA_DIA, NOW, context

MONDAY = datetime(2025, 9, 8, tzinfo=UTC)
WEEK = timedelta(weeks=1)
PARTS = {"RU-MFA": {"ministry": 0.6, "agency": 0.2}, "NATO-SG": {"agency": 0.9}}


def test_a_week_without_most_of_what_an_office_is_heard_by_is_starved():
    found = starved_weeks(PARTS, {"ministry": [(MONDAY, MONDAY + WEEK)]})

    assert found == {("RU-MFA", date(2025, 9, 8))}


def test_days_count_as_part_of_their_week():
    four_days = {"ministry": [(MONDAY + timedelta(days=1), MONDAY + timedelta(days=5))]}
    three_days = {"ministry": [(MONDAY + timedelta(days=1), MONDAY + timedelta(days=4))]}

    assert starved_weeks(PARTS, four_days)
    assert not starved_weeks(PARTS, three_days)


def test_an_absence_over_weeks_starves_each_and_a_feed_that_nobody_needs_none():
    spans = [(MONDAY - timedelta(days=1), MONDAY + 2 * WEEK)]

    assert starved_weeks(PARTS, {"agency": spans}) == {
        ("NATO-SG", date(2025, 9, 8)),
        ("NATO-SG", date(2025, 9, 15)),
    }
    assert starved_weeks(PARTS, {"other": spans}) == frozenset()


def test_a_starved_week_raises_no_emphasis():
    counts = [4] * 26 + [14] * 10
    weeks = [Share(key=MFA_DIA, week=date(2025, 1, 6) + w * WEEK, k=k, n=20) for w, k in enumerate(counts)]
    until = next(n for n in range(27, 37) if emphasis_alerts(weeks[:n], context=context(), now=NOW))
    starved = frozenset({(MFA_DIA.office, weeks[until - 1].week)})

    assert emphasis_alerts(weeks[:until], context=context(), now=NOW, starved=starved) == ()
