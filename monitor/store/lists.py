"""Alerts, streams and digests as people look through them: filtered, sorted, a part at a time. May import only SQLAlchemy, the tables and the types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import func, select

from monitor.store.codec import decode, from_json
from monitor.store.schema import alerts, digests, streams, utterances
from monitor.store.schema import spoken as kept
from monitor.types import (
    Alert,
    AlertFilter,
    DigestHead,
    JudgedAlert,
    Part,
    SaidFilter,
    Spoken,
    Standing,
    StreamDot,
    StreamKey,
    StreamState,
    StreamWeek,
    Utterance,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Subquery

AlertOrder = Literal["newest", "oldest", "severity", "confidence"]

_said = utterances.c
_ORDERS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "newest": (alerts.c.raised_at.desc(), alerts.c.id),
    "oldest": (alerts.c.raised_at, alerts.c.id),
    "severity": (alerts.c.severity.desc(), alerts.c.raised_at.desc(), alerts.c.id),
    "confidence": (alerts.c.confidence.desc(), alerts.c.raised_at.desc(), alerts.c.id),
}
_EQUAL = ("kind", "status", "office", "issue", "bloc", "channel")


def find_alerts(
    connection: Connection, wanted: AlertFilter, *, order: AlertOrder, offset: int, limit: int
) -> Part[JudgedAlert]:
    conditions = _conditions(wanted)
    found = (
        select(alerts.c.id, alerts.c.verdict).where(*conditions).order_by(*_ORDERS[order]).offset(offset).limit(limit)
    )
    rows = connection.execute(found).all()
    documents = select(alerts.c.id, alerts.c.document).where(alerts.c.id.in_([row.id for row in rows]))
    told = {row.id: decode(Alert, row.document) for row in connection.execute(documents)}
    total = connection.scalar(select(func.count()).select_from(alerts).where(*conditions)) or 0
    return Part(items=tuple(JudgedAlert(alert=told[row.id], verdict=row.verdict) for row in rows), total=total)


def _conditions(wanted: AlertFilter) -> list[ColumnElement[bool]]:
    conditions = [alerts.c[name] == value for name in _EQUAL if (value := getattr(wanted, name)) is not None]
    if wanted.since is not None:
        conditions.append(alerts.c.raised_at >= wanted.since)
    if wanted.until is not None:
        conditions.append(alerts.c.raised_at < wanted.until)
    if wanted.judged is not None:
        last = alerts.c.verdict
        meanings = {"open": last.is_(None), "confirmed": last == "confirm", "dismissed": last != "confirm"}
        conditions.append(meanings[wanted.judged])
    return conditions


def count_alerts(connection: Connection, wanted: AlertFilter) -> dict[tuple[str, str, str | None], int]:
    """By channel, status and last verdict."""
    by = (alerts.c.channel, alerts.c.status, alerts.c.verdict)
    found = select(*by, func.count()).where(*_conditions(wanted)).group_by(*by)
    return {(row[0], row[1], row[2]): row[3] for row in connection.execute(found)}


def last_verdicts(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """Of the alerts that were judged."""
    found = select(alerts.c.id, alerts.c.verdict).where(alerts.c.id.in_(list(ids)), alerts.c.verdict.is_not(None))
    return {row.id: row.verdict for row in connection.execute(found)}


# --------------------------------------------------------------------- streams


def stream(connection: Connection, key: StreamKey) -> StreamState | None:
    found = select(streams.c.document).where(streams.c.office == key.office, streams.c.issue == key.issue)
    document = connection.scalar(found)
    return None if document is None else decode(StreamState, document)


def offices_heard(connection: Connection) -> list[str]:
    """Those that have a stream, by id."""
    return list(connection.scalars(select(streams.c.office).distinct().order_by(streams.c.office)))


def standings(connection: Connection, *, office: str | None, issue: str | None) -> list[Standing]:
    """Where the streams stand, by office and issue, without the detector's memory."""
    names = ("office", "issue", "state", "n", "mean", "baseline_mean", "last_at")
    found = select(*(streams.c[name] for name in names)).order_by(streams.c.office, streams.c.issue)
    if office is not None:
        found = found.where(streams.c.office == office)
    if issue is not None:
        found = found.where(streams.c.issue == issue)
    # Thousands of rows for the whole map: by place they are read in half the time that it takes by name.
    return [
        Standing(key=StreamKey(of, on), state=state, n=n, mean=mean, baseline_mean=baseline, last_at=last)
        for of, on, state, n, mean, baseline, last in connection.execute(found)
    ]


def spoken(connection: Connection, *, since: datetime | None, office: str | None, issue: str | None) -> list[Spoken]:
    """Of each stream that has said anything since then, by office and issue; of all time as it was counted when they were saved."""
    told = kept.c if since is None else _spoken_since(since).c
    found = select(told.office, told.issue, told.n, told.first, told.last)
    wanted = [column == value for column, value in ((told.office, office), (told.issue, issue)) if value is not None]
    return [
        Spoken(key=StreamKey(row.office, row.issue), n=row.n, first=row.first, last=row.last)
        for row in connection.execute(found.where(*wanted).order_by(told.office, told.issue))
    ]


def _spoken_since(since: datetime) -> Subquery:
    by, at = (_said.office, _said.issue), _said.said_at
    counts = (func.count().label("n"), func.min(at).label("first"), func.max(at).label("last"))
    return select(*by, *counts).where(at >= since).group_by(*by).subquery()


def stream_weeks(connection: Connection, key: StreamKey, *, since: datetime, until: datetime) -> list[StreamWeek]:
    """Oldest first; weeks in which nothing was said are not among them."""
    weighted = _said.weight * _said.mean
    found = (
        select(
            _said.week,
            func.count(),
            func.sum(_said.weight),
            func.sum(weighted),
            func.sum(weighted * _said.mean),
        )
        .where(*_of(key, since, until))
        .group_by(_said.week)
        .order_by(_said.week)
    )
    return [
        StreamWeek(week=week, n=n, weight=weight or 0.0, weighted=total or 0.0, squares=squares or 0.0)
        for week, n, weight, total, squares in connection.execute(found)
    ]


def stream_dots(
    connection: Connection, key: StreamKey, *, since: datetime, until: datetime, limit: int
) -> list[StreamDot]:
    """The newest, oldest of them first."""
    found = select(_said.said_at, _said.mean, _said.weight).where(*_of(key, since, until))
    rows = connection.execute(found.order_by(_said.said_at.desc()).limit(limit)).all()
    return [StreamDot(at=row.said_at, mean=row.mean or 0.0, weight=row.weight or 0.0) for row in reversed(rows)]


def said(connection: Connection, wanted: SaidFilter, *, offset: int, limit: int) -> Part[Utterance]:
    """Newest first."""
    within = _wanted(wanted)
    order = (_said.said_at.desc(), _said.id.desc())
    ids = list(connection.scalars(select(_said.id).where(*within).order_by(*order).offset(offset).limit(limit)))
    documents = connection.execute(select(_said.id, _said.document).where(_said.id.in_(ids)))
    found = {row.id: decode(Utterance, row.document) for row in documents}
    total = connection.scalar(select(func.count()).select_from(utterances).where(*within)) or 0
    return Part(items=tuple(found[name] for name in ids), total=total)


def _wanted(wanted: SaidFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.office is not None:
        conditions.append(_said.office == wanted.office)
    if wanted.issue is not None:
        conditions.append(_said.issue == wanted.issue)
    if wanted.since is not None:
        conditions.append(_said.said_at >= wanted.since)
    if wanted.until is not None:
        conditions.append(_said.said_at < wanted.until)
    return conditions


def _of(key: StreamKey, since: datetime, until: datetime) -> tuple[ColumnElement[bool], ...]:
    return (_said.office == key.office, _said.issue == key.issue, _said.said_at >= since, _said.said_at < until)


def said_between(connection: Connection, start: datetime, end: datetime) -> int:
    within = (_said.said_at >= start, _said.said_at < end)
    return connection.scalar(select(func.count()).select_from(utterances).where(*within)) or 0


# --------------------------------------------------------------------- digests


def digest_heads(connection: Connection, *, offset: int, limit: int) -> Part[DigestHead]:
    """Newest first, from what is repeated beside the long content."""
    told = digests.c
    columns = (told.week, told.starts, told.ends, told.made_at, told.title, told.lines)
    found = select(*columns).order_by(told.starts.desc()).offset(offset).limit(limit)
    items = tuple(_head(row) for row in connection.execute(found))
    return Part(items=items, total=connection.scalar(select(func.count()).select_from(digests)) or 0)


def _head(row: Any) -> DigestHead:
    return DigestHead(
        week=row.week,
        start=row.starts,
        end=row.ends,
        made_at=row.made_at,
        title=row.title or "",
        lines=tuple(from_json(row.lines or "[]")),
    )


def weeks_with_digest(connection: Connection) -> list[str]:
    """Oldest first."""
    return list(connection.scalars(select(digests.c.week).order_by(digests.c.starts)))
