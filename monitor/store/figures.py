"""What a monitoring system watches: what waits longest, what came of things, how late people heard. May import only SQLAlchemy and the tables."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from monitor.ports import Figures
from monitor.store import outbox
from monitor.store.articles import PAGE_WANTED, READ, UNREAD
from monitor.store.codec import from_json
from monitor.store.schema import alerts, article_states, articles, deliveries

if TYPE_CHECKING:
    from sqlalchemy import Connection

LAG_OVER = timedelta(days=7)
_state = article_states.c


def figures(connection: Connection, now: datetime) -> Figures:
    return Figures(
        oldest={
            name: max(now - since, timedelta()) for name, since in _oldest(connection).items() if since is not None
        },
        messages=_messages(connection),
        lags=_lags(connection, now),
        last_sent=outbox.last_told(connection),
    )


def _oldest(connection: Connection) -> dict[str, datetime | None]:
    """Since when the piece waits that waits longest. Messages that are held back on purpose wait from when they are due."""
    met = {"pages": PAGE_WANTED, "unread": UNREAD, "unweighed": READ}
    found = {
        name: connection.scalar(select(func.min(_state.seen)).where(_state.stage == stage))
        for name, stage in met.items()
    }
    waiting = deliveries.c.state.in_((outbox.PENDING, outbox.SENDING))
    tried = func.min(func.coalesce(deliveries.c.started_at, deliveries.c.next_attempt))
    return {**found, "undelivered": connection.scalar(select(tried).where(waiting))}


def _messages(connection: Connection) -> dict[tuple[str, str], int]:
    counted = select(deliveries.c.kind, deliveries.c.state, func.count()).group_by(
        deliveries.c.kind, deliveries.c.state
    )
    return {(kind, state): number for kind, state, number in connection.execute(counted)}


def _lags(connection: Connection, now: datetime) -> dict[str, tuple[timedelta, ...]]:
    """From publication, and from when we met it, of the newest words that an alert shows, to its message; of the last week's alerts."""
    sent = (deliveries.c.kind == "alert", deliveries.c.state == outbox.SENT, deliveries.c.ended_at >= now - LAG_OVER)
    joined = deliveries.join(alerts, alerts.c.id == deliveries.c.ref)
    found = connection.execute(select(deliveries.c.ended_at, alerts.c.document).select_from(joined).where(*sent)).all()
    newest = [(row.ended_at, place) for row in found if (place := _newest(row.document)) is not None]
    names = sorted({place["article"] for _, place in newest})
    seen = dict(connection.execute(select(articles.c.id, articles.c.seen).where(articles.c.id.in_(names))).all())
    return {
        "published": tuple(at - datetime.fromisoformat(p["published"]) for at, p in newest if p["published"]),
        "met": tuple(at - seen[p["article"]] for at, p in newest if p["article"] in seen),
    }


def _newest(document: str) -> dict[str, str] | None:
    places: list[dict[str, str]] = from_json(document).get("evidence", [])
    return max(places, key=lambda place: place["published"] or "", default=None)
