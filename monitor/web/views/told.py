"""Where one thing said was met: the articles that an utterance is counted in."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.types import FoundArticle
from monitor.web.page import Page, Table
from monitor.web.shapes import Code
from monitor.web.shelf import MissingError, Shelf
from monitor.web.views.articles import article_table, minutes_after_first
from monitor.web.views.said import SaidRow, said_row


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldAsked:
    id: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldShown:
    """`rows` in the order in which they were seen, with the minutes after the first; `more`: articles that are counted, and whose own
    words are not kept apart or which were let go of; `outlets` that told it."""

    said: SaidRow
    rows: tuple[FoundArticle, ...]
    minutes: tuple[int, ...]
    outlets: int
    more: int


def told_view(shelf: Shelf, asked: ToldAsked) -> ToldShown:
    """Raises MissingError for an utterance that is not there."""
    known = shelf.store.utterances([asked.id])
    if not known:
        raise MissingError("There is no such utterance.")
    found = shelf.review.articles(sorted({place.article for place in known[0].evidence}))
    return ToldShown(
        said=said_row(known[0], shelf.config.world),
        rows=tuple(found),
        minutes=minutes_after_first(found),
        outlets=len({one.outlet for one in found}),
        more=max(0, known[0].copies - len(found)),
    )


def _table(shown: ToldShown) -> Table:
    return article_table(shown.rows)


PAGE = Page(
    path="/said/{id}/articles",
    title="Where it was said",
    section="Streams",
    template="told.html.jinja",
    asked=ToldAsked,
    shown=ToldShown,
    view=told_view,
    table=_table,
    summary="The articles that one utterance is counted in, the first of them first.",
)
