"""How often a feed is asked: its own rhythm, the outlet's wish, and what the configuration allows. Pure."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from monitor.types import Feed, FeedState, PollingSettings

_FEWEST = 4
"""Items with a date below which nobody can speak of a rhythm."""
_ASKS_A_GAP = 2
"""Asked so often in the mean time between two items: half of them are met within a quarter of that time."""
_NEARLY_MISSED = 2 / 3
"""Where more of a document's items are new, the oldest of the next ones may fall out before we ask again."""
_PINNED = 5
"""One in so many of the oldest items may be pinned there, and says nothing of the rhythm."""
_SAFE_PART = 4
"""A feed that fails is asked again within this part of the time that its last document spanned: it may publish faster by day than by night,
and it may have failed from just after the last good answer to just before it is asked."""
_FORGOTTEN_IN = timedelta(days=14)
"""A pause counts for half after so long: a holiday is not a habit."""


class Interval(NamedTuple):
    """How long to wait, and why."""

    wait: timedelta
    reason: str


class Rhythm(NamedTuple):
    """`pace`: the mean time between items; `pause`: the longest time that the outlet is usually still."""

    pace: timedelta | None
    pause: timedelta | None


def interval(feed: Feed, state: FeedState, *, polling: PollingSettings, wish: timedelta | None) -> Interval:
    """Never more often than the outlet wishes (up to a limit) and the configuration allows."""
    own, heeded = _own(feed, state), _heeded(wish, polling)
    if heeded > own.wait:
        own = Interval(heeded, "as the outlet wishes")
    return own if own.wait >= polling.at_least else Interval(polling.at_least, "as often as anyone may be asked")


def spread(wait: timedelta, share: float, *, polling: PollingSettings, wish: timedelta | None) -> timedelta:
    """Half to all of a wait, by a `share` of 0…1, where the outlet and the configuration allow it.

    Feeds that are asked together, at the first start or after a standstill, else stay together for ever, and what they bring waits in a queue.
    """
    return max(wait * (1 + share) / 2, _heeded(wish, polling), polling.at_least)


def _heeded(wish: timedelta | None, polling: PollingSettings) -> timedelta:
    return min(wish or timedelta(0), polling.wishes_at_most, polling.at_most)


def _own(feed: Feed, state: FeedState) -> Interval:
    if feed.quickest is None or feed.slowest is None:
        return Interval(feed.every, "as configured")
    if _nearly_missed(state):
        return Interval(feed.quickest, "nearly all it held was new: some may have been missed")
    if state.pace is None:
        return Interval(feed.every, "its rhythm is not known yet")
    return Interval(min(max(state.pace / _ASKS_A_GAP, feed.quickest), feed.slowest), "at its own rhythm")


def _nearly_missed(state: FeedState) -> bool:
    """Whether the last document brought so much that the one before it may not have reached up to it."""
    later = state.last_new_at is not None and state.first_polled_at is not None
    return (
        later
        and state.last_new_at != state.first_polled_at
        and state.items >= _FEWEST
        and state.brought > _NEARLY_MISSED * state.items
    )


def safe_wait(state: FeedState, now: datetime) -> timedelta | None:
    """How long nobody need ask and still nothing has come and gone meanwhile.

    None where its rhythm is not known, or where it has been away for longer than its last document spanned: what was in that is lost anyway.
    """
    if state.pace is None or not state.items or state.last_success_at is None:
        return None
    spanned = state.pace * state.items
    return spanned / _SAFE_PART if now - state.last_success_at < spanned else None


def gap_from(dates: Iterable[datetime], state: FeedState, *, items: int) -> int | None:
    """Where so many of a document's items or more are new to us, others may have come and gone since the last one; None where none can have.

    A document that holds the newest item known before has followed without a gap. The oldest may be pinned, and then say nothing. Nothing can
    be known after an empty document, nor where one holds fewer than the last: it does not show its latest so many, but today's or a single one.
    """
    listed = sorted(dates)
    if state.first_polled_at is None or not state.items or items < max(_FEWEST, state.items) or state.newest in listed:
        return None
    pinned = len(listed) // _PINNED
    past_all_known = state.newest is not None and len(listed) == items and listed[pinned] > state.newest
    return items - pinned if past_all_known else items


def rhythm(dates: Iterable[datetime], state: FeedState, *, now: datetime) -> Rhythm:
    """What a document's sure dates and the newest one known before say; else what was known."""
    listed = sorted(set(dates))
    known = sorted({*listed[len(listed) // _PINNED :], *([state.newest] if state.newest else [])})
    gaps = [later - earlier for earlier, later in pairwise(known)]
    if len(known) < _FEWEST:
        return Rhythm(state.pace, state.pause)
    pace = (known[-1] - known[0]) / len(gaps)
    return Rhythm(pace, max(*gaps, _faded(state, now)))


def _faded(state: FeedState, now: datetime) -> timedelta:
    if state.pause is None or state.last_success_at is None:
        return timedelta(0)
    since = max(now - state.last_success_at, timedelta(0))
    return state.pause * float(0.5 ** (since / _FORGOTTEN_IN))
