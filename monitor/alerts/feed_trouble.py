"""What is wrong with the feeds, in lines for the people who look after the service. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from monitor.alerts.wording import counted, cut
from monitor.types import GAP_TOLD_FOR

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import datetime

    from monitor.types import FeedState

MOST = 20
MOST_NAMED = 10


def feed_lines(feeds: Iterable[FeedState], *, primary: Collection[str], now: datetime) -> list[str]:
    """One a feed, the `primary` ones first: where they fall silent, the speakers' own words are missing."""
    ordered = sorted(feeds, key=lambda feed: feed.feed_id not in primary)
    lines = [line for feed in ordered for line in _feed(feed, _name(feed, primary), now)]
    more = [f"and {len(lines) - MOST} more feeds"] if len(lines) > MOST else []
    return [*lines[:MOST], *more]


def gap_lines(feeds: Iterable[FeedState], *, primary: Collection[str], now: datetime) -> list[str]:
    """One line for all, to be told last: a suspicion must not crowd out what is known to be wrong."""
    ordered = sorted(feeds, key=lambda feed: feed.feed_id not in primary)
    names = [_name(feed, primary) for feed in ordered if feed.gap_within(GAP_TOLD_FOR, now)]
    if not names:
        return []
    line = (
        f"Items may have been missed in {counted(len(names), 'feed')}, which reached back to nothing recent that we had:"
        f" {first_of(names)}. Ask more often (`every`), or find feeds that hold more"
    )
    return [line]


def first_of(names: list[str]) -> str:
    """The first few, and how many more."""
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


def _name(feed: FeedState, primary: Collection[str]) -> str:
    return cut(feed.feed_id, 60) + (" (primary source)" if feed.feed_id in primary else "")


def _feed(feed: FeedState, name: str, now: datetime) -> Iterator[str]:
    condition = feed.condition(now)
    if condition == "ended":
        yield f"Feed {name} has ended: {cut(feed.outcome, 200)}; find its new address (`monitor feeds test SITE`)"
    elif feed.is_down(now):
        since = (
            f"has not answered since {feed.down_since:%Y-%m-%d %H:%M} UTC" if feed.down_since else "has never answered"
        )
        yield f"Feed {name} {since}: {cut(feed.outcome, 200)}; look with `monitor feeds test URL`"
    elif feed.is_cut:
        yield f"Feed {name} came {cut(feed.outcome, 200)}; where it stays so, tell the outlet"
    elif condition == "silent" and feed.last_news:
        yield (
            f"Feed {name} answers, and has brought nothing since {feed.last_news:%Y-%m-%d}: {_how_unusual(feed.usual_pause)};"
            " look whether the outlet still writes there"
        )
    elif condition == "unchanging" and feed.first_polled_at:
        yield (
            f"Feed {name} answers, and has not changed since it was first asked on {feed.first_polled_at:%Y-%m-%d}:"
            " look whether its address is still the right one"
        )


def _how_unusual(pause: timedelta | None) -> str:
    if pause is None:
        return "more than a month, while its rhythm is not known"
    return f"more than three times its usual pause of {_in_days(pause)}"


def _in_days(span: timedelta) -> str:
    hours = span / timedelta(hours=1)
    return f"{hours:.0f} hours" if hours < 48 else f"{hours / 24:.0f} days"
