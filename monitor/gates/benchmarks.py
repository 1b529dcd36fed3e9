"""Those series of two public benchmarks of change detection that a detector of shares can be asked about, as shares.

Which they are was settled before any score was computed, by what is counted: a proportion, or things of which there are more than are counted.
TCPD ships no totals; a count is held against twice the largest of its first 16, which were known by then. In NAB the ten companies'
mentions are one another's total, by the hour. Sums of money, prices, temperatures, measured values and ratios have no total.
"""

from __future__ import annotations

import csv
import io
import json
import lzma
import tarfile
from collections import Counter
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from monitor.errors import UsageError
from monitor.types import Share, StreamKey
from monitor.types.overdispersion import FEWEST_WEEKS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

TCPD, NAB = "tcpd/tcpd.tar.xz", "nab/nab_subset.tar.xz"
PER_CENT = ("unemployment_nl",)
COUNTS = ("homeruns", "jfk_passengers", "lga_passengers", "seatbelts", "shanghai_license", "uk_coal_employ")
COMPANIES = ("AAPL", "AMZN", "CRM", "CVS", "FB", "GOOG", "IBM", "KO", "PFE", "UPS")
TWEETS = tuple(f"realTweets/Twitter_volume_{company}.csv" for company in COMPANIES)
BUSY = "realKnownCause/cpu_utilization_asg_misconfiguration.csv"
OF_A_HUNDRED = 100
BEGINS = 2 * FEWEST_WEEKS
"""Periods before a series is first judged."""


class Annotated(NamedTuple):
    """A series of TCPD. `places[i]`: where the i-th of `shares` stands among all `length`; `people`: each annotator's change points."""

    name: str
    shares: tuple[Share, ...]
    places: tuple[int, ...]
    length: int
    people: tuple[tuple[int, ...], ...]


class Windowed(NamedTuple):
    """A file of NAB by the hour. `places[i]`: the last record of the i-th hour among all `length`; `windows`: first and last record."""

    name: str
    shares: tuple[Share, ...]
    places: tuple[int, ...]
    length: int
    windows: tuple[tuple[int, int], ...]


def tcpd(data: Path) -> list[Annotated]:
    """Raises UsageError."""
    names = (*PER_CENT, *COUNTS)
    files = _members(data / TCPD, ["annotations.json", *(f"datasets/{name}/{name}.json" for name in names)])
    people = json.loads(files[0])
    return [_annotated(json.loads(text), people) for text in files[1:]]


def nab(data: Path) -> list[Windowed]:
    """Raises UsageError."""
    windows, busy, *tweets = _members(
        data / NAB, ["labels/combined_windows.json", f"data/{BUSY}", *(f"data/{name}" for name in TWEETS)]
    )
    marked = json.loads(windows)
    records = {name: _records(text) for name, text in zip(TWEETS, tweets, strict=True)}
    all_: Counter[datetime] = Counter()
    for rows in records.values():
        for at, value in rows:
            all_[_hour(at)] += int(value)
    found = [_windowed(name, rows, all_, marked[name]) for name, rows in records.items()]
    rows = _records(busy)
    readings = Counter({hour: OF_A_HUNDRED * count for hour, count in Counter(_hour(at) for at, _ in rows).items()})
    return [*found, _windowed(BUSY, rows, readings, marked[BUSY])]


def _annotated(series: Mapping[str, Any], people: Mapping[str, Mapping[str, Sequence[int]]]) -> Annotated:
    values = [(at, value) for at, value in enumerate(series["series"][0]["raw"]) if value is not None]
    name = series["name"]
    if name in PER_CENT:
        of, total = [value * OF_A_HUNDRED for _, value in values], OF_A_HUNDRED**2
    else:
        of, total = [value for _, value in values], 2 * int(max(value for _, value in values[:BEGINS]))
    shares = _shares(name, [(min(round(k), total), total) for k in of])
    said = tuple(tuple(places) for places in people[name].values())
    return Annotated(name, shares, tuple(at for at, _ in values), series["n_obs"], said)


def _windowed(
    name: str, rows: Sequence[tuple[datetime, float]], all_: Mapping[datetime, int], marked: Sequence[Sequence[str]]
) -> Windowed:
    on: dict[datetime, float] = {}
    last: dict[datetime, int] = {}
    for place, (at, value) in enumerate(rows):
        hour = _hour(at)
        on[hour] = on.get(hour, 0.0) + value
        last[hour] = place
    hours = sorted(on)
    shares = _shares(name, [(round(on[hour]), all_[hour]) for hour in hours])
    where = {at: place for place, (at, _) in enumerate(rows)}
    windows = tuple((where[datetime.fromisoformat(a)], where[datetime.fromisoformat(b)]) for a, b in marked)
    return Windowed(name, shares, tuple(last[hour] for hour in hours), len(rows), windows)


def _shares(name: str, counts: Sequence[tuple[int, int]]) -> tuple[Share, ...]:
    """Periods are numbered by days: only their order matters to the detector."""
    key, first = StreamKey(name, ""), date(2000, 1, 3)
    return tuple(Share(key=key, week=first + timedelta(days=at), k=k, n=n) for at, (k, n) in enumerate(counts))


def _records(text: str) -> list[tuple[datetime, float]]:
    return [
        (datetime.fromisoformat(row["timestamp"]), float(row["value"])) for row in csv.DictReader(io.StringIO(text))
    ]


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def _members(path: Path, names: Sequence[str]) -> list[str]:
    """These files of an archive, as text. Raises UsageError."""
    try:
        with tarfile.open(path, "r:xz") as archive:
            files = {m.name: archive.extractfile(m) for m in archive.getmembers() if m.isfile() and m.name in names}
            texts = {name: file.read().decode() for name, file in files.items() if file is not None}
        return [texts[name] for name in names]
    except KeyError as error:
        raise UsageError(f"{path} has no {error.args[0]}") from error
    except (OSError, EOFError, tarfile.TarError, lzma.LZMAError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read ({error}); give --data the folder that holds the sets") from error
