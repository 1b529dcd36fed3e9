"""Other people's dated counts as the shares that the service keeps of an office: weeks of GDELT and of headlines, months of transcripts.

Of `ru_state_stream` nothing from 2023 on is read: those years are kept to test with.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from monitor.gates.sets import document, listed, rows, table
from monitor.shifts.days import monday
from monitor.types import Share, StreamKey

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

GDELT = "gdelt_rus_ukr_daily/num_articles.csv"
STATE = "ru_state_stream"
EVENTS = f"{STATE}/known_events.csv"
HEADLINES = {source: f"{STATE}/dev/{source}_until_2022.jsonl.gz" for source in ("mfa", "rt", "kremlin")}
TRENDS = ("1tv", "kremlin", "mfa", "rt")
TERMS = {"ukraine": ("ukrain", "kiev", "kyiv"), "sanctions": ("sanction",)}
"""What a headline or its first words must hold to be on a term; the trends have terms of these names."""
UNTIL = date(2023, 1, 1)


class Series(NamedTuple):
    """`shares` in the order of time, one for each week (from its Monday) or month (from its first day). `source`: as the events name it."""

    name: str
    source: str
    term: str
    unit: str
    shares: tuple[Share, ...]


class Event(NamedTuple):
    """What happened from `first` to `last` (one day, or a month), and in which series it shows: a source's name and term, or "all"."""

    name: str
    first: date
    last: date
    seen_in: str

    def shows_in(self, series: Series) -> bool:
        """Whether it is said to, and lies within."""
        named = self.seen_in in (series.source, f"{series.source} {series.term}")
        wanted = named or (self.seen_in == "all" and series.term == "ukraine")
        return wanted and series.shares[0].week <= self.first and self.last <= series.shares[-1].week


def trend_files() -> list[str]:
    """Which files the monthly series need."""
    return [f"{STATE}/{source}_{kind}.json" for source in TRENDS for kind in ("keyword_trends", "monthly_volume")]


def gdelt(data: Path) -> Series:
    """Articles on the ties of Russia and Ukraine among all articles, by week. Raises UsageError."""
    on, all_ = Counter[date](), Counter[date]()
    for row in table(data / GDELT, ("datetime", "Article Count", "All Articles")):
        week = monday(datetime.fromisoformat(row["datetime"]))
        on[week] += int(row["Article Count"])
        all_[week] += int(row["All Articles"])
    return Series("gdelt", "gdelt_rus_ukr_daily", "ukraine", "week", _shares("gdelt", on, all_))


def headlines(data: Path, source: str) -> list[Series]:
    """Headlines with a term, in themselves or in their first words, among all headlines, by week. Raises UsageError."""
    found: dict[str, Counter[date]] = {term: Counter() for term in TERMS}
    all_ = Counter[date]()
    for row in rows(data / HEADLINES[source]):
        day = datetime.fromisoformat(row["date"])
        if day.date() >= UNTIL:
            continue
        words = f"{row['title'] or ''} {row['snippet'] or ''}".casefold()
        all_[monday(day)] += 1
        for term, stems in TERMS.items():
            found[term][monday(day)] += any(stem in words for stem in stems)
    name = f"{source} headlines"
    return [Series(name, name, term, "week", _shares(f"{name} {term}", found[term], all_)) for term in TERMS]


def trends(data: Path, source: str) -> list[Series]:
    """Texts with a term among all texts, by month: k = the published per cent of the published volume, rounded. Raises UsageError."""
    volume = {row["month"]: row["count"] for row in listed(data / STATE / f"{source}_monthly_volume.json")}
    per_cent = data / STATE / f"{source}_keyword_trends.json"
    return [_trend(source, term, volume, _of_term(per_cent, term)) for term in TERMS]


def events(data: Path) -> list[Event]:
    """What is known to have moved the series. Raises UsageError."""
    found = []
    for row in table(data / EVENTS, ("date", "event", "seen_in")):
        seen_in = row["seen_in"].replace("_keyword_trends.json", "")
        found.append(Event(row["event"], *_days(row["date"]), seen_in))
    return found


def _trend(source: str, term: str, volume: Mapping[str, int], per_cent: Mapping[str, float]) -> Series:
    on, all_ = Counter[date](), Counter[date]()
    for month in sorted(volume.keys() & per_cent.keys()):
        first, _ = _days(month)
        if first < UNTIL:
            on[first], all_[first] = round(per_cent[month] * volume[month] / 100), volume[month]
    return Series(f"{source} texts", source, term, "month", _shares(f"{source} {term}", on, all_))


def _of_term(path: Path, term: str) -> dict[str, float]:
    return {row["month"]: row["pct"] for row in document(path).get(term, [])}


def _days(text: str) -> tuple[date, date]:
    """The first and last day of "2014-03-18" or "2014-08"."""
    if len(text) > len("2014-08"):
        return date.fromisoformat(text), date.fromisoformat(text)
    first = date.fromisoformat(f"{text}-01")
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _shares(name: str, on: Mapping[date, int], all_: Mapping[date, int]) -> tuple[Share, ...]:
    key = StreamKey(name, "")
    return tuple(Share(key=key, week=begin, k=on.get(begin, 0), n=all_[begin]) for begin in sorted(all_))
