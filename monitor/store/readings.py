"""What reading found: statements, signatures, copies. May import only SQLAlchemy, the tables and the types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from monitor.errors import StoreError
from monitor.store.articles import READ, UNREAD
from monitor.store.codec import decode, encode, to_json
from monitor.store.inserts import insert_missing
from monitor.store.schema import article_states, bands, readings, statements
from monitor.store.similarity import buckets, estimated_similarity, pack, unpack
from monitor.types import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from monitor.types import Reading

_state = article_states.c


def save(connection: Connection, reading: Reading, *, copy_of: str | None, now: datetime) -> None:
    """Replaces an earlier reading that was not weighed; leaves alone an article that is past reading, or set aside."""
    this = _state.article_id == reading.article_id
    before = connection.execute(select(_state.stage, _state.dated).where(this).with_for_update()).one_or_none()
    if before is None:
        raise StoreError(f"there is no article {reading.article_id}")
    if before.stage not in (UNREAD, READ):
        return
    if before.stage == READ:
        _forget(connection, reading.article_id)
    connection.execute(update(article_states).where(this).values(stage=READ, read_at=now))
    connection.execute(insert(readings), _row(reading, copy_of=copy_of))
    if reading.statements:
        connection.execute(insert(statements), _statement_rows(reading))
    if reading.signature:
        rows = [
            {"bucket": bucket, "dated": before.dated, "article_id": reading.article_id}
            for bucket in buckets(reading.signature)
        ]
        connection.execute(insert_missing(connection, bands), rows)


def _forget(connection: Connection, article_id: str) -> None:
    # Old bands may stay: what they find is compared by its present signature.
    connection.execute(delete(statements).where(statements.c.article_id == article_id))
    connection.execute(delete(readings).where(readings.c.article_id == article_id))


def _row(reading: Reading, *, copy_of: str | None) -> dict[str, Any]:
    return {
        "article_id": reading.article_id,
        "language": reading.language,
        "genre": reading.genre,
        "furniture": to_json(reading.furniture),
        "signature": pack(reading.signature),
        "copy_of": copy_of,
        "model": reading.model,
    }


def _statement_rows(reading: Reading) -> list[dict[str, Any]]:
    return [
        {
            "article_id": reading.article_id,
            "place": place,
            "office": statement.office,
            "issue": statement.issue,
            "abstained": statement.abstained,
            "document": encode(statement),
        }
        for place, statement in enumerate(reading.statements)
    ]


def statements_of(connection: Connection, article_ids: Sequence[str]) -> dict[str, list[Statement]]:
    """By article, in the order of the text."""
    if not article_ids:
        return {}
    found = (
        select(statements.c.article_id, statements.c.document)
        .where(statements.c.article_id.in_(article_ids))
        .order_by(statements.c.article_id, statements.c.place)
    )
    answer: dict[str, list[Statement]] = {article_id: [] for article_id in article_ids}
    for article_id, document in connection.execute(found):
        answer[article_id].append(decode(Statement, document))
    return answer


def similar(
    connection: Connection, signature: Sequence[int], *, since: datetime, until: datetime, exclude: str
) -> list[tuple[str, float]]:
    """Both ends included; articles that share a bucket, best first, then by id."""
    shared = select(bands.c.article_id).where(
        bands.c.bucket.in_(buckets(signature)),
        bands.c.dated >= since,
        bands.c.dated <= until,
        bands.c.article_id != exclude,
    )
    found = select(readings.c.article_id, readings.c.signature).where(readings.c.article_id.in_(shared))
    scored = [
        (row.article_id, estimated_similarity(signature, unpack(row.signature))) for row in connection.execute(found)
    ]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0]))
