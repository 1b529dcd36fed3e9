"""Where everything of a time line stands, in the units of its SVG. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from monitor.digest.text_fit import spread
from monitor.digest.words import signed, signed_level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from monitor.web.views.stream import StreamShown, WeekMean

LEFT, RIGHT, TOP, BOTTOM = 44.0, 690.0, 34.0, 284.0
_TICKS = (
    timedelta(weeks=2),
    timedelta(weeks=4),
    timedelta(weeks=8),
    timedelta(weeks=13),
    timedelta(weeks=26),
    timedelta(weeks=52),
)
_MOST_TICKS = 8
_TAG_GAP = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A weekly mean with its band, and the days that it counts."""

    x: float
    y: float
    high: float
    low: float
    since: str
    until: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    x: float
    id: str
    status: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A direct label at the right edge."""

    y: float
    text: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    title: str
    levels: tuple[tuple[float, str], ...]
    poles: tuple[str, str]
    ticks: tuple[tuple[float, str], ...]
    band: tuple[float, float] | None
    baseline: float | None
    dots: tuple[tuple[float, float, float], ...]
    lines: tuple[str, ...]
    weeks: tuple[Week, ...]
    marks: tuple[Mark, ...]
    tags: tuple[Tag, ...]


class _Scale:
    def __init__(self, since: datetime, until: datetime) -> None:
        self.since, self.until = since, until

    def x(self, moment: datetime) -> float:
        part = (moment - self.since) / (self.until - self.since)
        return round(LEFT + 8 + min(1.0, max(0.0, part)) * (RIGHT - LEFT - 16), 1)

    def y(self, level: float) -> float:
        return round(BOTTOM - (level + 2) / 4 * (BOTTOM - TOP), 1)


def timeline(shown: StreamShown) -> Timeline:
    scale = _Scale(shown.since, shown.until)
    return Timeline(
        title=_title(shown),
        levels=tuple((scale.y(level), signed_level(level)) for level in (-2, -1, 0, 1, 2)),
        poles=(shown.axis.get(2, ""), shown.axis.get(-2, "")),
        ticks=tuple(_ticks(scale)),
        band=None if shown.band is None else (scale.y(shown.band[1]), scale.y(shown.band[0])),
        baseline=None if shown.baseline is None else scale.y(shown.baseline),
        dots=tuple((scale.x(dot.at), scale.y(dot.mean), round(1.6 + 3.6 * dot.weight, 1)) for dot in shown.dots),
        lines=tuple(_lines(shown.week_means, scale)),
        weeks=tuple(_week(week, scale) for week in shown.week_means),
        marks=tuple(
            Mark(x=scale.x(alert.at), id=alert.id, status=alert.status, title=f"{alert.at:%-d %b %Y}: {alert.headline}")
            for alert in shown.alerts
            if shown.since <= alert.at < shown.until
        ),
        tags=_tags(shown, scale),
    )


def _title(shown: StreamShown) -> str:
    stands = "" if shown.mean is None else f" stands at {signed(shown.mean)}"
    base = "" if shown.baseline is None else f", baseline {signed(shown.baseline)}"
    return f"{shown.office_name} on {shown.issue_name}{stands}{base}; {len(shown.week_means)} weeks with utterances"


def _ticks(scale: _Scale) -> Iterator[tuple[float, str]]:
    """Mondays, as many as can be read."""
    length = scale.until - scale.since
    step = next((step for step in _TICKS if length / step <= _MOST_TICKS), _TICKS[-1])
    day = scale.until.astimezone(UTC).date()
    moment = datetime.combine(day - timedelta(days=day.weekday()), time(), UTC)
    while moment >= scale.since:
        yield scale.x(moment), f"{moment:%-d %b}" if length < timedelta(weeks=40) else f"{moment:%b %Y}"
        moment -= step


def _week(week: WeekMean, scale: _Scale) -> Week:
    monday = week.monday
    return Week(
        x=scale.x(_middle(monday)),
        y=scale.y(week.mean),
        high=scale.y(week.high),
        low=scale.y(week.low),
        since=monday.isoformat(),
        until=(monday + timedelta(days=7)).isoformat(),
        title=f"Week of {monday:%-d %b %Y}: {signed(week.mean)}, from {week.n} {'utterance' if week.n == 1 else 'utterances'}",
    )


def _middle(monday: date) -> datetime:
    return datetime.combine(monday + timedelta(days=3), time(12), UTC)


def _lines(weeks: Sequence[WeekMean], scale: _Scale) -> Iterator[str]:
    """Through weeks that follow on each other; a week without words breaks the line."""
    run: list[WeekMean] = []
    for week in (*weeks, None):
        if run and (week is None or week.monday - run[-1].monday > timedelta(days=7)):
            if len(run) > 1:
                yield " ".join(f"{scale.x(_middle(one.monday))},{scale.y(one.mean)}" for one in run)
            run = []
        if week is not None:
            run.append(week)


def _tags(shown: StreamShown, scale: _Scale) -> tuple[Tag, ...]:
    """Baseline, where the line stands lately, and the newest week's mean, apart from each other where they would lie on each other."""
    named = []
    if shown.baseline is not None:
        named.append((scale.y(shown.baseline), f"{signed(shown.baseline)} base", "base"))
    if shown.mean is not None:
        named.append((scale.y(shown.mean), f"{signed(shown.mean)} lately", "lately"))
    if shown.week_means:
        last = shown.week_means[-1]
        named.append((scale.y(last.mean), f"{signed(last.mean)} in W{last.monday.isocalendar().week:02}", "now"))
    places = spread([y for y, _, _ in named], _TAG_GAP, TOP + 4, BOTTOM)
    return tuple(Tag(y=round(y + 4, 1), text=text, role=role) for y, (_, text, role) in zip(places, named, strict=True))
