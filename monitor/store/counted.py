"""What was said, without the words, for what is counted over many weeks. May import only SQLAlchemy, the tables and the types."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from monitor.store.articles import WEIGHED
from monitor.store.codec import decode, from_json
from monitor.store.schema import article_states, articles, readings, statements, utterances
from monitor.types import Said, Statement, StreamKey, Unplaced, Utterance, Worded, Wording
from monitor.types.citing import evidence_of
from monitor.types.levels import mode_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

_AT_ONCE = 500
OWN_VOICES = ("primary", "quoted")


def said_between(connection: Connection, start: datetime, end: datetime) -> list[Said]:
    """Said in [start, end), oldest first; read piece by piece, so that the words are not all held at once."""
    found = (
        select(utterances.c.document)
        .where(utterances.c.said_at >= start, utterances.c.said_at < end)
        .order_by(utterances.c.said_at, utterances.c.id)
        .execution_options(yield_per=_AT_ONCE)
    )
    return [_said(from_json(document)) for document in connection.scalars(found)]


def _said(document: dict[str, Any]) -> Said:
    placed = document["margin"] > 0
    return Said(
        id=document["id"],
        key=StreamKey(*document["key"]),
        at=datetime.fromisoformat(document["said_at"]),
        level=mode_of(document["levels"]) if placed else None,
        weight=document["weight"],
        speaker_level=document["speaker_level"],
        origin=next(iter(document["origins"]), ""),
        quiet=document.get("quiet", False),
    )


def worded_between(connection: Connection, start: datetime, end: datetime) -> list[Worded]:
    """Said in [start, end) in words of the speaker's own, oldest first."""
    found = (
        select(utterances.c.document)
        .where(utterances.c.said_at >= start, utterances.c.said_at < end)
        .order_by(utterances.c.said_at, utterances.c.id)
        .execution_options(yield_per=_AT_ONCE)
    )
    told = (_worded(from_json(document)) for document in connection.scalars(found))
    return [one for one in told if one.own]


def _worded(document: dict[str, Any]) -> Worded:
    """A paraphrase is worded by the outlet."""
    own = [place for place in document["evidence"] if place["voice"] in OWN_VOICES]
    return Worded(
        id=document["id"],
        key=StreamKey(*document["key"]),
        at=datetime.fromisoformat(document["said_at"]),
        actor=document["actor"],
        origin=next(iter(document["origins"]), ""),
        quiet=document.get("quiet", False),
        own=tuple(Wording(p["article"], p["start"], p.get("language", "en"), p["quote"]) for p in own),
        shingles=tuple(document.get("shingles", ())),
    )


def by_ids(connection: Connection, ids: Sequence[str]) -> list[Utterance]:
    """The utterances of these ids, by id; those that are gone are left out."""
    known: list[Utterance] = []
    for at in range(0, len(ids), _AT_ONCE):
        wanted = utterances.c.id.in_(ids[at : at + _AT_ONCE])
        documents = connection.scalars(select(utterances.c.document).where(wanted).order_by(utterances.c.id))
        known += [decode(Utterance, document) for document in documents]
    return known


def unplaced_between(connection: Connection, start: datetime, end: datetime) -> list[Unplaced]:
    """What followed offices asserted on no issue in articles dated [start, end) that copy no other, oldest first."""
    state, said = article_states.c, statements.c
    about = (
        said.article_id.label("id"),
        articles.c.url,
        articles.c.title,
        articles.c.outlet,
        articles.c.owner,
        articles.c.published,
    )
    joined = (
        article_states.join(statements, said.article_id == state.article_id)
        .join(articles, articles.c.id == state.article_id)
        .join(readings, readings.c.article_id == state.article_id)
    )
    found = (
        select(said.document, state.dated, readings.c.language, *about)
        .select_from(joined)
        .where(state.stage == WEIGHED, state.dated >= start, state.dated < end)
        .where(said.office.is_not(None), said.issue.is_(None), readings.c.copy_of.is_(None))
        .order_by(state.dated, said.article_id, said.place)
    )
    rows = ((row, decode(Statement, row.document)) for row in connection.execute(found))
    return [_unplaced(row, statement) for row, statement in rows if _asserts(statement)]


def _asserts(statement: Statement) -> bool:
    return statement.weight > 0 and not statement.nested and statement.commitment != "question"


def _unplaced(row: Any, statement: Statement) -> Unplaced:
    office = statement.office or ""
    return Unplaced(
        actor=statement.actor or office,
        office=office,
        owner=row.owner,
        at=row.dated,
        evidence=evidence_of(statement, row),
    )
