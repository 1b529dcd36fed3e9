"""Articles read ahead of their turn, on whatever machine had time. May import only SQLAlchemy, the tables and the types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, exists, func, or_, select

from monitor.store.articles import AS_MET, COLUMNS, UNREAD, article_of
from monitor.store.claims import holds, let_go, take
from monitor.store.codec import decode, encode
from monitor.store.inserts import insert_or_renew
from monitor.store.schema import article_states, articles, claims, drafts
from monitor.types import Draft, Reading

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Select

    from monitor.types import Article

READ = "read"
"""The kind of a claim on an article that is being read."""
MOST_TRIES = 3
"""An article at which so many processes ended is left to the leading one, which counts tries and sets aside."""
FAR_AHEAD = 1000
"""So many drafts at most wait to be saved: who reads ahead waits for who saves."""
_state = article_states.c


def claim_ahead(
    connection: Connection, *, holder: str, now: datetime, until: datetime, limit: int, made_for: str
) -> list[Article]:
    """What waits to be read, nobody works on, and nobody has read for this configuration and code; fresh news first.

    What an earlier pass of the holder still has in hand, it failed on: the leading process would wait for it as long as this one lives.
    """
    let_go(connection, READ, holder=holder, now=now)
    if (connection.scalar(select(func.count()).select_from(drafts)) or 0) >= FAR_AHEAD:
        return []
    found = [article_of(row) for row in connection.execute(_ahead(now, limit, made_for)).mappings()]
    mine = set(take(connection, READ, [article.id for article in found], holder=holder, now=now, until=until))
    return [article for article in found if article.id in mine]


def _ahead(now: datetime, limit: int, made_for: str) -> Select[*tuple[Any, ...]]:
    taken = and_(
        claims.c.kind == READ,
        claims.c.piece == _state.article_id,
        or_(holds(now), claims.c.tries >= MOST_TRIES),
    )
    drafted = and_(drafts.c.article_id == _state.article_id, drafts.c.made_for == made_for)
    return (
        select(*COLUMNS)
        .select_from(articles.join(article_states, _state.article_id == articles.c.id))
        .where(
            _state.stage == UNREAD,
            ~exists(select(claims.c.piece).where(taken)),
            ~exists(select(drafts.c.article_id).where(drafted)),
        )
        .order_by(_state.rank, *AS_MET)
        .limit(limit)
        .with_for_update(of=article_states, skip_locked=True)
    )


def keep(connection: Connection, article_id: str, draft: Draft, *, made_for: str) -> None:
    """Only while the article waits: a process that was held up may come late."""
    this = select(_state.stage).where(_state.article_id == article_id).with_for_update()
    if connection.scalar(this) != UNREAD:
        return
    document = None if draft.reading is None else encode(draft.reading)
    row = {"article_id": article_id, "made_for": made_for, "document": document, "error": draft.error}
    connection.execute(insert_or_renew(connection, drafts), row)


def of(connection: Connection, article_id: str, *, made_for: str) -> Draft | None:
    found = select(drafts.c.document, drafts.c.error).where(
        drafts.c.article_id == article_id, drafts.c.made_for == made_for
    )
    row = connection.execute(found).one_or_none()
    if row is None:
        return None
    return Draft(reading=decode(Reading, row.document) if row.document else None, error=row.error)


def forget(connection: Connection, article_id: str) -> None:
    """What was read ahead is saved, or failed and is tried again."""
    connection.execute(delete(drafts).where(drafts.c.article_id == article_id))
