"""What is wrong with the service, in lines for the people who look after it. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from monitor.alerts.wording import counted, cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from monitor.ports import Backlog
    from monitor.types import FeedState, SignOfLife

SILENT_PART = timedelta(minutes=5)
GAP_TOLD_FOR = timedelta(days=1)
MOST = 20
MOST_NAMED = 10


def health_lines(
    feeds: Iterable[FeedState], backlog: Backlog, signs: Iterable[SignOfLife], *, now: datetime
) -> tuple[str, ...]:
    """Empty where all is well; a feed that fails for less than a day is no trouble yet."""
    feeds = tuple(feeds)
    silent = [line for feed in feeds for line in _feed(feed, now)]
    more = [f"and {len(silent) - MOST} more feeds"] if len(silent) > MOST else []
    others = (*_backlog(backlog), *(line for sign in signs for line in _sign(sign, now)))
    return (*silent[:MOST], *more, *others, *_gaps(feeds, now))


def _feed(feed: FeedState, now: datetime) -> Iterator[str]:
    name, condition = cut(feed.feed_id, 60), feed.condition(now)
    if condition == "ended":
        yield f"Feed {name} has ended: {cut(feed.outcome, 200)}"
    elif feed.is_down(now):
        since = f"since {feed.last_success_at:%Y-%m-%d %H:%M} UTC" if feed.last_success_at else "from the first"
        yield f"Feed {name} is silent {since}: {cut(feed.outcome, 200)}"
    elif condition == "silent" and feed.last_news:
        yield f"Feed {name} answers, and has brought nothing since {feed.last_news:%Y-%m-%d}: {_how_unusual(feed.usual_pause)}"
    elif condition == "unchanging" and feed.first_polled_at:
        yield (
            f"Feed {name} answers, and has not changed since it was first asked on {feed.first_polled_at:%Y-%m-%d}:"
            " look whether its address is still the right one"
        )


def _gaps(feeds: Iterable[FeedState], now: datetime) -> Iterator[str]:
    """One line for all, and the last: a suspicion must not crowd out what is known to be wrong."""
    names = [cut(feed.feed_id, 60) for feed in feeds if feed.gap_within(GAP_TOLD_FOR, now)]
    if names:
        more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        yield (
            f"Items may have been missed in {counted(len(names), 'feed')}, which reached back to nothing recent that we had:"
            f" {', '.join(names[:MOST_NAMED])}{more}. Ask more often (`every`), or find feeds that hold more"
        )


def _how_unusual(pause: timedelta | None) -> str:
    if pause is None:
        return "more than a month, while its rhythm is not known"
    return f"more than three times its usual pause of {_in_days(pause)}"


def _in_days(span: timedelta) -> str:
    hours = span / timedelta(hours=1)
    return f"{hours:.0f} hours" if hours < 48 else f"{hours / 24:.0f} days"


def _backlog(backlog: Backlog) -> Iterator[str]:
    if backlog.refused:
        yield f"{counted(backlog.refused, 'message')} refused by Slack: `monitor status` says why."
    if backlog.quarantined:
        yield f"{counted(backlog.quarantined, 'article')} put aside as unreadable: `monitor status` says why."


def _sign(sign: SignOfLife, now: datetime) -> Iterator[str]:
    if now - sign.at > SILENT_PART:
        yield f"{cut(sign.name, 60)}: silent since {sign.at:%Y-%m-%d %H:%M} UTC"
    elif not sign.well:
        yield f"{cut(sign.name, 60)}: {cut(sign.words, 200)}"
