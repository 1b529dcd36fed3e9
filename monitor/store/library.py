"""Articles as people look for them: by words, by feed, by week, by what became of them; and the copies of one. May import only SQLAlchemy, the tables and the types."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import and_, column, exists, func, literal, literal_column, or_, select, table, text

from monitor.errors import UsageError
from monitor.store.articles import COLUMNS, article_of
from monitor.store.columns import UtcTime
from monitor.store.schema import article_states, articles, readings, statements
from monitor.store.search_words import (
    LEAST_BEGINNING,
    Term,
    excerpt,
    for_fts5,
    for_postgresql,
    is_question,
    is_too_wide,
    terms_of,
)
from monitor.types import ArticleFilter, ArticlesFound, FoundArticle, ReadArticle
from monitor.types.titles import without_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection, Row, Select

COUNTED_TO = 1000
"""More are not counted: the first thousand say that the question is too wide."""
COUNTED_AMONG = 200
"""The same where words are looked for in a part of the articles: of those that have them most are of another part, and read in vain."""
MOST_COPIES = 500
_OPENING = 20_000
"""Letters of a text in which an excerpt is looked for."""
_FARTHEST = 10
"""Steps from a copy to what it copies."""
_MOST = 2**63 - 1
"""SQLite's greatest number."""
_NO_PLACE = "that is no place in this list: begin at its start"

_state = article_states.c
_numbers = table("article_search_numbers", column("number"), column("article_id"))
_fts = table("article_search", column("rowid"))


def find(connection: Connection, wanted: ArticleFilter, *, limit: int) -> ArticlesFound:
    """Newest first, by the outlet's date, or by when they were seen where it gave none. Raises UsageError.

    Where words are looked for in SQLite, the articles stored last come first, some hundred at a time, each time newest first.
    """
    terms = terms_of(wanted.words)
    if wanted.words and not is_question(terms):
        raise UsageError(
            "there is no word to look for: write one, “two words” in quotes, or the beginning of one with *"
        )
    if any(is_too_wide(term) for term in terms):
        raise UsageError(f"write {LEAST_BEGINNING} letters or more before the *")
    # The first part is counted by what is read for it: to look for words twice takes twice as long.
    counted_to = COUNTED_AMONG if terms and (wanted.feed or wanted.stage) else COUNTED_TO
    walk = _by_number if terms and connection.dialect.name == "sqlite" else _by_date
    return walk(connection, terms, wanted, limit=limit, counted_to=counted_to)


def _by_date(
    connection: Connection, terms: tuple[Term, ...], wanted: ArticleFilter, *, limit: int, counted_to: int
) -> ArticlesFound:
    found, listed = _dated(terms, wanted)
    after = _before(listed, wanted.after)
    most = limit + 1 if after else max(limit + 1, counted_to)
    order = (listed.dated.desc(), listed.id.desc())
    rows = connection.execute(found.where(*after).order_by(*order).limit(most)).all()
    total = _counted(connection, found, counted_to) if after else min(counted_to, len(rows))
    return ArticlesFound(
        items=tuple(_described(connection, [row.id for row in rows[:limit]], terms)),
        total=total,
        counted_to=counted_to,
        next=_mark(rows[limit - 1]) if len(rows) > limit else None,
    )


def _by_number(
    connection: Connection, terms: tuple[Term, ...], wanted: ArticleFilter, *, limit: int, counted_to: int
) -> ArticlesFound:
    """FTS5 walks its own numbers backwards, so that some come at once however many there are; only these are sorted."""
    found, number = _numbered(terms, wanted), _fts.c.rowid
    place = _stretch(wanted.after)
    within = (number <= place.newest, number >= place.oldest)
    stretch = connection.execute(found.where(*within).order_by(number.desc()).limit(counted_to)).all()
    rows = sorted(stretch, key=lambda row: (row.dated, row.id), reverse=True)
    left = [row for row in rows if place.after is None or (row.dated, row.id) < place.after]
    total = len(rows) if wanted.after is None else _counted(connection, found, counted_to)
    return ArticlesFound(
        items=tuple(_described(connection, [row.id for row in left[:limit]], terms)),
        total=total,
        counted_to=counted_to,
        next=_next_in_stretch(place, stretch, left, limit=limit, full=counted_to),
    )


class _Stretch(NamedTuple):
    """Articles stored one after the other, from `newest` down to `oldest`; `after`: how far they have been shown."""

    newest: int
    oldest: int
    after: tuple[datetime, str] | None


def _stretch(mark: str | None) -> _Stretch:
    """Raises UsageError."""
    if mark is None:
        return _Stretch(_MOST, -_MOST, None)
    numbers, _, place = mark.partition("_")
    newest, _, oldest = numbers.partition(".")
    try:
        if not place:
            return _Stretch(_number(newest), -_MOST, None)
        return _Stretch(_number(newest), _number(oldest), _place(place))
    except (ValueError, OverflowError) as error:
        raise UsageError(_NO_PLACE) from error


def _next_in_stretch(
    place: _Stretch, stretch: Sequence[Row[Any]], left: Sequence[Row[Any]], *, limit: int, full: int
) -> str | None:
    """Its bounds are in the mark: what is stored or let go meanwhile moves nothing over them, and ends nothing."""
    bounded = place.oldest > -_MOST
    oldest = place.oldest if bounded else stretch[-1].number if stretch else None
    if len(left) > limit:
        return f"{stretch[0].number}.{oldest}_{_mark(left[limit - 1])}"
    return str(oldest - 1) if oldest is not None and (bounded or len(stretch) == full) else None


def _numbered(terms: tuple[Term, ...], wanted: ArticleFilter) -> Select[Any]:
    """An article's own row is long, and its days lie behind its text: the days are looked up beside its stage."""
    match = text("article_search MATCH :asked").bindparams(asked=for_fts5(terms))
    known = _numbers.c.article_id
    found = select(known.label("id"), _fts.c.rowid.label("number"), _state.dated)
    found = found.select_from(_fts.join(_numbers, _numbers.c.number == _fts.c.rowid)).where(match)
    if wanted.feed is not None:
        found = found.join(articles, articles.c.id == known).where(articles.c.feed_id == wanted.feed)
    found = found.join(article_states, _state.article_id == known).where(*_seen_within(wanted, _state.seen))
    return found if wanted.stage is None else found.where(_state.stage == wanted.stage)


class _Listed(NamedTuple):
    """Columns of one index that hold a list in its order, or hold all that must be sorted for it."""

    id: ColumnElement[Any]
    seen: ColumnElement[Any]
    dated: ColumnElement[Any]


_BY_STATE = _Listed(_state.article_id, _state.seen, _state.dated)
_OF_FEED_OR_TIME = _Listed(
    articles.c.id, articles.c.seen, func.coalesce(articles.c.published, articles.c.seen, type_=UtcTime())
)


def _dated(terms: tuple[Term, ...], wanted: ArticleFilter) -> tuple[Select[Any], _Listed]:
    narrow = not terms and wanted.stage is None and (wanted.feed, wanted.since, wanted.until) != (None, None, None)
    listed = _OF_FEED_OR_TIME if narrow else _BY_STATE
    found = select(listed.id.label("id"), listed.dated.label("dated")).where(*_seen_within(wanted, listed.seen))
    if not narrow and (terms or wanted.feed is not None):
        found = found.join(articles, articles.c.id == _state.article_id)
    if terms:
        found = found.where(literal_column("articles.article_search").op("@@")(for_postgresql(terms)))
    if wanted.feed is not None:
        found = found.where(articles.c.feed_id == wanted.feed)
    return (found if wanted.stage is None else found.where(_state.stage == wanted.stage)), listed


def _seen_within(wanted: ArticleFilter, seen: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        conditions.append(seen >= wanted.since)
    if wanted.until is not None:
        conditions.append(seen < wanted.until)
    return conditions


def _before(listed: _Listed, mark: str | None) -> tuple[ColumnElement[bool], ...]:
    """Raises UsageError."""
    if mark is None:
        return ()
    try:
        day, article_id = _place(mark)
    except (ValueError, OverflowError) as error:
        raise UsageError(_NO_PLACE) from error
    # Written out: SQLite reads the whole index for a comparison of rows.
    dated = listed.dated
    return (dated <= day, or_(dated < day, and_(dated == day, listed.id < article_id)))


def _number(mark: str) -> int:
    """Raises ValueError, and OverflowError for more than SQLite counts to."""
    number = int(mark)
    if abs(number) > _MOST:
        raise OverflowError("no article has such a number")
    return number


def _place(mark: str) -> tuple[datetime, str]:
    """Raises ValueError, and OverflowError for a moment that is none in UTC."""
    moment, _, article_id = mark.partition("_")
    dated = datetime.fromisoformat(moment)
    if dated.tzinfo is None:
        raise ValueError("nobody can say which moment a time without a zone is")
    return dated.astimezone(UTC), article_id


def _mark(row: Row[Any]) -> str:
    return f"{row.dated.isoformat()}_{row.id}"


def _counted(connection: Connection, found: Select[Any], counted_to: int) -> int:
    some = found.with_only_columns(literal(1), maintain_column_froms=True).limit(counted_to).subquery()
    return connection.scalar(select(func.count()).select_from(some)) or 0


def _described(connection: Connection, ids: Sequence[str], terms: tuple[Term, ...]) -> list[FoundArticle]:
    said = select(func.count()).where(statements.c.article_id == articles.c.id, statements.c.office.is_not(None))
    described = (
        select(
            *(articles.c[name] for name in ("id", "outlet", "title", "url", "seen", "published")),
            articles.c.feed_id.label("feed"),
            func.coalesce(readings.c.language, articles.c.language).label("language"),
            _state.stage,
            _state.reason,
            readings.c.copy_of,
            func.substr(articles.c.text, 1, _OPENING).label("opening"),
            said.scalar_subquery().label("statements"),
        )
        .select_from(articles)
        .join(article_states, _state.article_id == articles.c.id)
        .outerjoin(readings, readings.c.article_id == articles.c.id)
        .where(articles.c.id.in_(ids))
    )
    rows = {row["id"]: dict(row) for row in connection.execute(described).mappings()}
    return [_found(rows[article_id], terms) for article_id in ids if article_id in rows]


def _found(row: dict[str, Any], terms: tuple[Term, ...]) -> FoundArticle:
    opening = without_title(row.pop("opening"), row["title"])
    return FoundArticle(**row, excerpt=excerpt(opening, terms))


def feed_counts(connection: Connection, feed: str, *, since: datetime) -> int:
    """Articles of a feed that were seen since then."""
    of = (articles.c.feed_id == feed, articles.c.seen >= since)
    return connection.scalar(select(func.count()).select_from(articles).where(*of)) or 0


def seen_between(connection: Connection, start: datetime, end: datetime) -> int:
    within = (articles.c.seen >= start, articles.c.seen < end)
    return connection.scalar(select(func.count()).select_from(articles).where(*within)) or 0


def read_article(connection: Connection, article_id: str) -> ReadArticle | None:
    about = (_state.stage, _state.reason, readings.c.language.label("read_in"), readings.c.genre, readings.c.copy_of)
    joined = articles.join(article_states, _state.article_id == articles.c.id).outerjoin(
        readings, readings.c.article_id == articles.c.id
    )
    found = select(*COLUMNS, *about).select_from(joined).where(articles.c.id == article_id)
    row = connection.execute(found).mappings().one_or_none()
    if row is None:
        return None
    return ReadArticle(
        article=article_of(row),
        stage=row["stage"],
        reason=row["reason"],
        language=row["read_in"] or row["language"],
        genre=row["genre"],
        copy_of=row["copy_of"],
    )


def texts(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """The whole texts of a few articles."""
    found = connection.execute(select(articles.c.id, articles.c.text).where(articles.c.id.in_(list(ids))))
    return {row.id: row.text for row in found}


def copies(connection: Connection, article_id: str) -> list[FoundArticle]:
    """The articles that tell one story, also copies of copies, the first of them first."""
    known = exists().where(articles.c.id == article_id)
    if not connection.scalar(select(known)):
        return []
    return as_met(connection, _story(connection, _original(connection, article_id)))


def as_met(connection: Connection, ids: Sequence[str]) -> list[FoundArticle]:
    """Those that are there, by when they were seen; of what was met in one poll what was published first."""
    shown = _described(connection, ids, ())
    return sorted(shown, key=lambda found: (found.seen, found.published or found.seen, found.id))


def _story(connection: Connection, original: str) -> list[str]:
    """The original, what copies it, what copies that, and so on: `MOST_COPIES` of them about."""
    story, newest = [original], [original]
    while newest and len(story) <= MOST_COPIES:
        copying = select(readings.c.article_id).where(
            readings.c.copy_of.in_(newest), readings.c.article_id.not_in(story)
        )
        newest = list(connection.scalars(copying.limit(MOST_COPIES)))
        story += newest
    return story


def _original(connection: Connection, article_id: str) -> str:
    for _ in range(_FARTHEST):
        before = connection.scalar(select(readings.c.copy_of).where(readings.c.article_id == article_id))
        if before is None:
            break
        article_id = before
    return article_id
