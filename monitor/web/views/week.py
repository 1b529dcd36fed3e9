"""This week: what moved, what waits for an answer, and whether the service does its work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from monitor.digest import Week, parse_week, previous_week, rank, week_of
from monitor.digest.positions import WORTH_AN_ARROW
from monitor.digest.words import counted, date_range, sentence
from monitor.types import GAP_TOLD_FOR, AlertFilter, Standing, StreamKey, World
from monitor.types.feeds import ANSWERING, QUIET, TROUBLED
from monitor.web.page import Page, Table
from monitor.web.shapes import WeekName
from monitor.web.shelf import Shelf
from monitor.web.views.alert_rows import AlertRow, alert_row, alert_table
from monitor.web.views.feeds import FeedRow, feed_rows
from monitor.web.views.issues import Stand, stands

MOST_ALERTS = 40
MOST_LINES = 8
MOST_UNSENT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekAsked:
    """`week` like 2026-W47; without one the week that runs now."""

    week: WeekName | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekShown:
    """`alerts` are the weightiest; the counts are of all. `digest`: whether the week's digest is made. `troubled` feeds do not answer now,
    `silent` ones answer and bring nothing for unusually long, in `gaps` items may have been missed since yesterday; of each, the speakers' own first.
    `farthest` leaves out the `heard_since` lines that were heard after the week: they are known as they stand now, not as they stood then.
    `alerts_before`: where it has no alert, the last week before it that has.
    """

    asked: WeekAsked
    week: str
    dates: str
    first: date
    running: bool
    title: str
    before: str
    after: str | None
    alerts: tuple[AlertRow, ...]
    alerts_before: str | None
    total: int
    chat: int
    open: int
    confirmed: int
    dismissed: int
    articles: int
    utterances: int
    digest: bool
    farthest: tuple[Stand, ...]
    heard_since: int
    troubled: tuple[FeedRow, ...]
    silent: tuple[FeedRow, ...]
    gaps: tuple[FeedRow, ...]
    feeds: int
    answering: int
    problems: tuple[str, ...]
    unsent: tuple[str, ...]
    backlog: dict[str, int]
    as_of: datetime


def week_view(shelf: Shelf, asked: WeekAsked) -> WeekShown:
    zone, world = shelf.config.digest.timezone, shelf.config.world
    now = week_of(shelf.now, zone)
    week = parse_week(asked.week, zone) if asked.week else now
    wanted = AlertFilter(since=week.start, until=week.end)
    counts = shelf.review.count_alerts(wanted)
    found = sorted(
        shelf.review.find_alerts(wanted, order="severity", limit=MOST_ALERTS).items,
        key=lambda judged: rank(judged.alert),
    )
    articles, utterances = (
        count(week.start, week.end) for count in (shelf.review.count_articles, shelf.review.count_said)
    )
    known = [one for one in shelf.review.standings() if one.baseline_mean is not None and one.state != "seed-only"]
    then = [one for one in known if one.last_at < week.end]
    feeds = sorted(feed_rows(shelf), key=lambda row: not row.primary)
    return WeekShown(
        asked=asked,
        week=week.name,
        dates=date_range(week.monday, week.monday + timedelta(days=6)),
        first=week.monday,
        running=week.name == now.name,
        title=_title(sum(counts.values()), read=articles + utterances, running=week.name == now.name),
        before=previous_week(week, zone).name,
        after=week_of(week.end, zone).name if week.end <= shelf.now else None,
        alerts=tuple(alert_row(judged, world) for judged in found),
        alerts_before=None if counts else _last_with_alerts(shelf, week),
        total=sum(counts.values()),
        chat=sum(n for (channel, _, _), n in counts.items() if channel == "chat"),
        open=sum(n for (*_, verdict), n in counts.items() if verdict is None),
        confirmed=sum(n for (*_, verdict), n in counts.items() if verdict == "confirm"),
        dismissed=sum(n for (*_, verdict), n in counts.items() if verdict not in (None, "confirm")),
        articles=articles,
        utterances=utterances,
        digest=shelf.store.digest(week.name) is not None,
        farthest=_farthest(then, world),
        heard_since=len(known) - len(then),
        troubled=tuple(row for row in feeds if row.state in TROUBLED),
        feeds=len(feeds),
        silent=tuple(row for row in feeds if row.state in QUIET),
        gaps=tuple(row for row in feeds if row.gap is not None and shelf.now - row.gap <= GAP_TOLD_FOR),
        answering=sum(row.state in ANSWERING for row in feeds),
        problems=shelf.health.problems,
        unsent=tuple(
            f"{waiting.key} ({waiting.attempts} tries): {waiting.error}"
            for waiting in shelf.store.troubled_deliveries(MOST_UNSENT)
        ),
        backlog=dict(shelf.store.backlog(shelf.now)._asdict()),
        as_of=shelf.now,
    )


def _title(alerts: int, *, read: int, running: bool) -> str:
    if not alerts and not read:
        return "Nothing has been read this week" if running else "Nothing was read"
    if not alerts:
        return "Nothing has moved this week" if running else "Nothing moved"
    return sentence(counted(alerts, "alert")) + (" so far this week" if running else "")


def _last_with_alerts(shelf: Shelf, week: Week) -> str | None:
    found = shelf.review.find_alerts(AlertFilter(until=week.start), order="newest", limit=1).items
    return week_of(found[0].alert.raised_at, shelf.config.digest.timezone).name if found else None


def _farthest(known: list[Standing], world: World) -> tuple[Stand, ...]:
    """Lines that stand farthest from their baseline."""
    far = [one for one in known if abs(one.mean - (one.baseline_mean or 0.0)) >= WORTH_AN_ARROW]
    far.sort(key=lambda one: -abs(one.mean - (one.baseline_mean or 0.0)))
    chosen = far[:MOST_LINES]
    order = {one.key: place for place, one in enumerate(chosen)}
    return tuple(sorted(stands(chosen, [], world), key=lambda row: order[StreamKey(row.office, row.issue)]))


def _table(shown: WeekShown) -> Table:
    return alert_table(shown.alerts)


PAGE = Page(
    path="/",
    title="This week",
    section="This week",
    template="week.html.jinja",
    asked=WeekAsked,
    shown=WeekShown,
    view=week_view,
    table=_table,
    summary="A week: its alerts, what waits for an answer, the lines farthest from their baseline, trouble.",
)
