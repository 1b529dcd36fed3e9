"""What is wrong with the service, in lines for the people who look after it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.alerts.feed_trouble import feed_lines, gap_lines
from monitor.alerts.wording import counted, cut
from monitor.types.answers import SILENT_PART

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import datetime

    from monitor.ports import Backlog
    from monitor.types import FeedState, SignOfLife


def health_lines(
    feeds: Iterable[FeedState],
    backlog: Backlog,
    signs: Iterable[SignOfLife],
    *,
    primary: Collection[str] = (),
    now: datetime,
) -> tuple[str, ...]:
    """Empty where all is well; a feed that fails for less than a day is no trouble yet. `primary`: the ids of feeds to name first."""
    feeds = tuple(feeds)
    others = (*_backlog(backlog), *(line for sign in signs for line in _sign(sign, now)))
    return (
        *feed_lines(feeds, primary=primary, now=now),
        *others,
        *gap_lines(feeds, primary=primary, now=now),
    )


def _backlog(backlog: Backlog) -> Iterator[str]:
    if backlog.refused:
        yield f"{counted(backlog.refused, 'message')} refused by Slack: `monitor status` says why."
    if backlog.quarantined:
        yield f"{counted(backlog.quarantined, 'article')} put aside as unreadable: `monitor status` says why."


def _sign(sign: SignOfLife, now: datetime) -> Iterator[str]:
    if sign.is_past(now):
        return
    if now - sign.at > SILENT_PART:
        yield f"{cut(sign.name, 60)}: silent since {sign.at:%Y-%m-%d %H:%M} UTC"
    elif not sign.well:
        yield f"{cut(sign.name, 60)}: {cut(sign.words, 200)}"
