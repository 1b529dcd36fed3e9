"""Weeks are the reader's weeks, also where clocks change and years end."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.digest import due_week, lateness, not_over, nothing_collected, parse_week, previous_week, week_of
from monitor.errors import UsageError
from monitor.types import DigestSettings

ZONES = st.sampled_from(
    ["UTC", "Europe/Brussels", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "Asia/Beirut"]
)
FIRST = datetime(1990, 1, 8, tzinfo=UTC)
MOMENTS = st.integers(0, 100 * 365 * 86400).map(lambda seconds: FIRST + timedelta(seconds=seconds))
SETTINGS = st.builds(
    DigestSettings, weekday=st.integers(0, 6), at=st.times().map(lambda t: t.replace(second=0)), timezone=ZONES
)


@given(MOMENTS, ZONES)
def test_every_moment_lies_in_its_week(moment, zone):
    week = week_of(moment, zone)
    assert week.start <= moment < week.end


@given(MOMENTS, ZONES)
def test_weeks_follow_on_each_other_without_a_gap(moment, zone):
    week = week_of(moment, zone)
    assert week_of(week.end, zone).start == week.end
    assert previous_week(week, zone) == week_of(week.start - timedelta(seconds=1), zone)


@given(MOMENTS, ZONES)
def test_a_week_can_be_asked_for_by_its_name(moment, zone):
    week = week_of(moment, zone)
    assert parse_week(week.name, zone) == week


@given(MOMENTS, SETTINGS)
def test_the_due_week_is_the_newest_whose_hour_has_come(moment, settings):
    week = due_week(moment, settings)
    assert week is not None
    assert week.end <= moment
    assert moment - week.end < timedelta(days=14, hours=2)


@given(MOMENTS, st.integers(0, 14 * 24), SETTINGS)
def test_the_due_week_never_goes_back(moment, hours, settings):
    earlier, later = due_week(moment, settings), due_week(moment + timedelta(hours=hours), settings)
    assert earlier.start <= later.start


def test_the_week_in_which_clocks_go_back_is_an_hour_longer():
    week = parse_week("2026-W43", "Europe/Brussels")
    assert week.end - week.start == timedelta(days=7, hours=1)


def test_the_week_in_which_clocks_go_forward_is_an_hour_shorter():
    week = parse_week("2026-W13", "Europe/Brussels")
    assert week.end - week.start == timedelta(days=7) - timedelta(hours=1)


def test_a_year_may_end_in_the_first_week_of_the_next():
    assert week_of(datetime(2025, 12, 30, tzinfo=UTC), "UTC").name == "2026-W01"


def test_a_year_may_begin_in_the_last_week_of_the_one_before():
    assert week_of(datetime(2027, 1, 2, tzinfo=UTC), "UTC").name == "2026-W53"


def test_sunday_evening_in_utc_is_monday_in_brussels():
    assert week_of(datetime(2026, 11, 15, 23, 30, tzinfo=UTC), "Europe/Brussels").name == "2026-W47"


def test_the_digest_is_not_due_before_its_hour():
    settings = DigestSettings(weekday=0, at=time(8), timezone="Europe/Brussels")
    assert due_week(datetime(2026, 11, 23, 6, 59, tzinfo=UTC), settings).name == "2026-W46"
    assert due_week(datetime(2026, 11, 23, 7, 0, tzinfo=UTC), settings).name == "2026-W47"


def test_a_digest_missed_on_monday_is_still_due_on_saturday():
    settings = DigestSettings(weekday=0, at=time(8), timezone="Europe/Brussels")
    assert due_week(datetime(2026, 11, 28, 20, tzinfo=UTC), settings).name == "2026-W47"


def test_the_digest_of_a_friday_edition_is_of_the_week_that_closed_before():
    settings = DigestSettings(weekday=4, at=time(17), timezone="UTC")
    assert due_week(datetime(2026, 11, 27, 17, tzinfo=UTC), settings).name == "2026-W47"


@pytest.mark.parametrize("first_seen", [None, datetime(2026, 11, 22, 23, 30, tzinfo=UTC)])
def test_no_digest_is_due_of_a_week_before_anything_was_seen(first_seen):
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert due_week(now, DigestSettings(), first_seen=first_seen) is None


@pytest.mark.parametrize(
    "text", ["", "2026-47", "2026-W00", "2025-W53", "2026-W54", "last", "9999-W52", "２０２６-W47"]
)
def test_what_is_no_week_is_refused_with_an_example(text):
    with pytest.raises(UsageError, match="2026-W47"):
        parse_week(text, "UTC")


def test_a_week_that_goes_on_says_so():
    week = parse_week("2026-W47", "Europe/Brussels")
    told = not_over(week, DigestSettings(), now=week.end - timedelta(seconds=1))
    assert told == "So far: this week has not ended yet; it is told on Monday, 23 November, 08:00."
    assert not_over(week, DigestSettings(), now=week.end) is None


@pytest.mark.parametrize(
    ("made", "began", "told"),
    [
        ("2026-11-23T08:59", "2026-11-23T08:30", None),
        ("2026-11-26T14:00", None, None),
        (
            "2026-11-26T14:00",
            "2026-11-26T13:58",
            (
                "Late: it was due on Monday, 23 November, 08:00 and made on Thursday, 26 November, 14:00, "
                "because the service was not running then: it was started on Thursday, 26 November, 13:58."
            ),
        ),
        (
            "2026-11-26T14:00",
            "2026-11-01T00:00",
            (
                "Late: it was due on Monday, 23 November, 08:00 and made on Thursday, 26 November, 14:00, "
                "because it could not be made before; what stood in the way is in the log."
            ),
        ),
    ],
)
def test_a_late_digest_says_why(made, began, told):
    zone = ZoneInfo("Europe/Brussels")
    now, start = (datetime.fromisoformat(text).replace(tzinfo=zone) if text else None for text in (made, began))
    week = parse_week("2026-W47", "Europe/Brussels")
    assert lateness(week, DigestSettings(), now=now, began=start) == told


@pytest.mark.parametrize(
    ("met", "now", "told"),
    [
        ("2026-11-22T22:59", "2026-11-26", None),
        ("2026-11-22T23:00", "2026-11-26", "Nothing was collected then: the oldest article in the store was met on 23 November 2026."),
        (None, "2026-11-26", "Nothing was collected then, nor has been since."),
        (None, "2026-11-20", None),
    ],
)  # fmt: skip
def test_of_a_week_before_the_first_article_it_is_said_that_nothing_was_collected(met, now, told):
    week = parse_week("2026-W47", "Europe/Brussels")
    moments = (datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None for text in (met, now))
    assert nothing_collected(week, DigestSettings(), first_seen=next(moments), now=next(moments)) == told
