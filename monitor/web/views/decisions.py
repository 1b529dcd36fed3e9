"""The log of what people decided."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.digest.cards import headline
from monitor.types import Decision
from monitor.web.page import Page, Pager, Table
from monitor.web.shapes import Limit, PageNumber
from monitor.web.shelf import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionsAsked:
    page: PageNumber = 1
    limit: Limit = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionsShown:
    """`titles`: those of the alerts that the rows are about, by id; one that was let go of has none."""

    asked: DecisionsAsked
    rows: tuple[Decision, ...]
    titles: dict[str, str]
    pager: Pager


def decisions_view(shelf: Shelf, asked: DecisionsAsked) -> DecisionsShown:
    found = shelf.review.decisions(offset=(asked.page - 1) * asked.limit, limit=asked.limit)
    return DecisionsShown(
        asked=asked,
        rows=found.items,
        titles=_titles(shelf, {row.about for row in found.items if row.action == "verdict"}),
        pager=Pager(page=asked.page, size=asked.limit, total=found.total),
    )


def _titles(shelf: Shelf, ids: set[str]) -> dict[str, str]:
    alerts = (shelf.store.alert(id_) for id_ in sorted(ids))
    return {alert.id: headline(alert) for alert in alerts if alert is not None}


def _table(shown: DecisionsShown) -> Table:
    names = ("at", "by", "action", "about", "detail")
    return Table.of(names, shown.rows)


PAGE = Page(
    path="/decisions",
    title="Decisions",
    section="Decisions",
    template="decisions.html.jinja",
    asked=DecisionsAsked,
    shown=DecisionsShown,
    view=decisions_view,
    table=_table,
    need="administer",
    summary="Who judged, proposed, approved and changed what, newest first.",
)
