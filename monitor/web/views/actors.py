"""Who is followed: offices and who holds them, and what each of them says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from monitor.types import AlertFilter, Office, Spoken, World
from monitor.web.page import Page, Table
from monitor.web.shapes import Code
from monitor.web.shelf import MissingError, Shelf
from monitor.web.views.alert_rows import AlertRow, alert_row
from monitor.web.views.choices import Choice, bloc_choices
from monitor.web.views.issues import Stand, stands

LATELY = timedelta(weeks=4)
LATEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorsAsked:
    """`all`: also offices that were never heard."""

    bloc: Code | None = None
    all: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRow:
    """`n` utterances in all, `lately` in the last four weeks."""

    office: str
    office_name: str
    bloc: str
    bloc_name: str
    level: int
    holder: str
    issues: int
    n: int
    lately: int
    last: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorsShown:
    asked: ActorsAsked
    rows: tuple[ActorRow, ...]
    silent: int
    since: datetime
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorAsked:
    office: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    person: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorShown:
    row: ActorRow
    since: datetime
    titles: tuple[str, ...]
    held: tuple[Held, ...]
    stands: tuple[Stand, ...]
    alerts: tuple[AlertRow, ...]
    n_alerts: int


def actors_view(shelf: Shelf, asked: ActorsAsked) -> ActorsShown:
    world, since = shelf.config.world, shelf.now - LATELY
    said, lately = _by_office(shelf.review.spoken()), _by_office(shelf.review.spoken(since=since))
    offices = [office for office in world.offices if asked.bloc in (None, office.bloc)]
    heard = [office for office in offices if office.id in said]
    shown = offices if asked.all else heard
    return ActorsShown(
        asked=asked,
        rows=tuple(_row(o, world, said.get(o.id, []), lately.get(o.id, []), day=shelf.now.date()) for o in shown),
        silent=len(offices) - len(heard),
        since=since,
        choices=bloc_choices(world),
    )


def _by_office(spoken: list[Spoken]) -> dict[str, list[Spoken]]:
    found: dict[str, list[Spoken]] = {}
    for one in spoken:
        found.setdefault(one.key.office, []).append(one)
    return found


def _row(office: Office, world: World, said: list[Spoken], lately: list[Spoken], *, day: date) -> ActorRow:
    return ActorRow(
        office=office.id,
        office_name=office.name,
        bloc=office.bloc,
        bloc_name=world.blocs.get(office.bloc, office.bloc),
        level=office.level,
        holder=", ".join(person.name for person in world.persons if person.office_on(day) == office.id),
        issues=len(said),
        n=sum(one.n for one in said),
        lately=sum(one.n for one in lately),
        last=max((one.last for one in said), default=None),
    )


def actor_view(shelf: Shelf, asked: ActorAsked) -> ActorShown:
    world, since = shelf.config.world, shelf.now - LATELY
    office = next((office for office in world.offices if office.id == asked.office), None)
    if office is None:
        raise MissingError("There is no such office in the configuration.")
    said = shelf.review.spoken(office=office.id)
    alerts = shelf.review.find_alerts(AlertFilter(office=office.id), limit=LATEST)
    return ActorShown(
        row=_row(office, world, said, shelf.review.spoken(office=office.id, since=since), day=shelf.now.date()),
        since=since,
        titles=office.titles[:6],
        held=tuple(_held(world, office.id)),
        stands=stands(shelf.review.standings(office=office.id), said, world),
        alerts=tuple(alert_row(judged, world) for judged in alerts.items),
        n_alerts=alerts.total,
    )


def _held(world: World, office: str) -> list[Held]:
    """Newest first."""
    terms = [(p.name, t) for p in world.persons for t in p.terms if t.office == office]
    return [
        Held(person=name, since=t.since, until=t.until)
        for name, t in sorted(terms, key=lambda e: e[1].since, reverse=True)
    ]


def _table(shown: ActorsShown) -> Table:
    names = ("office", "office_name", "bloc", "level", "holder", "issues", "n", "lately", "last")
    return Table.of(names, shown.rows)


def _stands_table(shown: ActorShown) -> Table:
    names = ("office", "issue", "mean", "baseline", "word", "state", "n", "last")
    return Table.of(names, shown.stands)


PAGE = Page(
    path="/actors",
    title="Actors",
    section="Actors",
    template="actors.html.jinja",
    asked=ActorsAsked,
    shown=ActorsShown,
    view=actors_view,
    table=_table,
    summary="Offices that are followed, who holds them, and how much each says.",
)
ONE = Page(
    path="/actors/{office}",
    title="Actor",
    section="Actors",
    template="actor.html.jinja",
    asked=ActorAsked,
    shown=ActorShown,
    view=actor_view,
    table=_stands_table,
    summary="One office: who held it, where it stands on each issue, its latest alerts.",
)
