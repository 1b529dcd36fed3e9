"""Backup and retention. May import only SQLAlchemy and the tables."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, text, update

from monitor.errors import StoreError
from monitor.store import quotes
from monitor.store.articles import WEIGHED
from monitor.store.schema import article_states, articles, bands, statements, utterance_articles

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

QUOTES_KEPT = timedelta(days=730)
"""Beyond what is pruned: an old quotation is known for longer than the article that it stood in."""


def backup(connection: Connection, target: str) -> None:
    """A consistent copy of a SQLite database into a new file, while others read and write. Raises StoreError."""
    if connection.dialect.name != "sqlite":
        raise StoreError(
            "a PostgreSQL database is backed up with its own tool: pg_dump --format=custom --file=FILE DATABASE"
        )
    path = Path(target)
    if path.exists():
        raise StoreError(f"{path} exists already; name a new file")
    if not path.parent.is_dir():
        raise StoreError(f"there is no folder {path.parent} to put the backup in")
    connection.exec_driver_sql("COMMIT")  # VACUUM is its own transaction
    connection.execute(text("VACUUM INTO :target"), {"target": str(path)})


def prune(connection: Connection, *, before: datetime) -> dict[str, int]:
    """Empties what is dated before: texts and statements of weighed articles that no utterance rests on, and all bands.

    The articles' own rows stay, else a feed that still lists them would bring them in as new.
    """
    old = select(article_states.c.article_id).where(
        article_states.c.stage == WEIGHED,
        article_states.c.dated < before,
        article_states.c.article_id.not_in(select(utterance_articles.c.article_id)),
    )
    emptied = connection.execute(update(articles).where(articles.c.id.in_(old), articles.c.text != "").values(text=""))
    removed = connection.execute(delete(statements).where(statements.c.article_id.in_(old)))
    connection.execute(delete(bands).where(bands.c.dated < before))
    quotes.forget(connection, before=before - QUOTES_KEPT)
    return {"articles": emptied.rowcount, "statements": removed.rowcount}
