"""What is let go of with time. What an alert rests on stays. May import only SQLAlchemy and the tables."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, select, update

from monitor.store import quotes
from monitor.store.articles import WEIGHED
from monitor.store.codec import from_json
from monitor.store.schema import (
    alerts,
    article_states,
    articles,
    bands,
    deliveries,
    proposals,
    statements,
    utterance_articles,
    verdicts,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Select

AT_ONCE = 500
QUOTES_KEPT = timedelta(days=730)
"""Beyond what is pruned: an old quotation is known for longer than the article that it stood in."""


def prune(connection: Connection, *, before: datetime) -> dict[str, int]:
    """Empties what is dated before: texts and statements of weighed articles that no utterance and no alert rests on, and all bands.

    The articles' own rows stay, else a feed that still lists them would bring them in as new.
    """
    used = select(utterance_articles.c.article_id)
    unused = _without_alerts(connection, _weighed(before).where(article_states.c.article_id.not_in(used)))
    connection.execute(delete(bands).where(bands.c.dated < before))
    quotes.forget(connection, before=before - QUOTES_KEPT)
    return {"articles": _empty(connection, unused), "statements": _drop_statements(connection, unused)}


def prune_texts(connection: Connection, *, before: datetime) -> dict[str, int]:
    """Empties the texts of all weighed articles but those that an alert rests on; utterances keep their quotations."""
    return {"articles": _empty(connection, _without_alerts(connection, _weighed(before)))}


def prune_statements(connection: Connection, *, before: datetime) -> dict[str, int]:
    """The same for their statements."""
    return {"statements": _drop_statements(connection, _without_alerts(connection, _weighed(before)))}


def prune_alerts(connection: Connection, *, before: datetime) -> dict[str, int]:
    """Alerts that were only ever in the digest, that nobody judged and nothing goes on from; digests stay as they were made."""
    old = select(alerts.c.id).where(
        alerts.c.channel == "digest",
        alerts.c.raised_at < before,
        alerts.c.story.is_(None),
        ~exists(select(verdicts.c.id).where(verdicts.c.alert_id == alerts.c.id)),
        ~exists(select(proposals.c.id).where(proposals.c.alert_id == alerts.c.id)),
        ~exists(select(deliveries.c.id).where(deliveries.c.ref == alerts.c.id)),
    )
    later = alerts.alias("later")
    old = old.where(~exists(select(later.c.id).where(later.c.story == alerts.c.id)))
    return {"alerts": connection.execute(delete(alerts).where(alerts.c.id.in_(old))).rowcount}


def _weighed(before: datetime) -> Select[str]:
    state = article_states.c
    return select(state.article_id).where(state.stage == WEIGHED, state.dated < before)


def _without_alerts(connection: Connection, old: Select[str]) -> list[str]:
    """A new theme is told of what stands in no utterance."""
    held = _evidence(connection)
    return [article_id for article_id in connection.scalars(old) if article_id not in held]


def _evidence(connection: Connection) -> set[str]:
    """The articles that any alert shows words from."""
    found = connection.scalars(select(alerts.c.document).execution_options(yield_per=AT_ONCE))
    return {place["article"] for document in found for place in from_json(document).get("evidence", ())}


def _empty(connection: Connection, ids: Sequence[str]) -> int:
    full = update(articles).where(articles.c.text != "").values(text="")
    return sum(connection.execute(full.where(articles.c.id.in_(some))).rowcount for some in _batches(ids))


def _drop_statements(connection: Connection, ids: Sequence[str]) -> int:
    of = statements.c.article_id
    return sum(connection.execute(delete(statements).where(of.in_(some))).rowcount for some in _batches(ids))


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
