"""The gate on change points: its scores by hand, and its readers on small archives of our own numbers."""

from __future__ import annotations

import io
import json
import tarfile
from datetime import datetime, timedelta
from math import exp
from typing import TYPE_CHECKING

import pytest

from monitor.errors import UsageError
from monitor.gates.benchmarks import BUSY, COUNTS, NAB, PER_CENT, TCPD, TWEETS, nab, tcpd
from monitor.gates.change_points import measure_nab, measure_tcpd
from monitor.gates.change_scores import covering, f1, nab_score, stretches

if TYPE_CHECKING:
    from pathlib import Path

BEGUN = datetime.fromisoformat("2015-03-01 09:02:53")


def archived(path: Path, files: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(path, "w:xz") as archive:
        for name, text in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))


def values(result) -> dict[str, float]:
    return {figure.name: round(figure.value, 3) for figure in result.figures}


# ------------------------------------------------------------------------ scores


def test_f1_takes_all_annotators_for_precision_and_each_for_recall():
    # Answers 0 and 22: both are somebody's. Recall: 2 of 2, 1 of 1, 2 of 3.
    assert f1([[20], [], [24, 60]], [22]) == pytest.approx(2 * (8 / 9) / (1 + 8 / 9))
    # One of two answers is nobody's: precision 1/2, recall the same as of no answer: 1/2, 1, 1/3.
    assert f1([[20], [], [24, 60]], [40]) == pytest.approx(2 * 0.5 * (11 / 18) / (0.5 + 11 / 18))


def test_the_margin_is_five_and_one_answer_stands_for_one_place():
    assert f1([[20]], [25]) == 1.0
    assert f1([[20]], [26]) == 0.5
    assert f1([[20, 24]], [22]) == pytest.approx(2 * 1 * (2 / 3) / (1 + 2 / 3))


def test_covering_is_the_best_overlap_of_each_stretch():
    assert stretches([4, 0, 12], 10) == [range(4), range(4, 10)]
    assert covering([[4]], [4], 10) == 1.0
    assert covering([[4]], [], 10) == pytest.approx((4 * 0.4 + 6 * 0.6) / 10)
    # 5 and 5 against 4 and 6: 4 of 5 and 5 of 6 overlap; the second annotator saw no change.
    assert covering([[4], []], [5], 10) == pytest.approx(((4 * 4 / 5 + 6 * 5 / 6) / 10 + 0.5) / 2)


def test_saying_nothing_loses_one_for_each_window():
    assert nab_score(100, [(40, 49), (70, 79)], []) == -2.0


def test_a_window_is_worth_more_the_earlier_it_is_met_and_counts_once():
    assert nab_score(100, [(40, 49)], [40]) == 1.0
    assert nab_score(100, [(40, 49)], [40, 45]) == 1.0
    # The sixth of ten records lies half a window before its end: (2/(1 + e^-2.5) − 1)/(2/(1 + e^-5) − 1).
    assert nab_score(100, [(40, 49)], [45]) == pytest.approx(0.848284 / 0.986614, abs=1e-5)


def test_a_detection_outside_costs_a_ninth_or_less_soon_after_a_window():
    assert nab_score(100, [(40, 49)], [30]) == pytest.approx(-1 - 0.11)
    assert nab_score(100, [(40, 49)], [90]) == pytest.approx(-1 - 0.11)
    # Nine records after a window of ten: a whole one behind it.
    assert nab_score(100, [(40, 49)], [58]) == pytest.approx(-1 - 0.11 * 0.986614, abs=1e-5)


def test_the_first_records_are_for_learning():
    assert nab_score(100, [(40, 49)], [14]) == -1.0
    assert nab_score(100, [(40, 49)], [15]) == -1.11
    assert nab_score(100_000, [(40_000, 49_999)], [750]) == -1.11


# ------------------------------------------------------------------------ readers


def a_tcpd(path: Path) -> None:
    steady = [20, 25, 15, 20] * 10
    files: dict[str, str] = {}
    people = {}
    for name in (*PER_CENT, *COUNTS):
        raw: list[float | None] = [*steady, *([80] * 20)]
        raw[3] = None
        files[f"datasets/{name}/{name}.json"] = json.dumps({"name": name, "n_obs": 60, "series": [{"raw": raw}]})
        people[name] = {"6": [40], "7": []}
    archived(path / TCPD, {**files, "annotations.json": json.dumps(people)})


def test_a_per_cent_is_a_share_and_a_count_is_held_against_twice_what_was_largest_at_first(tmp_path):
    a_tcpd(tmp_path)
    rate, count, *_ = tcpd(tmp_path)
    assert [(share.k, share.n) for share in rate.shares[:2]] == [(2000, 10_000), (2500, 10_000)]
    assert [(share.k, share.n) for share in count.shares[:2]] == [(20, 50), (25, 50)]
    assert (count.shares[-1].k, count.shares[-1].n) == (50, 50)
    assert count.places[:4] == (0, 1, 2, 4)
    assert (count.length, count.people) == (60, ((40,), ()))


def test_what_is_found_is_placed_among_all_periods(tmp_path):
    a_tcpd(tmp_path)
    found = measure_tcpd(tmp_path)
    assert {row[-1] for row in found.tables[0].rows} == {"40"}
    assert values(found) == {
        "f1": 1.0, "cover": 0.833, "f1-if-nothing-changes": 0.857, "cover-if-nothing-changes": 0.778,
    }  # fmt: skip


def a_nab(path: Path, hours: int = 60) -> None:
    """Ten companies, twelve records an hour; the first is spoken of five times as much from the fiftieth hour on."""
    stamps = [BEGUN + timedelta(minutes=5 * at) for at in range(12 * hours)]
    marked: dict[str, list[list[str]]] = {name: [] for name in (*TWEETS, BUSY)}
    marked[TWEETS[0]] = [[f"{stamps[12 * 49]}.000000", f"{stamps[12 * 53]}.000000"]]
    files = {}
    for name in TWEETS:
        loud = [10 if name == TWEETS[0] and at >= 12 * 50 else 2 for at in range(len(stamps))]
        rows = [f"{at},{value}" for at, value in zip(stamps, loud, strict=True)]
        files[f"data/{name}"] = "\n".join(["timestamp,value", *rows])
    rows = [f"{at},30.5" for at in stamps]
    files[f"data/{BUSY}"] = "\n".join(["timestamp,value", *rows])
    archived(path / NAB, {**files, "labels/combined_windows.json": json.dumps(marked)})


def test_mentions_are_a_share_of_all_ten_by_the_hour(tmp_path):
    a_nab(tmp_path)
    first, *_, busy = nab(tmp_path)
    assert [(share.k, share.n) for share in first.shares[:2]] == [(24, 240), (24, 240)]
    assert first.places[:2] == (11, 23)
    assert first.windows == ((588, 636),)
    assert (busy.shares[0].k, busy.shares[0].n) == (366, 1200)


def test_an_alarm_counts_when_it_is_told(tmp_path):
    a_nab(tmp_path)
    found = measure_nab(tmp_path)
    rows = {row[0]: row for row in found.tables[0].rows}
    assert rows[TWEETS[0]][3:] == ("1 of 1", "0")
    assert {row[3] for name, row in rows.items() if name != TWEETS[0]} == {"0 of 0"}
    assert values(found)["windows-found"] == 1.0
    # Told at the end of the second loud hour, fourteen records before the end of a window of 49.
    assert values(found)["nab-standard"] == pytest.approx(
        50 * (1 + (2 / (1 + exp(-5 * 14 / 49)) - 1) / 0.986614), abs=0.01
    )


def test_an_archive_without_its_files_is_refused_in_words(tmp_path):
    archived(tmp_path / TCPD, {"annotations.json": "{}"})
    with pytest.raises(UsageError, match=f"has no datasets/{PER_CENT[0]}"):
        tcpd(tmp_path)
    (tmp_path / NAB).parent.mkdir()
    (tmp_path / NAB).write_bytes(b"nothing of the kind")
    with pytest.raises(UsageError, match="cannot be read"):
        nab(tmp_path)
