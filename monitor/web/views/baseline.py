"""What is compared with: the rows, what is heard today, changes that were made, and changes that wait for a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from monitor.config import Amendment, history, waiting
from monitor.digest import issue_name, office_name
from monitor.digest.words import issue_of, level_word
from monitor.types import Position, Proposal, Standing, StreamKey, World
from monitor.web.page import Page, Table
from monitor.web.shapes import Code
from monitor.web.shelf import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineAsked:
    issue: Code | None = None
    bloc: Code | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineRow:
    """A row; `heard` is where its stream stands today."""

    id: str
    actor: str
    office: str | None
    office_name: str
    bloc: str
    issue: str
    issue_name: str
    level: int | None
    level_word: str
    claim: str
    use: str
    as_of: date
    hedges: str
    note: str
    source: str
    pinned: bool
    heard: float | None
    heard_n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A line that a person holds for the new one of a stream."""

    id: str
    alert: str
    office: str
    office_name: str
    issue: str
    issue_name: str
    level: int
    level_word: str
    claim: str
    as_of: date
    by: str
    at: datetime
    state: Literal["open", "approved", "rejected"]
    decided_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """A change of rows in the files; each `change` a row with what differs in it."""

    id: str
    at: str
    by: str
    why: str
    base: str
    result: str | None
    approved_by: str | None
    approved_at: str | None
    changes: tuple[Amending, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amending:
    sign: Literal["new", "gone", "changed"]
    row: str
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineShown:
    """`hash` is what the service compares with now; `hash_after` is what the files say where they were changed since it began."""

    asked: BaselineAsked
    name: str
    as_of: date
    source: str
    hash: str
    hash_after: str | None
    rows: tuple[BaselineRow, ...]
    waiting: tuple[Amended, ...]
    proposals: tuple[Proposed, ...]
    history: tuple[Amended, ...]


def baseline_view(shelf: Shelf, asked: BaselineAsked) -> BaselineShown:
    baseline, world, folder = shelf.config.baseline, shelf.config.world, Path(shelf.config.folder)
    heard = {standing.key: standing for standing in shelf.review.standings()}
    done = history(folder)
    return BaselineShown(
        asked=asked,
        name=baseline.name,
        as_of=baseline.as_of,
        source=baseline.source,
        hash=baseline.hash,
        hash_after=done[-1].result if done and done[-1].result != baseline.hash else None,
        rows=tuple(
            _row(p, world, heard)
            for p in baseline.positions
            if asked.issue in (None, p.issue) and asked.bloc in (None, p.bloc)
        ),
        waiting=tuple(_amended(one) for one in waiting(folder)),
        proposals=tuple(_proposed(one, world) for one in reversed(shelf.store.proposals())),
        history=tuple(_amended(one) for one in reversed(done)),
    )


def _row(position: Position, world: World, heard: dict[StreamKey, Standing]) -> BaselineRow:
    stream = heard.get(StreamKey(position.office or "", position.issue))
    return BaselineRow(
        id=position.id,
        actor=position.actor,
        office=position.office,
        office_name=office_name(world, position.office)
        if position.office
        else world.blocs.get(position.bloc, position.bloc),
        bloc=position.bloc,
        issue=position.issue,
        issue_name=issue_name(world, position.issue),
        level=position.level,
        level_word=level_word(issue_of(world, position.issue), position.level),
        claim=position.claim,
        use=position.use,
        as_of=position.as_of,
        hedges=position.hedges,
        note=position.note,
        source=position.source,
        pinned=position.pinned,
        heard=None if stream is None or stream.state == "seed-only" else round(stream.mean, 2),
        heard_n=0 if stream is None else stream.n,
    )


def _proposed(proposal: Proposal, world: World) -> Proposed:
    return Proposed(
        id=proposal.id,
        alert=proposal.alert_id,
        office=proposal.office,
        office_name=office_name(world, proposal.office),
        issue=proposal.issue,
        issue_name=issue_name(world, proposal.issue),
        level=proposal.level,
        level_word=level_word(issue_of(world, proposal.issue), proposal.level),
        claim=proposal.claim,
        as_of=proposal.as_of,
        by=proposal.by,
        at=proposal.at,
        state=proposal.state,
        decided_by=proposal.decided_by,
    )


def _amended(one: Amendment) -> Amended:
    return Amended(
        id=one.id,
        at=one.at,
        by=one.by,
        why=one.why,
        base=one.base,
        result=one.result,
        approved_by=one.approved_by,
        approved_at=one.approved_at,
        changes=tuple(
            Amending(
                sign="new" if change.before is None else "gone" if change.after is None else "changed",
                row=change.id,
                fields=tuple((name, _said(a), _said(b)) for name, a, b in change.fields),
            )
            for change in one.changes
        ),
    )


def _said(value: object) -> str:
    return "–" if value in (None, "") else str(value)


def _table(shown: BaselineShown) -> Table:
    names = (
        "id", "actor", "office", "bloc", "issue", "level", "level_word", "claim", "use", "as_of", "pinned", "heard", "heard_n",
        "hedges", "note", "source",
    )  # fmt: skip
    return Table.of(names, shown.rows)


PAGE = Page(
    path="/baseline",
    title="Baseline",
    section="Baseline",
    template="baseline.html.jinja",
    asked=BaselineAsked,
    shown=BaselineShown,
    view=baseline_view,
    table=_table,
    summary="The rows that everything is compared with, their history, and changes that wait for approval.",
)
