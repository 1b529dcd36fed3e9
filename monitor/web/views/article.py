"""One article: its text with the statements marked, and what each was taken for."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from monitor.digest import issue_name, office_name
from monitor.digest.words import issue_of, level_word
from monitor.types import Alert, Article, Statement, World
from monitor.web.page import Page, Pager, Table
from monitor.web.shapes import Code, PageNumber
from monitor.web.shelf import MissingError, Shelf
from monitor.web.views.articles import STAGES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

LETTERS = 40_000
"""Of a text on one page: a novel in a feed would else be one page too."""
NEAR = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleAsked:
    id: Code
    page: PageNumber = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement: `number` is its place in the article, [start, end) its place in the text; `has_stream`: there is a time line to lead to."""

    number: int
    start: int
    end: int
    text: str
    speaker: str
    office: str | None
    office_name: str
    voice: str
    commitment: str
    issue: str | None
    issue_name: str
    level: int | None
    level_word: str
    weight: float
    has_stream: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text; `opens` are statements that begin here, `inside` those that it is a part of, `at` its place.

    `placed`: one of them is of a followed office on a followed issue, and weighs something.
    """

    text: str
    at: int
    opens: tuple[int, ...]
    inside: tuple[int, ...]
    placed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertLink:
    id: str
    headline: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A sentence that was changed: `before` None where it is new, `after` None where it was taken out; `at`: when we saw it."""

    at: datetime
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleShown:
    """`paragraphs` are one part of the text; `alerts` rest on words of this article; `copies` other articles that tell the same; `edits`: what was changed of it after publication, oldest first."""

    id: str
    title: str
    outlet: str
    owner: str
    feed: str
    url: str | None
    author: str | None
    published: datetime | None
    seen: datetime
    language: str | None
    genre: str | None
    primary: bool
    backlog: bool
    stage: str
    stage_word: str
    reason: str | None
    copy_of: str | None
    copies: int
    letters: int
    paragraphs: tuple[tuple[Piece, ...], ...]
    statements: tuple[Said, ...]
    edits: tuple[Edit, ...]
    alerts: tuple[AlertLink, ...]
    page: int
    pages: int


def article_view(shelf: Shelf, asked: ArticleAsked) -> ArticleShown:
    found = shelf.review.read_article(asked.id)
    if found is None:
        raise MissingError("There is no such article.")
    article, world = found.article, shelf.config.world
    statements = shelf.review.statements(article.id)
    streams = _streams(shelf, statements)
    said = tuple(_said(number, one, world, streams) for number, one in enumerate(statements, 1))
    parts = Pager(page=asked.page, size=LETTERS, total=len(article.text))
    return ArticleShown(
        id=article.id,
        title=article.title,
        outlet=article.outlet,
        owner=article.owner,
        feed=article.feed_id,
        url=article.url,
        author=article.author,
        published=article.published,
        seen=article.seen,
        language=found.language,
        genre=found.genre,
        primary=article.primary,
        backlog=article.backlog,
        stage=found.stage,
        stage_word=STAGES.get(found.stage, found.stage),
        reason=found.reason,
        copy_of=found.copy_of,
        copies=max(0, len(shelf.review.copies(article.id)) - 1),
        letters=len(article.text),
        paragraphs=paragraphs(article.text, said, start=parts.offset, end=parts.offset + LETTERS),
        statements=said,
        edits=tuple(
            Edit(at=revision.at, before=change.before, after=change.after)
            for revision in shelf.store.revisions([article.id])
            for change in revision.changes
        ),
        alerts=_alerts(shelf, article),
        page=asked.page,
        pages=parts.pages,
    )


def _streams(shelf: Shelf, statements: Sequence[Statement]) -> frozenset[tuple[str, str]]:
    """The offices and issues of the statements of which a line is known."""
    placed = {(one.office, one.issue) for one in statements if one.office and one.issue}
    return frozenset((office, issue) for office, issue in placed if shelf.review.standings(office=office, issue=issue))


def _said(number: int, statement: Statement, world: World, streams: Collection[tuple[str, str]]) -> Said:
    issue = issue_of(world, statement.issue) if statement.issue else None
    return Said(
        number=number,
        start=statement.start,
        end=statement.end,
        text=statement.text,
        speaker=statement.speaker or "",
        office=statement.office,
        office_name=office_name(world, statement.office) if statement.office else "",
        voice=statement.voice,
        commitment=statement.commitment,
        issue=statement.issue,
        issue_name=issue_name(world, statement.issue) if statement.issue else "",
        level=None if statement.abstained else statement.level,
        level_word="" if statement.abstained else level_word(issue, statement.level),
        weight=round(statement.weight, 2),
        has_stream=(statement.office, statement.issue) in streams,
        reasons=statement.reasons,
    )


def paragraphs(text: str, said: tuple[Said, ...], *, start: int, end: int) -> tuple[tuple[Piece, ...], ...]:
    """[start, end) of the text, cut at line ends and wherever a statement begins or ends."""
    found, at = [], start
    for line in text[start:end].splitlines(keepends=True):
        if line.strip():
            found.append(_pieces(text, said, at, at + len(line.rstrip())))
        at += len(line)
    return tuple(found)


def _pieces(text: str, said: tuple[Said, ...], start: int, end: int) -> tuple[Piece, ...]:
    here = [one for one in said if one.start < end and one.end > start]
    cuts = sorted({start, end, *(max(start, one.start) for one in here), *(min(end, one.end) for one in here)})
    return tuple(
        Piece(
            text=text[a:b],
            at=a,
            opens=tuple(one.number for one in here if one.start == a),
            inside=tuple(one.number for one in here if one.start <= a and one.end >= b),
            placed=any(one.office and one.issue and one.weight for one in here if one.start <= a and one.end >= b),
        )
        for a, b in itertools.pairwise(cuts)
    )


def _alerts(shelf: Shelf, article: Article) -> tuple[AlertLink, ...]:
    """Alerts on what this article speaks of, that quote it."""
    issues = sorted({utterance.key.issue for utterance in shelf.store.utterances_of(article.id)})
    near = shelf.store.alerts_on(issues, article.dated - NEAR, article.dated + NEAR) if issues else []
    return tuple(AlertLink(id=a.id, headline=a.headline, at=a.at) for a in near if _quotes(a, article.id))


def _quotes(alert: Alert, article_id: str) -> bool:
    return any(place.article == article_id for place in alert.evidence)


def _table(shown: ArticleShown) -> Table:
    names = ("number", "start", "end", "speaker", "office", "voice", "commitment", "issue", "level", "weight", "text")
    return Table.of(names, shown.statements)


PAGE = Page(
    path="/articles/{id}",
    title="Article",
    section="Articles",
    template="article.html.jinja",
    asked=ArticleAsked,
    shown=ArticleShown,
    view=article_view,
    table=_table,
    summary="One article: its text, the statements found in it, the alerts that quote it.",
)
