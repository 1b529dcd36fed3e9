"""Alerts and what people said of them; their outbox rows are made in `stories`. May import only SQLAlchemy, the tables and the types."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, or_, select, update

from monitor.store import decisions, stories
from monitor.store.codec import decode, encode
from monitor.store.inserts import insert_missing
from monitor.store.revisions import caveats_for
from monitor.store.schema import alerts, verdicts
from monitor.types import GOES_ON, Alert, Decision, Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection

    from monitor.types import Article, Revision

CITED = timedelta(days=30)
"""How long before an article the alerts may be that rest on it: they bear the date of the oldest words."""
_EARLIEST = datetime.min.replace(tzinfo=UTC) + GOES_ON
"""The first time of which there is a year before."""
_COLUMNS = (
    "id",
    "key",
    "kind",
    "status",
    "raised_at",
    "at",
    "office",
    "issue",
    "channel",
    "story",
    "bloc",
    "severity",
    "confidence",
)
_VERDICT = tuple(verdicts.c[name] for name in ("alert_id", "word", "by", "at", "note", "user", "ref"))


def save(connection: Connection, found: Sequence[Alert], *, now: datetime) -> int:
    """Adds those with a new key, with an outbox row where they are for the chat; renews the others. Answers how many were new."""
    return sum(_save_one(connection, alert, now=now) for alert in found)


def renew_citing(connection: Connection, article: Article, revision: Revision, *, now: datetime) -> None:
    """Alerts that rest on the article, on an issue of which something was changed there, say so."""
    issues = sorted({change.issue for change in revision.changes})
    near = on_issues(connection, issues, since=article.dated - CITED, until=now)
    for alert in near:
        if any(place.article == article.id for place in alert.evidence):
            stored = _locked(connection, alert.key)
            _change(connection, stored, _with_caveats(connection, stored), now=now)


def _save_one(connection: Connection, alert: Alert, *, now: datetime) -> bool:
    new = _with_caveats(connection, alert)
    added = insert_missing(connection, alerts).returning(alerts.c.id)
    if connection.execute(added, _row(new)).one_or_none() is None:
        _renew(connection, alert, now=now)
        return False
    stories.tell_new(connection, new, now=now)
    return True


def _with_caveats(connection: Connection, alert: Alert) -> Alert:
    """With what is known to have been changed of the articles that it rests on."""
    return replace(alert, caveats=tuple(dict.fromkeys((*alert.caveats, *caveats_for(connection, alert)))))


def _locked(connection: Connection, key: str) -> Alert:
    """As it stands, and stays until the transaction ends: another may just have renewed it."""
    this = select(alerts.c.document).where(alerts.c.key == key).with_for_update()
    return decode(Alert, connection.execute(this).scalar_one())


def _row(alert: Alert) -> dict[str, Any]:
    values = {name: getattr(alert, name) for name in _COLUMNS}
    return values | {"versions": encode(alert.versions), "document": encode(alert)}


def _renew(connection: Connection, alert: Alert, *, now: datetime) -> None:
    """What further evidence changes; id, time and channel stay as they were when people were told, and so do the words, unless the level is another one."""
    stored = _locked(connection, alert.key)
    alert = _with_caveats(connection, alert)
    shown = stored.led_on(alert)
    renewed = replace(
        shown,
        status=alert.status,
        evidence=alert.evidence,
        copies=alert.copies,
        independent_sources=alert.independent_sources,
        owners=alert.owners,
        ratio=alert.ratio,
        confidence=alert.confidence,
        borne_out=alert.borne_out,
        severity=max(stored.severity, alert.severity),
        caveats=alert.caveats,
        reason=alert.reason,
        raised_with=alert.raised_with or stored.raised_with,
        # That of a bundle counts its offices.
        headline=alert.headline if alert.shown_kind == "together" else shown.headline,
        earlier=max(alert.earlier, shown.earlier, key=len),
    )
    _change(connection, stored, renewed, now=now)


def _change(connection: Connection, before: Alert, after: Alert, *, now: datetime) -> None:
    connection.execute(update(alerts).where(alerts.c.key == before.key).values(_renewed(after)))
    stories.tell_renewed(connection, before, after, now=now)


def _renewed(alert: Alert) -> dict[str, Any]:
    listed = {name: getattr(alert, name) for name in ("kind", "status", "severity", "confidence")}
    return listed | {"document": encode(alert)}


def alert(connection: Connection, alert_id: str) -> Alert | None:
    document = connection.scalar(select(alerts.c.document).where(alerts.c.id == alert_id))
    return None if document is None else decode(Alert, document)


def newest_first(
    connection: Connection, *, since: datetime | None, until: datetime | None, limit: int | None
) -> list[Alert]:
    """Raised in [since, until)."""
    conditions: list[ColumnElement[bool]] = []
    if since is not None:
        conditions.append(alerts.c.raised_at >= since)
    if until is not None:
        conditions.append(alerts.c.raised_at < until)
    order = (alerts.c.raised_at.desc(), alerts.c.id)
    found = select(alerts.c.document).where(*conditions).order_by(*order).limit(limit)
    return [decode(Alert, document) for document in connection.scalars(found)]


def said_again(connection: Connection, *, since: datetime, until: datetime) -> list[Alert]:
    """Unconfirmed moves raised before `since` that show words of [since, until), and that nothing raised before `until` has confirmed or taken back; oldest first."""
    ended = select(alerts.c.story).where(
        alerts.c.story.is_not(None),
        alerts.c.raised_at < until,
        or_(alerts.c.status == "confirmed", alerts.c.kind == "walk_back"),
    )
    open_ones = (
        alerts.c.status == "unconfirmed",
        alerts.c.raised_at < since,
        alerts.c.at >= max(since, _EARLIEST) - GOES_ON,
        alerts.c.id.not_in(ended),
    )
    found = select(alerts.c.document).where(*open_ones).order_by(alerts.c.raised_at, alerts.c.id)
    moves = [alert for alert in (decode(Alert, each) for each in connection.scalars(found)) if alert.one_move]
    return [a for a in moves if any(p.favours and since <= p.said_at < until for p in a.evidence)]


def dismissed(connection: Connection, *, since: datetime) -> list[Alert]:
    """Alerts whose last verdict, given after `since`, is any but "confirm"."""
    lately = select(verdicts.c.alert_id).where(verdicts.c.at >= since)
    against = (alerts.c.verdict != "confirm", alerts.c.id.in_(lately))
    found = select(alerts.c.document).where(*against).order_by(alerts.c.id)
    return [decode(Alert, document) for document in connection.scalars(found)]


def judged(connection: Connection, *, limit: int) -> list[tuple[Alert, str]]:
    """Alerts with the last word that was said of each, the newest words first."""
    last = select(verdicts.c.alert_id, func.max(verdicts.c.at).label("at")).group_by(verdicts.c.alert_id).subquery()
    found = (
        select(alerts.c.document, alerts.c.verdict)
        .join_from(alerts, last, last.c.alert_id == alerts.c.id)
        .order_by(last.c.at.desc(), alerts.c.id)
        .limit(limit)
    )
    return [(decode(Alert, row.document), row.verdict) for row in connection.execute(found)]


def judged_by(connection: Connection, end: datetime) -> list[tuple[Alert, str]]:
    """Alerts with the last word that was said of each before `end`."""
    words = {outcome.alert_id: outcome.word for outcome in judged_before(connection, end)}
    found = select(alerts.c.id, alerts.c.document).where(
        alerts.c.id.in_(select(verdicts.c.alert_id).where(verdicts.c.at < end))
    )
    return [(decode(Alert, row.document), words[row.id]) for row in connection.execute(found.order_by(alerts.c.id))]


def sent_to_chat(connection: Connection, *, since: datetime, until: datetime) -> list[Alert]:
    """Both ends included: two shifts of one moment share one budget."""
    within = (alerts.c.channel == "chat", alerts.c.at >= since, alerts.c.at <= until)
    found = select(alerts.c.document).where(*within).order_by(alerts.c.at, alerts.c.id)
    return [decode(Alert, document) for document in connection.scalars(found)]


def on_issues(connection: Connection, issues: Sequence[str], *, since: datetime, until: datetime) -> list[Alert]:
    """Both ends included; of whichever office."""
    within = (alerts.c.issue.in_(issues), alerts.c.at >= since, alerts.c.at <= until)
    found = select(alerts.c.document).where(*within).order_by(alerts.c.at, alerts.c.id)
    return [decode(Alert, document) for document in connection.scalars(found)]


def add_verdict(connection: Connection, verdict: Verdict) -> None:
    """An answer that was delivered twice is one; the first message of the story is to show it."""
    values = {column.name: getattr(verdict, column.name) for column in _VERDICT}
    new = (insert_missing(connection, verdicts) if verdict.ref else insert(verdicts)).returning(verdicts.c.id)
    if connection.execute(new, values).one_or_none() is not None:
        _note_last(connection, verdict.alert_id)
        said = Decision(
            at=verdict.at,
            by=verdict.by,
            action="verdict",
            about=verdict.alert_id,
            detail=f"{verdict.word} {verdict.note}".strip(),
        )
        decisions.note(connection, said)
    of = connection.execute(select(alerts.c.id, alerts.c.story).where(alerts.c.id == verdict.alert_id)).one_or_none()
    if of is not None:
        stories.edit_soon(connection, of.story or of.id, due=verdict.at)


def _note_last(connection: Connection, alert_id: str) -> None:
    """The alert's row repeats the last verdict: lists are filtered by it."""
    newest = verdicts.c.at.desc(), verdicts.c.id.desc()
    last = select(verdicts.c.word).where(verdicts.c.alert_id == alert_id).order_by(*newest).limit(1)
    connection.execute(update(alerts).where(alerts.c.id == alert_id).values(verdict=last.scalar_subquery()))


def verdicts_of(connection: Connection, alert_id: str) -> list[Verdict]:
    """In the order they were given."""
    found = select(*_VERDICT).where(verdicts.c.alert_id == alert_id).order_by(verdicts.c.at, verdicts.c.id)
    return [Verdict(**row) for row in connection.execute(found).mappings()]


def judged_before(connection: Connection, end: datetime) -> list[Outcome]:
    """By the time of the last verdict given before `end`, one row an alert."""
    found = (
        select(verdicts.c.alert_id, verdicts.c.word, verdicts.c.at, alerts.c.kind, alerts.c.status, alerts.c.confidence)
        .join_from(verdicts, alerts, alerts.c.id == verdicts.c.alert_id)
        .where(verdicts.c.at < end)
        .order_by(verdicts.c.at, verdicts.c.id)
    )
    last = {row["alert_id"]: Outcome(**row) for row in connection.execute(found).mappings()}
    return sorted(last.values(), key=lambda one: (one.at, one.alert_id))
