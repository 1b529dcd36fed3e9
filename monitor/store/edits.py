"""What feeds of primary sources changed of items that they gave before. May import only SQLAlchemy, the tables and the types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from monitor.store.schema import articles, looks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from monitor.types import NewArticle


def note(connection: Connection, found: Sequence[NewArticle]) -> None:
    """Keeps what the feed gives now of what is still looked at, where it is not what it gave last; the next look compares."""
    texts = {(item.feed_id, item.item_key): item.text for item in found if item.primary and item.text}
    if not texts:
        return
    feeds, keys = {feed_id for feed_id, _ in texts}, {key for _, key in texts}
    both = looks.join(articles, articles.c.id == looks.c.article_id)
    watched = (
        select(looks.c.article_id, looks.c.fed, looks.c.given, articles.c.feed_id, articles.c.item_key)
        .select_from(both)
        .where(articles.c.feed_id.in_(feeds), articles.c.item_key.in_(keys), looks.c.fed.is_not(None))
    )
    for row in connection.execute(watched).all():
        text = texts.get((row.feed_id, row.item_key))
        if text is not None and text.split() != (row.given or row.fed).split():
            connection.execute(update(looks).where(looks.c.article_id == row.article_id).values(given=text))
