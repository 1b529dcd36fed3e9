"""A feed document → what its poll leaves, in one call for a worker process; that process loads no more than feeds need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.feeds.parse import parse_feed
from monitor.feeds.polling import settle_success

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from monitor.types import Feed, FeedState, Fetched, PollingSettings, PollResult


def settle_feed(
    feed: Feed,
    state: FeedState,
    got: Fetched,
    *,
    body_hash: str,
    polling: PollingSettings,
    stale: timedelta,
    now: datetime,
) -> PollResult:
    """A feed document as articles and the feed's next state; the HTML of hundreds of items is turned into text here."""
    parsed = parse_feed(got.body, url=got.url, headers=got.headers)
    return settle_success(feed, state, got, parsed, body_hash=body_hash, polling=polling, stale=stale, now=now)
