"""The words of quotations, by office: what finds an old quotation in a new article. May import only SQLAlchemy, the tables and the types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from monitor.store.codec import decode
from monitor.store.inserts import insert_missing
from monitor.store.schema import quotes, utterances
from monitor.types import Utterance

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

_OWN_WORDS = ("primary", "quoted")


def save(connection: Connection, said: Sequence[Utterance]) -> None:
    """Of those that have the speaker's own words; grown ones add what is new."""
    rows = [
        {"office": u.key.office, "run": run, "utterance_id": u.id, "said_at": u.said_at}
        for u in said
        if any(place.voice in _OWN_WORDS for place in u.evidence)
        for run in u.shingles
    ]
    if rows:
        connection.execute(insert_missing(connection, quotes), rows)


def said_before(
    connection: Connection, office: str, runs: Sequence[int], *, at_least: int, since: datetime, until: datetime
) -> list[Utterance]:
    """Both ends included, oldest first."""
    shared = (
        select(quotes.c.utterance_id)
        .where(quotes.c.office == office, quotes.c.run.in_(runs), quotes.c.said_at >= since, quotes.c.said_at <= until)
        .group_by(quotes.c.utterance_id)
        .having(func.count() >= at_least)
    )
    order = (utterances.c.said_at, utterances.c.id)
    found = select(utterances.c.document).where(utterances.c.id.in_(shared)).order_by(*order)
    return [decode(Utterance, document) for document in connection.scalars(found)]


def forget(connection: Connection, *, before: datetime) -> None:
    connection.execute(delete(quotes).where(quotes.c.said_at < before))
