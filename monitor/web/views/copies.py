"""One story in several outlets: who had it first, and who told it after."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.types import FoundArticle
from monitor.web.page import Page, Table
from monitor.web.shapes import Code
from monitor.web.shelf import MissingError, Shelf
from monitor.web.views.articles import article_table, minutes_after_first


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiesAsked:
    id: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiesShown:
    """`rows` in the order in which they were seen, with the minutes after the first; `outlets` that told it."""

    id: str
    title: str
    rows: tuple[FoundArticle, ...]
    minutes: tuple[int, ...]
    outlets: int


def copies_view(shelf: Shelf, asked: CopiesAsked) -> CopiesShown:
    found = shelf.review.copies(asked.id)
    if not found:
        raise MissingError("There is no such article.")
    return CopiesShown(
        id=asked.id,
        title=found[0].title,
        rows=tuple(found),
        minutes=minutes_after_first(found),
        outlets=len({one.outlet for one in found}),
    )


def _table(shown: CopiesShown) -> Table:
    return article_table(shown.rows)


PAGE = Page(
    path="/articles/{id}/copies",
    title="Copies of a story",
    section="Articles",
    template="copies.html.jinja",
    asked=CopiesAsked,
    shown=CopiesShown,
    view=copies_view,
    table=_table,
    summary="The articles that tell the same story, the first of them first.",
)
