"""Only dates that are sure are dates."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.feeds.dates import sure_date

TEN = datetime(2021, 2, 1, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "raw",
    [
        "Mon, 01 Feb 2021 10:00:00 GMT",
        "Mon,01 Feb 2021 10:00:00 GMT",
        "Mon, 1 Feb 2021 10:00 UT",
        "1 Feb 21 13:00:00 +0300",
        "Mon, 01 Feb 2021 05:00:00 EST",
        "Mon, 01 Feb 2021 13:00:00 MSK",
        "Monday, 01 February 2021 11:00:00 +01:00",
        "Mon, 01-Feb-2021 10:00:00 GMT",
        "Mon, 01 Feb 2021 10:00:00 +0000 (UTC)",
        " 2021-02-01T10:00:00Z\n",
        "2021-02-01t10:00:00z",
        "2021-02-01T10:00Z",
        "2021-02-01T10:00:00.000Z",
        "2021-02-01T13:00:00+03:00",
        "2021-02-01T13:00:00+0300",
        "2021-02-01 13:00:00 +03:00",
        "2021-02-01T10:00:00",
    ],
)
def test_the_shapes_that_feeds_must_use_are_read(raw: str) -> None:
    assert sure_date(raw) == TEN


@pytest.mark.parametrize("raw", ["2021-02-01", "Mon, 01 Feb 2021", "1 Feb 2021"])
def test_a_day_without_a_time_is_its_midnight(raw: str) -> None:
    assert sure_date(raw) == datetime(2021, 2, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "",
        "2016/6/29 15:07:41",
        "15 мая 2021 10:00",
        "01.02.2021",
        "01/02/2021 10:00",
        "2021-02",
        "2021",
        "20210201",
        "1612173600",
        "Feb 1, 2021 10:00 GMT",
        "Mon, 01 Fev 2021 10:00:00 GMT",
        "1 Feb 2021 01:00 PM",
        "Tue, 30 Feb 2021 10:00:00 GMT",
        "2021-02-30T10:00:00Z",
        "2021-02-01T25:00:00Z",
        "1970-01-01T00:00:00Z",
        "0001-01-01T00:00:00+05:00",
        "Mon, 01 Feb 0021 10:00:00 GMT",
        "Mon, 01 Feb 2021 10:00:00 +9999",
        "٢٠٢١-٠٢-٠١",
        "1" * 100_000,
    ],
)
def test_anything_else_is_no_date(raw: str | None) -> None:
    assert sure_date(raw) is None


ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.integers(0, 2**32), ZONES)
def test_every_instant_survives_being_written_in_iso_8601(second: int, zone: timezone) -> None:
    instant = datetime(1990, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
    assert sure_date(instant.astimezone(zone).isoformat()) == instant


@given(st.text())
def test_any_text_is_a_date_or_none(text: str) -> None:
    date = sure_date(text)
    assert date is None or date.tzinfo is UTC
