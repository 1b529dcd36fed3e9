"""Only dates that are sure are dates."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.feeds import dates
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
        "2016/29/6 15:07:41",
        "15 мая",
        "15 чего-то 2021 10:00",
        "29.30.2021 10:00",
        "01.02.21 10:00",
        "Mon, 01 Feb 2021 10:00 (PM)",
        "1 Feb 2021 01:00 PM EST",
        "01/02/2021 10:00",
        "2021-02",
        "2021",
        "20210201",
        "1612173600",
        "02/01/2021",
        "Mon, 01 Fev 2021 10:00:00 GMT",
        "1 Feb 2021 01:00 PM",
        "Tue, 30 Feb 2021 10:00:00 GMT",
        "2021-02-30T10:00:00Z",
        "2021-02-01T25:00:00Z",
        "1970-01-01T00:00:00Z",
        "0001-01-01T00:00:00+05:00",
        "Mon, 01 Feb 0021 10:00:00 GMT",
        "٢٠٢١-٠٢-٠١",
        "1" * 100_000,
    ],
)
def test_anything_else_is_no_date(raw: str | None) -> None:
    assert sure_date(raw) is None


@pytest.mark.parametrize(
    "raw",
    [
        "2016/6/29 15:07:41",
        "2016/06/29 18:07:41 +0300",
        "Wed, 29 июня 2016 15:07:41 +0000",
        "Ср, 29 июн 2016 18:07:41 +0300",
        "29 червня 2016 р., 15:07:41",
        "29. Juni 2016, 15:07:41 Uhr",
        "mercredi 29 juin 2016 à 15:07:41",
        "June 29, 2016 15:07:41",
        "Wed, June 29th, 2016 15:07:41 GMT",
        "Wed, 29 Jun 2016 18:07:41 GMT+0300",
    ],
)
def test_months_in_words_and_years_first_have_one_meaning(raw: str) -> None:
    assert sure_date(raw) == datetime(2016, 6, 29, 15, 7, 41, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("15 мая 2021 г.", (2021, 5, 15)),
        ("1 лютого 2022 року", (2022, 2, 1)),
        ("3. März 2024", (2024, 3, 3)),
        ("1er août 2023", (2023, 8, 1)),
        ("8 янв. 2024", (2024, 1, 8)),
        ("2021/5/15", (2021, 5, 15)),
        ("Понедельник, 23 ноября 2026", (2026, 11, 23)),
        ("Воскресенье, 22 ноября 2026 г.", (2026, 11, 22)),
        ("01.02.2021", (2021, 2, 1)),
        ("Mon, 1 Feb 2021 (in Moscow)", (2021, 2, 1)),
    ],
)
def test_a_day_in_words_is_its_midnight(raw: str, day: tuple[int, int, int]) -> None:
    assert sure_date(raw) == datetime(*day, tzinfo=UTC)


@pytest.mark.parametrize(
    "raw",
    [
        "24 ноября 2026, 12:15 (МСК)",
        "24.11.2026 12:15 МСК",
        "24.11.2026 г. 12:15 (по московскому времени)",
        "24 November 2026 12:15 Moscow time",
        "Вторник, 24.11.2026, 09:15",
        "24 November 2026 12:15 (GMT+3)",
        "24 November 2026 12:15 (UTC +03:00)",
        "Nov 24, 2026 12:15 (+3)",
        "24 ноября 2026 14:15 (МСК+2)",
        "24. November 2026, 10:15 Uhr MEZ",
        "24.11.2026 10:15 (CET)",
        "24 листопада 2026, 11:15 (EET)",
        "24 листопада 2026, 11:15 за києвом",
        "24 November 2026 11:15 (Kyiv)",
        "2026-11-24 12:15 MSK",
        "Tue, 24 Nov 2026 09:15:00 GMT (МСК)",
        "Tue, 24 Nov 2026 04:15 ET",
    ],
)
def test_a_zone_is_read_in_brackets_and_without(raw: str) -> None:
    assert sure_date(raw) == datetime(2026, 11, 24, 9, 15, tzinfo=UTC)


def test_a_place_has_its_summer_time() -> None:
    assert sure_date("24 July 2026 12:15 (Kyiv)") == datetime(2026, 7, 24, 9, 15, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["(XYZ)", "XYZ", "(Bishkek time)", "EST+5", "(GMT+25)", "+9999", "вечера"])
def test_of_a_time_in_an_unknown_zone_only_the_day_is_sure(zone: str) -> None:
    assert sure_date(f"24 November 2026 10:15 {zone}") == datetime(2026, 11, 24, tzinfo=UTC)


@pytest.mark.parametrize("remark", ["(обновлено в 14:00)", "(Updated)", "(mis à jour)", "(оновлено)"])
def test_a_remark_behind_a_time_is_no_zone(remark: str) -> None:
    assert sure_date(f"24 November 2026 10:15 {remark}") == datetime(2026, 11, 24, 10, 15, tzinfo=UTC)


def test_no_name_means_two_months() -> None:
    listed = tomllib.loads(Path(dates.__file__).with_name("months.toml").read_text("utf-8"))
    named = [(name, n) for months in listed.values() for n, names in enumerate(months, 1) for name in names]
    assert len({name for name, _ in named}) == len(set(named))
    assert all(len(months) == 12 for months in listed.values())


ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.integers(0, 2**32), ZONES)
def test_every_instant_survives_being_written_in_iso_8601(second: int, zone: timezone) -> None:
    instant = datetime(1990, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
    assert sure_date(instant.astimezone(zone).isoformat()) == instant


@given(st.text())
def test_any_text_is_a_date_or_none(text: str) -> None:
    date = sure_date(text)
    assert date is None or date.tzinfo is UTC
