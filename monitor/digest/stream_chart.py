"""A moved stream over the weeks as SVG: utterances, weekly means, the baseline with its band, alert marks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from monitor.digest.frame import Frame
from monitor.digest.templating import draw
from monitor.digest.text_fit import shortened, spread
from monitor.digest.words import short_date, signed, signed_level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from monitor.digest.content import Stream, WeekPoint

_FRAME = Frame(width=360.0, height=186.0, left=24.0, right=278.0, top=32.0, bottom=148.0)
_MARK_LANE = 24.0
_SHORTEST = timedelta(weeks=4)
_POLE_SIZE = 10.5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tag:
    """A direct label at the right edge: its text at `y`, the value it names at `at`."""

    y: float
    at: float
    text: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plot:
    """Everything placed, in the units of the view box."""

    number: int
    title: str
    frame: Frame
    lane: float
    levels: list[tuple[float, str]]
    ticks: list[tuple[float, str, str]]
    pole_up: str
    pole_down: str
    baseline: float | None
    band: tuple[float, float] | None
    segments: list[str]
    bars: list[tuple[float, float, float, float]]
    dots: list[tuple[float, float, float]]
    marks: list[tuple[float, float, str, str]]
    tags: list[_Tag]


class _Scale:
    """Moments and levels → places."""

    def __init__(self, start: datetime, end: datetime) -> None:
        self.start, self.end = start, end

    def x(self, moment: datetime) -> float:
        part = (moment - self.start) / (self.end - self.start)
        return round(_FRAME.left + 6 + min(1.0, max(0.0, part)) * (_FRAME.right - _FRAME.left - 12), 1)

    def y(self, level: float) -> float:
        return round(_FRAME.bottom - (level + 2) / 4 * (_FRAME.bottom - _FRAME.top), 1)


def stream_chart(stream: Stream, number: int) -> Markup:
    """One SVG document; `number` keeps its ids apart from those of the other charts on the page."""
    return draw("stream.svg.jinja", plot=_plot(stream, number))


def _plot(stream: Stream, number: int) -> _Plot:
    end = datetime.fromisoformat(stream["end"])
    scale = _Scale(_first_moment(stream, end), end)
    shown = [point for point in stream["points"] if _middle(point) >= scale.start]
    band = stream["band"]
    return _Plot(
        number=number,
        title=f"{stream['label']}. {len(shown)} weeks shown.",
        frame=_FRAME,
        lane=_MARK_LANE,
        levels=[(scale.y(level), signed_level(level)) for level in (-2, -1, 0, 1, 2)],
        ticks=_ticks(scale, date.fromisoformat(stream["last_day"])),
        pole_up=_pole(stream, 2),
        pole_down=_pole(stream, 0),
        baseline=None if stream["baseline"] is None else scale.y(stream["baseline"]),
        band=(scale.y(band[1]), scale.y(band[0])) if band else None,
        segments=_segments(shown, scale),
        bars=[(scale.x(_middle(p)), scale.y(p["mean"]), scale.y(p["high"]), scale.y(p["low"])) for p in shown],
        dots=[
            (scale.x(datetime.fromisoformat(d["at"])), scale.y(d["mean"]), round(1.5 + 3.5 * d["weight"], 1))
            for d in stream["dots"]
        ],
        marks=_marks(stream, scale),
        tags=_tags(stream, shown, scale),
    )


def _first_moment(stream: Stream, end: datetime) -> datetime:
    """Where the chart begins: with the first thing it shows, at least four weeks before its end."""
    moments = [_middle(point) - timedelta(days=3.5) for point in stream["points"]]
    moments += [datetime.fromisoformat(dot["at"]) for dot in stream["dots"]]
    earliest = min(moments, default=end)
    return max(datetime.fromisoformat(stream["start"]), min(earliest, end - _SHORTEST))


def _middle(point: WeekPoint) -> datetime:
    name = point["week"]
    monday = date.fromisocalendar(int(name[:4]), int(name[6:]), 1)
    return datetime.combine(monday + timedelta(days=3), time(12), tzinfo=UTC)


def _pole(stream: Stream, at: int) -> str:
    sign = "+2" if at == 2 else "−2"
    return shortened(f"{sign}  {stream['axis'][at]}", _POLE_SIZE, _FRAME.width - _FRAME.left)


def _ticks(scale: _Scale, last: date) -> list[tuple[float, str, str]]:
    days = round((scale.end - scale.start) / timedelta(days=1))
    return [
        (_FRAME.left, "start", short_date(last - timedelta(days=days - 1))),
        ((_FRAME.left + _FRAME.right) / 2, "middle", short_date(last - timedelta(days=days // 2))),
        (_FRAME.right, "end", short_date(last)),
    ]


def _segments(points: Sequence[WeekPoint], scale: _Scale) -> list[str]:
    """Lines through the means of weeks that follow on each other; a week without words breaks the line."""
    runs: list[list[WeekPoint]] = []
    for point in points:
        if runs and _middle(point) - _middle(runs[-1][-1]) <= timedelta(days=8):
            runs[-1].append(point)
        else:
            runs.append([point])
    return [" ".join(f"{scale.x(_middle(p))},{scale.y(p['mean'])}" for p in run) for run in runs if len(run) > 1]


def _marks(stream: Stream, scale: _Scale) -> list[tuple[float, float, str, str]]:
    """Where each alert stands, where its triangle fits, its id and status."""
    at = [scale.x(datetime.fromisoformat(mark["at"])) for mark in stream["marks"]]
    drawn = spread(at, 11, _FRAME.left + 6, _FRAME.right - 6)
    return [
        (x, round(place, 1), m["alert_id"], m["status"]) for x, place, m in zip(at, drawn, stream["marks"], strict=True)
    ]


def _tags(stream: Stream, shown: Sequence[WeekPoint], scale: _Scale) -> list[_Tag]:
    """The baseline, where the line stands lately, and the newest week's mean: each says which span it is of."""
    named: list[tuple[float, str, str]] = []
    if stream["baseline"] is not None:
        named.append((stream["baseline"], "base", "base"))
    if stream["mean"] is not None:
        named.append((stream["mean"], "lately", "lately"))
    if shown:
        of_this_week = scale.end - _middle(shown[-1]) < timedelta(days=7)
        named.append((shown[-1]["mean"], "this week" if of_this_week else f"in {shown[-1]['week'][5:]}", "now"))
    at = [scale.y(value) for value, _, _ in named]
    places = spread(at, 13, _FRAME.top + 2, _FRAME.bottom - 2)
    return [
        _Tag(y=round(y + 3.5, 1), at=spot, text=f"{signed(value)} {word}", role=role)
        for y, spot, (value, word, role) in zip(places, at, named, strict=True)
    ]
