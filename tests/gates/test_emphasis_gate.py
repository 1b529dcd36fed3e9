"""The gate on emphasis, on small series of our own numbers in the shape of the real ones."""

from __future__ import annotations

import gzip
import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from monitor.errors import UsageError
from monitor.gates.emphasis import measure
from monitor.gates.series import EVENTS, GDELT, HEADLINES, STATE, Event, Series, events, gdelt, headlines, trends
from monitor.types import Share, StreamKey

if TYPE_CHECKING:
    from pathlib import Path

FIRST = date(2019, 1, 7)
STEADY = [2, 1, 3, 2, 2, 1, 3, 2]
HIGH = [8, 7, 9, 8]


def written(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())


def series(counts: list[int], n: int = 20, term: str = "ukraine") -> Series:
    key = StreamKey("ours", term)
    shares = [Share(key=key, week=FIRST + timedelta(weeks=at), k=k, n=n) for at, k in enumerate(counts)]
    return Series("ours", "ours", term, "week", tuple(shares))


def on(week: int, seen_in: str = "ours ukraine") -> Event:
    day = FIRST + timedelta(weeks=week, days=2)
    return Event("the thing", day, day, seen_in)


def values(result) -> dict[str, float]:
    return {figure.name: round(figure.value, 2) for figure in result.figures}


def test_days_become_weeks_of_all_articles(tmp_path):
    rows = ["datetime,Article Count,All Articles"]
    rows += [f"2019-01-{day:02} 00:00:00+00:00,{day},100" for day in (6, 7, 13, 14)]
    written(tmp_path / GDELT, "\n".join(rows))
    found = [(share.week, share.k, share.n) for share in gdelt(tmp_path).shares]
    assert found == [(date(2018, 12, 31), 6, 100), (date(2019, 1, 7), 20, 200), (date(2019, 1, 14), 14, 100)]


def test_a_headline_counts_once_by_its_title_or_its_first_words_and_none_from_2023_on(tmp_path):
    lines = [
        {"date": "2022-12-26", "title": "Kyiv and Ukraine", "snippet": None},
        {"date": "2022-12-27", "title": None, "snippet": "on SANCTIONS against nobody"},
        {"date": "2022-12-31", "title": "A bridge", "snippet": "is opened"},
        {"date": "2023-01-01", "title": "Ukraine", "snippet": ""},
    ]
    written(tmp_path / HEADLINES["rt"], "".join(json.dumps(line) + "\n" for line in lines))
    ukraine, sanctions = headlines(tmp_path, "rt")
    assert [(s.week, s.k, s.n) for s in ukraine.shares] == [(date(2022, 12, 26), 1, 3)]
    assert [(s.k, s.n) for s in sanctions.shares] == [(1, 3)]


def test_a_per_cent_of_a_volume_becomes_a_count_and_the_hidden_years_stay_hidden(tmp_path):
    months = ["2022-11", "2022-12", "2023-01"]
    volume = [{"month": month, "count": 300} for month in months]
    per_cent = [{"month": month, "pct": 3.17} for month in months]
    written(tmp_path / STATE / "1tv_monthly_volume.json", json.dumps(volume))
    written(tmp_path / STATE / "1tv_keyword_trends.json", json.dumps({"ukraine": per_cent, "sanctions": per_cent[:1]}))
    ukraine, sanctions = trends(tmp_path, "1tv")
    assert [(s.week, s.k, s.n) for s in ukraine.shares] == [(date(2022, 11, 1), 10, 300), (date(2022, 12, 1), 10, 300)]
    assert len(sanctions.shares) == 1


def test_events_have_a_day_or_a_month(tmp_path):
    text = (
        "date,event,expected_effect,seen_in\n2014-03-18,one,up,1tv_keyword_trends.json ukraine\n2014-02,other,up,all\n"
    )
    written(tmp_path / EVENTS, text)
    assert events(tmp_path) == [
        Event("one", date(2014, 3, 18), date(2014, 3, 18), "1tv ukraine"),
        Event("other", date(2014, 2, 1), date(2014, 2, 28), "all"),
    ]


def test_a_table_without_its_columns_is_refused_in_words(tmp_path):
    written(tmp_path / GDELT, "datetime,Article Count\n2019-01-06,3\n")
    with pytest.raises(UsageError, match="no column All Articles"):
        gdelt(tmp_path)
    with pytest.raises(UsageError, match="cannot be read"):
        events(tmp_path)


def test_a_known_move_is_found_in_its_week_or_the_next_and_its_start_told():
    moved = series([*STEADY * 5, *([16, 17, 15, 16] * 4)])
    found = values(measure("ours", [moved], [on(40)]))
    assert found == {
        "found-within-one": 1.0, "found-within-8": 1.0, "start-off-periods": 0.0, "alarms-a-year": 0.93,
    }  # fmt: skip


def test_a_slow_move_is_found_later_and_one_that_never_came_is_not():
    slow = series([*STEADY * 5, *([6, 6, 7, 6] * 5)])
    assert values(measure("ours", [slow], [on(40)]))["found-within-one"] == 0.0
    assert values(measure("ours", [slow], [on(40)]))["found-within-8"] == 1.0
    assert values(measure("ours", [series(STEADY * 8)], [on(40)])) == {
        "found-within-one": 0.0, "found-within-8": 0.0, "alarms-a-year": 0.0,
    }  # fmt: skip


def test_less_talk_is_not_the_known_move():
    fallen = series([*HIGH * 10, *([0] * 16)])
    assert values(measure("ours", [fallen], [on(40)]))["found-within-8"] == 0.0


def test_a_move_is_looked_for_where_it_is_said_to_show():
    one = series(STEADY * 8)
    assert on(40).shows_in(one)
    assert on(40, "all").shows_in(one)
    assert on(40, "ours").shows_in(one)
    assert not on(40, "ours sanctions").shows_in(one)
    assert not on(40, "all").shows_in(one._replace(term="sanctions"))
    assert not on(70).shows_in(one)
    assert not on(-1).shows_in(one)
