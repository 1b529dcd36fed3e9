"""Which feeds are due and what each poll left. May import only SQLAlchemy, the tables, its neighbours here and the types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import RowMapping, bindparam, exists, false, func, select, true, update

from monitor.store import feed_outages
from monitor.store.claims import held_by_others
from monitor.store.inserts import insert_missing, insert_or_renew
from monitor.store.schema import feeds
from monitor.types import PUSH_GAP, FeedState, Validators
from monitor.types.sharing import FEEDS_CLAIM

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from monitor.types import Feed

KIND = FEEDS_CLAIM
"""Of claims."""
_DUE = (feeds.c.configured == true(), feeds.c.ended == false())
_ONCE_MORE = (
    update(feeds)
    .where(
        feeds.c.feed_id == bindparam("feed"),
        feeds.c.pushed_at > bindparam("pushed_after"),
        feeds.c.next_due > bindparam("again"),
    )
    .values(next_due=bindparam("again"))
)
_OF_STATE = tuple(name for name in FeedState.__dataclass_fields__ if name in feeds.c)
_BEGINNING = FeedState.__dataclass_fields__["outcome"].default


def register(connection: Connection, configured: Sequence[Feed], *, now: datetime) -> None:
    """New feeds are due at once; so is one whose address changed: what its old address answered no longer counts."""
    known = {row.feed_id: row for row in connection.execute(select(feeds.c.feed_id, feeds.c.url, feeds.c.configured))}
    names = {feed.id for feed in configured}
    moved = [f for f in configured if f.id in known and known[f.id].url != f.url]
    gone = [feed_id for feed_id, row in known.items() if row.configured and feed_id not in names]
    feed_outages.note_given_up(connection, sorted({*gone, *(f.id for f in moved if known[f.id].url)}), now=now)
    fresh = [
        {"feed_id": f.id, "url": f.url, "next_due": now, "outcome": _BEGINNING} for f in configured if f.id not in known
    ]
    if fresh:
        connection.execute(insert_missing(connection, feeds), fresh)
    for feed_id in sorted(feed_id for feed_id, row in known.items() if row.configured != (feed_id in names)):
        connection.execute(update(feeds).where(feeds.c.feed_id == feed_id).values(configured=feed_id in names))
    for feed in moved:
        _move(connection, feed, had_url=known[feed.id].url != "", now=now)


def _move(connection: Connection, feed: Feed, *, had_url: bool, now: datetime) -> None:
    values: dict[str, Any] = {"url": feed.url}
    if had_url:
        values |= {
            "next_due": now,
            "etag": None,
            "last_modified": None,
            "body_hash": None,
            "failures": 0,
            "failing_since": None,
            "ended": False,
            "moved_to": None,
            "moved_polls": 0,
            "hub": None,
            "topic": None,
            # Another document, perhaps of somebody else: it need not reach back to what the old one held.
            "newest": None,
            "items": 0,
        }
    connection.execute(update(feeds).where(feeds.c.feed_id == feed.id).values(values))


def ask_again(connection: Connection, outcome: str, *, now: datetime) -> None:
    waiting = (feeds.c.outcome == outcome, feeds.c.next_due > now)
    connection.execute(update(feeds).where(*waiting).values(next_due=now))


def ask_now(connection: Connection, feed_ids: Collection[str], *, now: datetime) -> None:
    these = (feeds.c.feed_id.in_(sorted(feed_ids)), feeds.c.next_due > now, *_DUE)
    connection.execute(update(feeds).where(*these).values(next_due=now))


def due(
    connection: Connection,
    *,
    now: datetime,
    limit: int,
    besides: Collection[str],
    holder: str | None,
    leased: datetime,
) -> list[FeedState]:
    """`holder`: who asks, where several processes do; what another has in hand is not for it. `leased`: by the clock of
    the leases."""
    found = select(feeds).where(*_DUE, feeds.c.next_due <= now).order_by(feeds.c.next_due, feeds.c.feed_id).limit(limit)
    if besides:
        found = found.where(feeds.c.feed_id.not_in(sorted(besides)))
    if holder:
        found = found.where(~exists(held_by_others(KIND, feeds.c.feed_id, holder=holder, now=leased)))
    return [state_of(row) for row in connection.execute(found).mappings()]


def states(connection: Connection) -> list[FeedState]:
    """Those that are configured, by id."""
    found = select(feeds).where(feeds.c.configured == true()).order_by(feeds.c.feed_id)
    return [state_of(row) for row in connection.execute(found).mappings()]


def next_due(connection: Connection) -> datetime | None:
    soonest: datetime | None = connection.scalar(select(func.min(feeds.c.next_due)).where(*_DUE))
    return soonest


def save_states(connection: Connection, states: Sequence[FeedState]) -> None:
    """Where a hub told of news while a feed was being asked, or shortly before, it is due once more soon."""
    if not states:
        return
    renewed = insert_or_renew(connection, feeds, keep=("url", "configured", "pushed_at"))
    connection.execute(renewed, [_row(state) for state in states])
    again = [
        {"feed": s.feed_id, "pushed_after": s.last_polled_at - PUSH_GAP, "again": s.last_polled_at + PUSH_GAP}
        for s in states
        if s.hub and s.last_polled_at and not (s.failures or s.ended)
    ]
    if again:
        connection.execute(_ONCE_MORE, again)


def _row(state: FeedState) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(state, name) for name in _OF_STATE}
    given = state.validators
    return values | {"etag": given.etag, "last_modified": given.last_modified, "url": "", "configured": True}


def note_new(connection: Connection, state: FeedState, number: int, *, gap: bool) -> None:
    """The poll brought something that was not stored yet: what tells a silent feed from one that only repeats itself."""
    values = {"last_new_at": state.last_polled_at, "brought": number}
    this = update(feeds).where(feeds.c.feed_id == state.feed_id)
    connection.execute(this.values(values | ({"gap_at": state.last_polled_at} if gap else {})))


def state_of(row: RowMapping) -> FeedState:
    """From a whole row."""
    values = dict(row)
    validators = Validators(etag=values.pop("etag"), last_modified=values.pop("last_modified"))
    del values["url"], values["configured"]
    return FeedState(**values, validators=validators)
