"""Streams over the weeks: weekly means with their bands, carried from digest to digest where the store gives one week."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from monitor.digest.intervals import mean_band
from monitor.digest.weeks import week_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from monitor.digest.content import WeekPoint
    from monitor.types import StreamKey, Utterance

WEEKS = 12
"""How many weeks a chart shows and a digest remembers."""

Trail = dict[str, list["WeekPoint"]]


def trail_key(key: StreamKey) -> str:
    return f"{key.office}|{key.issue}"


def weekly_points(utterances: Iterable[Utterance], timezone: str) -> Trail:
    """By stream, a point for each week in which something was said, oldest first."""
    cells: dict[tuple[str, str], list[Utterance]] = defaultdict(list)
    for utterance in utterances:
        cells[trail_key(utterance.key), week_of(utterance.said_at, timezone).name].append(utterance)
    points: Trail = defaultdict(list)
    for (stream, week), said in sorted(cells.items()):
        points[stream].append(_point(week, said))
    return dict(points)


def _point(week: str, said: Sequence[Utterance]) -> WeekPoint:
    mean, low, high = mean_band([u.mean for u in said], [u.weight for u in said])
    return {"week": week, "mean": round(mean, 3), "low": round(low, 3), "high": round(high, 3), "n": len(said)}


def extended(
    earlier: Mapping[str, Sequence[WeekPoint]], now: Mapping[str, Sequence[WeekPoint]], *, first: str, last: str
) -> Trail:
    """Both together, from week `first` to week `last`; where both know a week, the one that rests on more wins."""
    merged: Trail = {}
    for stream in sorted({*earlier, *now}):
        weeks: dict[str, WeekPoint] = {}
        for point in (*earlier.get(stream, ()), *now.get(stream, ())):
            if first <= point["week"] <= last and point["n"] >= weeks.get(point["week"], point)["n"]:
                weeks[point["week"]] = point
        if weeks:
            merged[stream] = [weeks[week] for week in sorted(weeks)]
    return merged


def added_later(earlier: Mapping[str, Sequence[WeekPoint]], now: Mapping[str, Sequence[WeekPoint]]) -> dict[str, int]:
    """How many utterances of weeks that were told before have come to light since, by week; weeks with none are left out."""
    told = {(stream, point["week"]): point["n"] for stream, points in earlier.items() for point in points}
    known = {(stream, point["week"]): point["n"] for stream, points in now.items() for point in points}
    told_weeks, late = {week for _, week in told}, Counter[str]()
    for place, n in known.items():
        if place[1] in told_weeks:
            late[place[1]] += max(0, n - told.get(place, 0))
    return {week: n for week, n in sorted(late.items()) if n}
