"""The gate on pages, on small benchmarks of our own words in the shape of the real ones."""

from __future__ import annotations

import io
import json
import lzma
import tarfile
from typing import TYPE_CHECKING

import pytest

from monitor.errors import UsageError
from monitor.gates.figures import Skipped
from monitor.gates.pages import (
    HTMLDATE,
    SCRAPINGHUB,
    TRAFILATURA,
    measure_dates,
    measure_scrapinghub,
    measure_trafilatura,
)
from monitor.gates.run import GATES, Given

if TYPE_CHECKING:
    from pathlib import Path

FIRST = (
    "The envoys met in the old town hall on Monday, and nobody said afterwards what had been agreed behind its doors."
)
SECOND = "A second meeting is planned for the end of the month, though neither side has named a place for it so far."
WHEN = '<meta property="article:published_time" content="2024-03-05T09:00:00Z">'


def page(body: str, head: str = "") -> bytes:
    return (
        f'<!doctype html><meta charset="utf-8"><title>Talks</title>{head}<article>{body}</article><nav><a href="/">Menu</a></nav>'
    ).encode()


def folder(data: Path, needs: tuple[str, ...], labels: dict, pages: dict[str, bytes]) -> Path:
    (data / needs[0]).parent.mkdir(parents=True)
    (data / needs[0]).write_text(json.dumps(labels), encoding="utf-8")
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, body in pages.items():
            member = tarfile.TarInfo(f"html/{name}")
            member.size = len(body)
            archive.addfile(member, io.BytesIO(body))
    (data / needs[1]).write_bytes(lzma.compress(packed.getvalue()))
    return data


def values(result) -> dict[str, float]:
    return {figure.name: round(figure.value, 2) for figure in result.figures}


def test_text_is_measured_by_its_runs_of_words(tmp_path):
    labels = {key: {"articleBody": f"{FIRST}\n\n{SECOND}", "url": f"https://a.example/{key}"} for key in ("one", "two")}
    pages = {"one.html": page(f"<p>{FIRST}</p><p>{SECOND}</p>"), "two.html": page(f"<p>{FIRST}</p>")}
    found = values(measure_scrapinghub(folder(tmp_path, SCRAPINGHUB, labels, pages)))
    assert found["f1"] == pytest.approx(0.85, abs=0.03)  # precision 1, recall 1 and a half
    assert found["f1-held-out"] == pytest.approx(0.66, abs=0.06)


def test_text_is_measured_by_what_must_and_must_not_be_in_it(tmp_path):
    labels = {"https://a.example/1": {"file": "one.html", "with": [FIRST[:30], "not there"], "without": ["Menu"]}}
    found = values(
        measure_trafilatura(folder(tmp_path, TRAFILATURA, labels, {"one.html": page(f"<p>{FIRST}</p>" * 2)}))
    )
    assert found["f1"] == 0.67  # one of two found, nothing wrong


def test_days_are_measured_in_utc_and_where_the_outlet_lives(tmp_path):
    labels = {
        f"https://a.example/{n}": {"file": f"{n}.html", "date": date}
        for n, date in enumerate(["2024-03-05", "2024-03-04", "2024-03-01", "2024-03-05"])
    }
    early = WHEN.replace("T09", "T04")  # the evening before, in America
    pages = {
        "0.html": page(f"<p>{FIRST}</p>" * 2, WHEN), "1.html": page(f"<p>{FIRST}</p>" * 2, early),
        "2.html": page(f"<p>{FIRST}</p>" * 2, WHEN), "3.html": page(f"<p>{SECOND}</p>" * 2),
    }  # fmt: skip
    found = values(measure_dates(folder(tmp_path, HTMLDATE, labels, pages)))
    assert (found["day"], found["day-somewhere"], found["day-where-told"]) == (0.25, 0.5, 0.33)


def test_a_benchmark_that_cannot_be_opened_is_told(tmp_path):
    folder(tmp_path, HTMLDATE, {}, {})
    (tmp_path / HTMLDATE[1]).write_bytes(b"no archive")
    with pytest.raises(UsageError, match="--data"):
        measure_dates(tmp_path)


def test_each_benchmark_that_is_not_there_is_skipped():
    outcomes = list(GATES["pages"](None, Given()))
    assert [type(outcome) for outcome in outcomes] == [Skipped] * 3
