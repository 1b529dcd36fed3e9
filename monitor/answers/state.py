"""What the service says of itself in a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from monitor.ports import Store

TROUBLED = 5


def state_lines(store: Store, *, now: datetime) -> list[str]:
    """What waits, which feeds are silent, what could not be sent. Raises StoreError."""
    feeds, backlog, last = store.feed_states(), store.backlog(now), store.last_delivery()
    failing = [feed for feed in feeds if feed.failures and not feed.ended]
    digests = store.digests()
    waiting = ", ".join(f"{number} {name}" for name, number in backlog._asdict().items() if number)
    return [
        f"Feeds: {len(feeds)}, of which {len(failing)} failing and {sum(feed.ended for feed in feeds)} ended.",
        *(f"Feed {feed.feed_id}: {feed.outcome}" for feed in failing[:TROUBLED]),
        f"Waiting: {waiting or 'nothing'}.",
        f"Last message: {last.key if last else 'none yet'}. Newest digest: {digests[0].week if digests else 'none yet'}.",
        *(f"Not sent: {d.key} ({d.attempts} tries): {d.error}" for d in store.troubled_deliveries(TROUBLED)),
        *(
            f"{sign.name}: {sign.words} ({sign.at:%Y-%m-%d %H:%M} UTC)"
            for sign in store.life()
            if not sign.is_past(now)
        ),
    ]
