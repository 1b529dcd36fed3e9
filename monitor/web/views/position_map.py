"""Where every office stands on every issue: now, or as a week's digest told it."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.digest import content_of, issue_name
from monitor.digest.positions import turn
from monitor.digest.words import counted, level_word, signed, state_word
from monitor.types import Digest, Issue, Office, Standing, World
from monitor.web.page import Page, Table
from monitor.web.shapes import Code, WeekName
from monitor.web.shelf import MissingError, Shelf
from monitor.web.views.choices import Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class MapAsked:
    """`week` like 2026-W47: as its digest told it; without one: as it is now."""

    week: WeekName | None = None
    bloc: Code | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MapCell:
    """`step` is the level in half steps, −4…4; `word` harder, softer or None; `label` says all."""

    office: str
    issue: str
    mean: float
    step: int
    baseline: float | None
    delta: float | None
    word: str | None
    faded: bool
    state: str
    n: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRow:
    """An office; its cells in the order of the issues shown, None where nothing is known."""

    office: str
    office_name: str
    bloc: str
    cells: tuple[MapCell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapShown:
    """`blocs`: rows by bloc; `weeks`: those with a digest, oldest first; `before` and `after` this one."""

    asked: MapAsked
    issues: tuple[Choice, ...]
    blocs: tuple[tuple[str, tuple[MapRow, ...]], ...]
    choices: tuple[Choice, ...]
    weeks: tuple[str, ...]
    before: str | None
    after: str | None
    streams: int


def map_view(shelf: Shelf, asked: MapAsked) -> MapShown:
    world, weeks = shelf.config.world, shelf.review.weeks_with_digest()
    cells = _live(shelf.review.standings(), world) if asked.week is None else _told(_digest(shelf, asked.week))
    blocs = {office.id: office.bloc for office in world.offices}
    shown = [cell for cell in cells if asked.bloc is None or blocs.get(cell.office) == asked.bloc]
    spoken = {cell.issue for cell in shown}
    issues = [issue.code for issue in world.issues if issue.code in spoken]
    heard = {blocs.get(cell.office) for cell in cells}
    before, after = neighbours(weeks, asked.week)
    return MapShown(
        asked=asked,
        issues=tuple(Choice(value=code, name=issue_name(world, code)) for code in issues),
        blocs=_rows(shown, issues, world),
        choices=tuple(Choice(value=code, name=name) for code, name in world.blocs.items() if code in heard),
        weeks=tuple(weeks),
        before=before,
        after=after,
        streams=len(shown),
    )


def _digest(shelf: Shelf, week: str) -> Digest:
    found = shelf.store.digest(week)
    if found is None:
        raise MissingError("There is no digest of that week.")
    return found


def neighbours(weeks: list[str], week: str | None) -> tuple[str | None, str | None]:
    """The weeks before and after it; before now comes the last."""
    if week is None:
        return (weeks[-1] if weeks else None), None
    earlier, later = [w for w in weeks if w < week], [w for w in weeks if w > week]
    return (earlier[-1] if earlier else None), (later[0] if later else None)


def _live(standings: list[Standing], world: World) -> list[MapCell]:
    places = Places.of(world)
    return [live_cell(standing, places) for standing in standings]


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Offices and issues by their ids: thousands of cells are asked for at once."""

    offices: dict[str, Office]
    issues: dict[str, Issue]

    @classmethod
    def of(cls, world: World) -> Places:
        return cls(
            offices={office.id: office for office in world.offices},
            issues={issue.code: issue for issue in world.issues},
        )

    def office_name(self, office: str) -> str:
        return self.offices[office].name if office in self.offices else office

    def issue_name(self, issue: str) -> str:
        return self.issues[issue].name if issue in self.issues else issue

    def bloc(self, office: str) -> str:
        return self.offices[office].bloc if office in self.offices else ""


def live_cell(standing: Standing, places: Places) -> MapCell:
    issue, bloc = places.issues.get(standing.key.issue), places.bloc(standing.key.office)
    delta = None if standing.baseline_mean is None else standing.mean - standing.baseline_mean
    word = turn(delta, issue.hardening_sign.get(bloc, 0)) if issue else None
    against = (
        "no baseline yet" if standing.baseline_mean is None else f"{signed(standing.baseline_mean)} in the baseline"
    )
    name, on = places.office_name(standing.key.office), places.issue_name(standing.key.issue)
    level = level_word(issue, round(standing.mean))
    return MapCell(
        office=standing.key.office,
        issue=standing.key.issue,
        mean=round(standing.mean, 2),
        step=step_of(standing.mean),
        baseline=None if standing.baseline_mean is None else round(standing.baseline_mean, 2),
        delta=None if delta is None else round(delta, 2),
        word=word,
        faded=False,
        state=standing.state,
        n=standing.n,
        label=f"{name} on {on}: lately {signed(standing.mean)} ({level}), {against}{', ' + word if word else ''}; {counted(standing.n, 'utterance')}; {state_word(standing.state)}",
    )


def step_of(mean: float) -> int:
    return max(-4, min(4, round(mean * 2)))


def _told(digest: Digest) -> list[MapCell]:
    return [
        MapCell(
            office=cell["office"],
            issue=cell["issue"],
            mean=cell["mean"],
            step=step_of(cell["mean"]),
            baseline=cell["baseline"],
            delta=cell["delta"],
            word=cell["word"],
            faded=cell["faded"],
            state=cell["state"],
            n=cell["n"],
            label=cell["label"],
        )
        for cell in content_of(digest)["position_map"]
    ]


def _rows(cells: list[MapCell], issues: list[str], world: World) -> tuple[tuple[str, tuple[MapRow, ...]], ...]:
    places = {(cell.office, cell.issue): cell for cell in cells}
    heard = {cell.office for cell in cells}
    found = []
    for bloc, name in world.blocs.items():
        offices = [office for office in world.offices if office.bloc == bloc and office.id in heard]
        rows = tuple(
            MapRow(office=o.id, office_name=o.name, bloc=bloc, cells=tuple(places.get((o.id, code)) for code in issues))
            for o in offices
        )
        if rows:
            found.append((name, rows))
    return tuple(found)


def _table(shown: MapShown) -> Table:
    names = ("office", "issue", "mean", "baseline", "delta", "word", "state", "n")
    cells = [cell for _, rows in shown.blocs for row in rows for cell in row.cells if cell is not None]
    return Table.of(names, cells)


PAGE = Page(
    path="/map",
    title="Position map",
    section="Map",
    template="map.html.jinja",
    asked=MapAsked,
    shown=MapShown,
    view=map_view,
    table=_table,
    summary="Where every office stands on every issue, now or as a week's digest told it.",
)
