"""What was agreed on with hubs, and what they told. May import only SQLAlchemy, the tables and the types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import RowMapping, delete, insert, select, update

from monitor.store.feeds import state_of
from monitor.store.schema import feeds, subscriptions
from monitor.types import HubOffer, Subscription

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

_this = subscriptions.c.token


def listed(connection: Connection) -> list[Subscription]:
    found = select(subscriptions).order_by(subscriptions.c.feed_id, _this)
    return [_subscription(row) for row in connection.execute(found).mappings()]


def one(connection: Connection, token: str) -> Subscription | None:
    row = connection.execute(select(subscriptions).where(_this == token)).mappings().one_or_none()
    return None if row is None else _subscription(row)


def add(connection: Connection, subscription: Subscription) -> None:
    connection.execute(insert(subscriptions), _row(subscription))


def change(connection: Connection, before: Subscription, after: Subscription | None) -> bool:
    """Only where it is still as it was: a hub may come back while it is being asked. None: it is forgotten."""
    still = (_this == before.token, subscriptions.c.asked.is_not_distinct_from(before.asked))
    changed = delete(subscriptions) if after is None else update(subscriptions).values(_row(after))
    return connection.execute(changed.where(*still)).rowcount == 1


def note_push(connection: Connection, feed_id: str, *, now: datetime) -> None:
    """The feed has news, its hub says: it is due as soon as it may be asked."""
    row = connection.execute(select(feeds).where(feeds.c.feed_id == feed_id)).mappings().one_or_none()
    if row is None:
        return
    due = state_of(row).due_after_push(now)
    changed = update(feeds).where(feeds.c.feed_id == feed_id)
    connection.execute(changed.values(pushed_at=now, **({} if due is None else {"next_due": due})))


def _row(subscription: Subscription) -> dict[str, Any]:
    row = {c.name: getattr(subscription, c.name) for c in subscriptions.c if c.name not in HubOffer._fields}
    return row | subscription.offer._asdict()


def _subscription(row: RowMapping) -> Subscription:
    values = dict(row)
    return Subscription(offer=HubOffer(values.pop("hub"), values.pop("topic")), **values)
