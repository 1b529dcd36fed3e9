"""What was said, without the words, for what is counted over many weeks. May import only SQLAlchemy, the tables and the types."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from monitor.store.codec import decode, from_json
from monitor.store.schema import utterances
from monitor.types import Said, StreamKey, Utterance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

_AT_ONCE = 500


def said_between(connection: Connection, start: datetime, end: datetime) -> list[Said]:
    """Said in [start, end), oldest first; read row by row, so that the words are not all held at once."""
    found = (
        select(utterances.c.document)
        .where(utterances.c.said_at >= start, utterances.c.said_at < end)
        .order_by(utterances.c.said_at, utterances.c.id)
    )
    return [_said(from_json(document)) for document in connection.scalars(found)]


def _said(document: dict[str, Any]) -> Said:
    levels = document["levels"]
    placed = document["margin"] > 0
    return Said(
        id=document["id"],
        key=StreamKey(*document["key"]),
        at=datetime.fromisoformat(document["said_at"]),
        level=max(range(5), key=levels.__getitem__) - 2 if placed else None,
        weight=document["weight"],
        speaker_level=document["speaker_level"],
        origin=next(iter(document["origins"]), ""),
        quiet=document.get("quiet", False),
    )


def by_ids(connection: Connection, ids: Sequence[str]) -> list[Utterance]:
    """The utterances of these ids, by id; those that are gone are left out."""
    known: list[Utterance] = []
    for at in range(0, len(ids), _AT_ONCE):
        wanted = utterances.c.id.in_(ids[at : at + _AT_ONCE])
        documents = connection.scalars(select(utterances.c.document).where(wanted).order_by(utterances.c.id))
        known += [decode(Utterance, document) for document in documents]
    return known
