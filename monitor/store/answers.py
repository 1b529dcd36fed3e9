"""Mutes, proposals and signs of life. May import only SQLAlchemy, the tables and the types."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from sqlalchemy import delete, insert, select, update

from monitor.store import decisions, stories
from monitor.store.codec import decode, encode
from monitor.store.inserts import insert_missing, insert_or_renew
from monitor.store.schema import mutes, proposals, refusals, signs_of_life
from monitor.types import CANNOT_READ, Decision, Mute, Proposal, Refusal, Remark, SignOfLife
from monitor.types.answers import SILENT_PART

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

_MUTE = tuple(mutes.c[name] for name in ("kind", "target", "at", "until", "by", "user", "ref"))

_REFUSAL = ("at", "by", "user", "action", "about", "ref")


def add_mute(connection: Connection, mute: Mute, *, alert_id: str | None, remark: Remark) -> None:
    """Once for each `ref`; the thread of the alert that it was given on is told."""
    values = {column.name: getattr(mute, column.name) for column in _MUTE}
    connection.execute(insert_missing(connection, mutes) if mute.ref else insert(mutes), values)
    if alert_id is not None:
        stories.add_remark(connection, alert_id, remark, name=mute.ref or mute.at.isoformat(), due=mute.at)


def active_mutes(connection: Connection, *, now: datetime) -> list[Mute]:
    found = select(*_MUTE).where(mutes.c.until > now, mutes.c.at <= now).order_by(mutes.c.until, mutes.c.id)
    return [Mute(**row) for row in connection.execute(found).mappings()]


def end_mutes(connection: Connection, kind: str, target: str, *, now: datetime) -> int:
    of = (mutes.c.kind == kind, mutes.c.target == target, mutes.c.until > now)
    return connection.execute(update(mutes).where(*of).values(until=now)).rowcount


def add_proposal(connection: Connection, proposal: Proposal, remark: Remark) -> None:
    """Once for each id; the thread of its alert asks for a decision."""
    row = {name: getattr(proposal, name) for name in ("id", "alert_id", "state", "at")}
    if connection.execute(insert_missing(connection, proposals), {**row, "document": encode(proposal)}).rowcount:
        said = f"{proposal.office} on {proposal.issue}: {proposal.level:+d} {proposal.claim}"
        made = Decision(at=proposal.at, by=proposal.by, action="proposal", about=proposal.id, detail=said)
        decisions.note(connection, made)
    stories.add_remark(connection, proposal.alert_id, remark, name=f"proposal:{proposal.id}", due=proposal.at)


def proposal(connection: Connection, proposal_id: str) -> Proposal | None:
    document = connection.scalar(select(proposals.c.document).where(proposals.c.id == proposal_id))
    return None if document is None else decode(Proposal, document)


def all_proposals(connection: Connection) -> list[Proposal]:
    """Oldest first."""
    found = select(proposals.c.document).order_by(proposals.c.at, proposals.c.id)
    return [decode(Proposal, document) for document in connection.scalars(found)]


def decide(
    connection: Connection,
    proposal_id: str,
    *,
    state: Literal["approved", "rejected"],
    by: str,
    user: str,
    remark: Remark,
    now: datetime,
) -> bool:
    """False where it was decided before: nothing changes then."""
    this = (proposals.c.id == proposal_id, proposals.c.state == "open")
    document = connection.scalar(select(proposals.c.document).where(*this).with_for_update())
    if document is None:
        return False
    decided = replace(decode(Proposal, document), state=state, decided_by=by, decided_user=user, decided_at=now)
    connection.execute(update(proposals).where(*this).values(state=state, document=encode(decided)))
    decisions.note(connection, Decision(at=now, by=by, action="proposal", about=proposal_id, detail=state))
    stories.add_remark(connection, decided.alert_id, remark, name=f"decision:{proposal_id}", due=now)
    return True


def note_life(connection: Connection, sign: SignOfLife) -> None:
    """What it said before is forgotten; with it what ended processes said of their reading, since each has a name of its own."""
    told = signs_of_life.c
    if sign.name.startswith(CANNOT_READ):
        ended = told.name.startswith(CANNOT_READ), told.name != sign.name, told.at < sign.at - SILENT_PART
        connection.execute(delete(signs_of_life).where(*ended))
    values = {"name": sign.name, "at": sign.at, "well": sign.well, "words": sign.words}
    connection.execute(insert_or_renew(connection, signs_of_life), values)


def life(connection: Connection) -> list[SignOfLife]:
    found = connection.execute(select(signs_of_life).order_by(signs_of_life.c.name)).mappings()
    return [SignOfLife(**row) for row in found]


def add_refusal(connection: Connection, refusal: Refusal) -> None:
    """Once for each `ref`."""
    values = {name: getattr(refusal, name) for name in _REFUSAL}
    connection.execute(insert_missing(connection, refusals), values)


def newest_refusals(connection: Connection, *, since: datetime, limit: int) -> list[Refusal]:
    columns = [refusals.c[name] for name in _REFUSAL]
    order = (refusals.c.at.desc(), refusals.c.id.desc())
    found = select(*columns).where(refusals.c.at >= since).order_by(*order).limit(limit)
    return [Refusal(**row) for row in connection.execute(found).mappings()]
