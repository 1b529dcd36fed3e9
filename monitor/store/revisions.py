"""Pages that are looked at again, and what was found changed. May import only SQLAlchemy, the tables and the types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from monitor.store.articles import COLUMNS, article_of
from monitor.store.codec import decode, encode
from monitor.store.schema import articles, looks, revisions
from monitor.types import Look, Revision, Validators, edited_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from monitor.types import Alert


def due(connection: Connection, *, now: datetime, limit: int) -> list[Look]:
    """Those longest due first."""
    both = looks.join(articles, articles.c.id == looks.c.article_id)
    more = (looks.c.text.label("last_text"), looks.c.etag, looks.c.last_modified, looks.c.fed, looks.c.given)
    found = (
        select(*COLUMNS, *more)
        .select_from(both)
        .where(looks.c.due <= now)
        .order_by(looks.c.due, looks.c.article_id)
        .limit(limit)
    )
    return [
        Look(
            article=article_of(row),
            text=row["last_text"],
            validators=Validators(etag=row["etag"], last_modified=row["last_modified"]),
            fed=row["fed"],
            given=row["given"],
        )
        for row in connection.execute(found).mappings()
    ]


def save(
    connection: Connection,
    look: Look,
    *,
    text: str | None,
    validators: Validators,
    due: datetime | None,
    revision: Revision | None,
) -> None:
    """`text` None leaves the page as it was known; `due` None ends the looking."""
    this = looks.c.article_id == look.article.id
    if look.given is not None:  # the feed may have given yet another text meanwhile
        compared = update(looks).where(this, looks.c.given == look.given)
        connection.execute(update(looks).where(this).values(fed=look.given))
        connection.execute(compared.values(given=None))
    if due is None:
        connection.execute(delete(looks).where(this))
    else:
        values: dict[str, Any] = {"due": due}
        if text is not None:
            values |= {"text": text, "etag": validators.etag, "last_modified": validators.last_modified}
        connection.execute(update(looks).where(this).values(values))
    if revision is not None:
        row = {"article_id": look.article.id, "at": revision.at, "document": encode(revision)}
        connection.execute(insert(revisions), row)


def of_articles(connection: Connection, article_ids: Sequence[str]) -> list[Revision]:
    """Oldest first."""
    found = (
        select(revisions.c.document)
        .where(revisions.c.article_id.in_(article_ids))
        .order_by(revisions.c.at, revisions.c.id)
    )
    return [decode(Revision, document) for document in connection.scalars(found)]


def caveats_for(connection: Connection, alert: Alert) -> tuple[str, ...]:
    """What was changed, on the alert's issue, of the articles that it rests on."""
    told = of_articles(connection, sorted({place.article for place in alert.evidence}))
    words = (edited_words(c, revision.at) for revision in told for c in revision.changes if c.issue == alert.issue)
    return tuple(dict.fromkeys(words))
