"""The archive of digests, and one week beside another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from monitor.digest import content_of
from monitor.digest.content import Cell, Content
from monitor.types import DigestHead
from monitor.web.page import Page, Pager, Table
from monitor.web.shapes import Limit, PageNumber, WeekName
from monitor.web.shelf import MissingError, Shelf

WORTH_TELLING = 0.25
"""Levels; what differs by less is the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestsAsked:
    page: PageNumber = 1
    limit: Limit = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestsShown:
    asked: DigestsAsked
    rows: tuple[DigestHead, ...]
    pager: Pager


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeksAsked:
    """Two weeks like 2026-W46 and 2026-W47; without them the last two."""

    a: WeekName | None = None
    b: WeekName | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number of both weeks, and the paths to what is counted."""

    name: str
    a: float | int | None
    b: float | int | None
    path_a: str | None
    path_b: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A stream in both weeks."""

    office: str
    office_name: str
    issue: str
    issue_name: str
    a: float | None
    b: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    id: str
    headline: str
    status: str
    kind_word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    week: str
    title: str
    lines: tuple[str, ...]
    alerts: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeksShown:
    """`moved` are lines that differ, `new` those that only b has, `gone` those that only a has."""

    weeks: tuple[str, ...]
    a: Side
    b: Side
    figures: tuple[Figure, ...]
    moved: tuple[Line, ...]
    new: tuple[Line, ...]
    gone: tuple[Line, ...]


def digests_view(shelf: Shelf, asked: DigestsAsked) -> DigestsShown:
    found = shelf.review.digest_heads(offset=(asked.page - 1) * asked.limit, limit=asked.limit)
    return DigestsShown(
        asked=asked, rows=found.items, pager=Pager(page=asked.page, size=asked.limit, total=found.total)
    )


def weeks_view(shelf: Shelf, asked: WeeksAsked) -> WeeksShown:
    weeks = shelf.review.weeks_with_digest()
    if len(weeks) < 2:
        raise MissingError("Two weeks can be compared once there are two digests.")
    name_a, name_b = asked.a or weeks[-2], asked.b or weeks[-1]
    a, b = _content(shelf, name_a), _content(shelf, name_b)
    moved, new, gone = _lines(a["position_map"], b["position_map"])
    return WeeksShown(
        weeks=tuple(weeks),
        a=_side(name_a, a),
        b=_side(name_b, b),
        figures=_figures(a, b, (name_a, name_b)),
        moved=moved,
        new=new,
        gone=gone,
    )


def _content(shelf: Shelf, week: str) -> Content:
    found = shelf.store.digest(week)
    if found is None:
        raise MissingError(f"There is no digest of {week}.")
    return content_of(found)


def _side(week: str, content: Content) -> Side:
    cards = [*content["top"], *content["more"]]
    return Side(
        week=week,
        title=content["title"],
        lines=tuple(content["lines"]),
        alerts=tuple(
            Told(id=c["alert_id"], headline=c["headline"], status=c["status"], kind_word=c["kind_word"]) for c in cards
        ),
    )


def _figures(a: Content, b: Content, weeks: tuple[str, str]) -> tuple[Figure, ...]:
    books, read = (a["books"], b["books"]), (a["coverage"], b["coverage"])
    alerts = "/alerts?week={}&"

    def figure(name: str, values: tuple[float | None, float | None], path: str | None) -> Figure:
        path_a, path_b = (path.format(week) if path else None for week in weeks)
        return Figure(name=name, a=values[0], b=values[1], path_a=path_a, path_b=path_b)

    return (
        figure("alerts for the chat", (books[0]["chat"], books[1]["chat"]), f"{alerts}channel=chat"),
        figure("held for the digest", (books[0]["digest_only"], books[1]["digest_only"]), f"{alerts}channel=digest"),
        figure("confirmed by people", (books[0]["confirmed"], books[1]["confirmed"]), f"{alerts}judged=confirmed"),
        figure("dismissed by people", (books[0]["dismissed"], books[1]["dismissed"]), f"{alerts}judged=dismissed"),
        figure("precision of eight weeks", (books[0]["precision"], books[1]["precision"]), None),
        figure("utterances", (read[0]["utterances"], read[1]["utterances"]), "/said?week={}"),
        figure("articles", (read[0]["articles"], read[1]["articles"]), "/articles?week={}"),
        figure("feeds that answered", (read[0]["feeds_up"], read[1]["feeds_up"]), None),  # the list of feeds is of now
    )


def _lines(a: list[Cell], b: list[Cell]) -> tuple[tuple[Line, ...], tuple[Line, ...], tuple[Line, ...]]:
    before, after = ({(cell["office"], cell["issue"]): cell for cell in cells} for cells in (a, b))
    both = [_line(before.get(key), after.get(key)) for key in dict.fromkeys([*before, *after])]
    moved = [
        line for line in both if line.a is not None and line.b is not None and abs(line.b - line.a) >= WORTH_TELLING
    ]
    moved.sort(key=lambda line: -abs((line.b or 0) - (line.a or 0)))
    return tuple(moved), tuple(line for line in both if line.a is None), tuple(line for line in both if line.b is None)


def _line(a: Cell | None, b: Cell | None) -> Line:
    cell: Any = b or a
    return Line(
        office=cell["office"],
        office_name=cell["office_name"],
        issue=cell["issue"],
        issue_name=cell["issue_name"],
        a=a["mean"] if a else None,
        b=b["mean"] if b else None,
    )


def _table(shown: DigestsShown) -> Table:
    return Table(
        columns=("week", "start", "end", "made_at", "title"),
        rows=[(row.week, row.start, row.end, row.made_at, row.title) for row in shown.rows],
    )


def _weeks_table(shown: WeeksShown) -> Table:
    names = ("office", "issue", "a", "b")
    return Table.of(names, (*shown.moved, *shown.new, *shown.gone))


PAGE = Page(
    path="/digests",
    title="Digests",
    section="Digests",
    template="digests.html.jinja",
    asked=DigestsAsked,
    shown=DigestsShown,
    view=digests_view,
    table=_table,
    summary="The archive of digests; /api/digests/{week} gives one as it was sent.",
)
WEEKS = Page(
    path="/weeks",
    title="Week against week",
    section="Digests",
    template="weeks.html.jinja",
    asked=WeeksAsked,
    shown=WeeksShown,
    view=weeks_view,
    table=_weeks_table,
    summary="Two digests side by side: numbers, alerts, and the lines that stand elsewhere.",
)
