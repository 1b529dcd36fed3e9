"""What one office says on one issue: a time line, and every utterance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from monitor.digest import issue_name, office_name
from monitor.digest.intervals import band, baseline_band
from monitor.digest.words import issue_of, level_word
from monitor.types import AlertFilter, SaidFilter, StreamDot, StreamKey, StreamWeek
from monitor.web.page import Page, Pager, Table
from monitor.web.shapes import Code, Limit, PageNumber, Weeks
from monitor.web.shelf import MissingError, Shelf
from monitor.web.views.alert_rows import AlertRow, alert_row
from monitor.web.views.said import SaidRow, said_row, said_table

DOTS = 600
"""Dots drawn, the newest; more would be a cloud and a long page. The means are of all."""
ALERTS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamAsked:
    """`weeks`: how far back the time line goes."""

    office: Code
    issue: Code
    weeks: Weeks = 26
    page: PageNumber = 1
    limit: Limit = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekMean:
    """The weighted mean of a week with its 95 % band, from `n` utterances; the week begins on `monday` (UTC)."""

    monday: date
    mean: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamShown:
    """`axis` names the levels; `band` is the baseline's own; [since, until) is what is drawn and listed."""

    asked: StreamAsked
    office_name: str
    issue_name: str
    state: str
    n: int
    mean: float | None
    mean_word: str
    baseline: float | None
    baseline_word: str
    band: tuple[float, float] | None
    axis: dict[int, str]
    since: datetime
    until: datetime
    week_means: tuple[WeekMean, ...]
    dots: tuple[StreamDot, ...]
    alerts: tuple[AlertRow, ...]
    n_alerts: int
    rows: tuple[SaidRow, ...]
    pager: Pager


def stream_view(shelf: Shelf, asked: StreamAsked) -> StreamShown:
    key, world = StreamKey(asked.office, asked.issue), shelf.config.world
    state, issue = shelf.review.standings(office=key.office, issue=key.issue), issue_of(world, key.issue)
    if not state:
        raise MissingError("Nothing is known of this office on this issue.")
    standing, until = state[0], _end(shelf, state[0].last_at)
    since = until - timedelta(weeks=asked.weeks)
    said = shelf.review.said(
        SaidFilter(office=key.office, issue=key.issue, since=since, until=until),
        offset=(asked.page - 1) * asked.limit,
        limit=asked.limit,
    )
    alerts = shelf.review.find_alerts(AlertFilter(office=key.office, issue=key.issue), limit=ALERTS)
    around = (
        baseline_band(standing.baseline_mean, shelf.config.rules.baseline.prior_n + standing.n)
        if standing.baseline_mean is not None
        else None
    )
    return StreamShown(
        asked=asked,
        office_name=office_name(world, key.office),
        issue_name=issue_name(world, key.issue),
        state=standing.state,
        n=standing.n,
        mean=standing.mean,
        mean_word=level_word(issue, round(standing.mean)),
        baseline=standing.baseline_mean,
        baseline_word="" if standing.baseline_mean is None else level_word(issue, round(standing.baseline_mean)),
        band=(around.low, around.high) if around else None,
        axis=dict(issue.axis) if issue else {},
        since=since,
        until=until,
        week_means=tuple(week_mean(week) for week in shelf.review.stream_weeks(key, since, until)),
        dots=tuple(shelf.review.stream_dots(key, since, until, limit=DOTS)),
        alerts=tuple(alert_row(judged, world) for judged in alerts.items),
        n_alerts=alerts.total,
        rows=tuple(said_row(utterance, world) for utterance in said.items),
        pager=Pager(page=asked.page, size=asked.limit, total=said.total),
    )


def _end(shelf: Shelf, last: datetime) -> datetime:
    """Where the time line ends: now, or a week after the last words of an archive that lies far back."""
    return shelf.now if shelf.now - last < timedelta(weeks=26) else last + timedelta(weeks=1)


def week_mean(week: StreamWeek) -> WeekMean:
    """As the digest draws it (digest.intervals.mean_band), from sums."""
    if week.weight <= 0:
        return WeekMean(monday=week.week, mean=0.0, low=-2.0, high=2.0, n=week.n)
    mean = week.weighted / week.weight
    found = band(mean, weight=week.weight, squares=max(0.0, week.squares - week.weighted * mean))
    return WeekMean(monday=week.week, mean=round(mean, 3), low=round(found.low, 3), high=round(found.high, 3), n=week.n)


def _table(shown: StreamShown) -> Table:
    return said_table(shown.rows)


PAGE = Page(
    path="/streams/{office}/{issue}",
    title="Stream",
    section="Streams",
    template="stream.html.jinja",
    asked=StreamAsked,
    shown=StreamShown,
    view=stream_view,
    table=_table,
    summary="What one office says on one issue: where it stands, weekly means, utterances, alerts.",
)
