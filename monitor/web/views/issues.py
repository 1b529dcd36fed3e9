"""What is spoken about: issues, their axes, and who stands where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.types import LEVELS, AlertFilter, Issue, Spoken, Standing, World
from monitor.web.page import Page, Table
from monitor.web.shapes import Code
from monitor.web.shelf import MissingError, Shelf
from monitor.web.views.alert_rows import AlertRow, alert_row
from monitor.web.views.position_map import Places, live_cell

LATEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuesAsked:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRow:
    """`low` and `high` name the ends of the axis."""

    issue: str
    issue_name: str
    low: str
    high: str
    weight: float
    offices: int
    n: int
    last: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuesShown:
    rows: tuple[IssueRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueAsked:
    issue: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Where an office stands on an issue; `n` are its utterances there; `label` says all."""

    office: str
    office_name: str
    bloc: str
    issue: str
    issue_name: str
    mean: float
    step: int
    baseline: float | None
    word: str | None
    state: str
    n: int
    last: datetime
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueShown:
    row: IssueRow
    axis: tuple[tuple[int, str], ...]
    stands: tuple[Stand, ...]
    alerts: tuple[AlertRow, ...]
    n_alerts: int


def issues_view(shelf: Shelf, asked: IssuesAsked) -> IssuesShown:
    _ = asked
    spoken = shelf.review.spoken()
    return IssuesShown(
        rows=tuple(_row(issue, [s for s in spoken if s.key.issue == issue.code]) for issue in shelf.config.world.issues)
    )


def _row(issue: Issue, said: list[Spoken]) -> IssueRow:
    return IssueRow(
        issue=issue.code,
        issue_name=issue.name,
        low=issue.axis.get(-2, ""),
        high=issue.axis.get(2, ""),
        weight=issue.weight,
        offices=len(said),
        n=sum(one.n for one in said),
        last=max((one.last for one in said), default=None),
    )


def issue_view(shelf: Shelf, asked: IssueAsked) -> IssueShown:
    world = shelf.config.world
    issue = next((issue for issue in world.issues if issue.code == asked.issue), None)
    if issue is None:
        raise MissingError("There is no such issue in the configuration.")
    said = shelf.review.spoken(issue=issue.code)
    alerts = shelf.review.find_alerts(AlertFilter(issue=issue.code), limit=LATEST)
    return IssueShown(
        row=_row(issue, said),
        axis=tuple((level, issue.axis.get(level, "")) for level in LEVELS),
        stands=stands(shelf.review.standings(issue=issue.code), said, world),
        alerts=tuple(alert_row(judged, world) for judged in alerts.items),
        n_alerts=alerts.total,
    )


def stands(standings: list[Standing], said: list[Spoken], world: World) -> tuple[Stand, ...]:
    """By level, from one end of the axis to the other."""
    counts = {one.key: one.n for one in said}
    places = Places.of(world)
    rows = [_stand(standing, counts.get(standing.key, standing.n), places) for standing in standings]
    return tuple(sorted(rows, key=lambda row: (row.mean, row.office_name, row.issue_name)))


def _stand(standing: Standing, n: int, places: Places) -> Stand:
    cell = live_cell(standing, places)
    return Stand(
        office=cell.office,
        office_name=places.office_name(cell.office),
        bloc=places.bloc(cell.office),
        issue=cell.issue,
        issue_name=places.issue_name(cell.issue),
        mean=cell.mean,
        step=cell.step,
        baseline=cell.baseline,
        word=cell.word,
        state=cell.state,
        n=n,
        last=standing.last_at,
        label=cell.label,
    )


def _table(shown: IssuesShown) -> Table:
    names = ("issue", "issue_name", "low", "high", "weight", "offices", "n", "last")
    return Table.of(names, shown.rows)


def _stands_table(shown: IssueShown) -> Table:
    names = ("office", "bloc", "issue", "mean", "baseline", "word", "state", "n", "last")
    return Table.of(names, shown.stands)


PAGE = Page(
    path="/issues",
    title="Issues",
    section="Issues",
    template="issues.html.jinja",
    asked=IssuesAsked,
    shown=IssuesShown,
    view=issues_view,
    table=_table,
    summary="The issues, their axes, and how much is said on each.",
)
ONE = Page(
    path="/issues/{issue}",
    title="Issue",
    section="Issues",
    template="issue.html.jinja",
    asked=IssueAsked,
    shown=IssueShown,
    view=issue_view,
    table=_stands_table,
    summary="One issue: its axis, who stands where on it, its latest alerts.",
)
