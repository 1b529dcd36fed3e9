"""A checked row of feeds.toml → Feed: its owner, its office, how often it is asked and with what. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict
from urllib.parse import urlsplit

from monitor.types import Access, Feed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import timedelta

    from monitor.config.settings import MonitorFile, PollingTable
    from monitor.config.topic import FeedRow
    from monitor.types import Office


def build_feed(feed: FeedRow, offices: Iterable[Office], monitor: MonitorFile) -> Feed:
    host = (urlsplit(feed.url).hostname or "").removeprefix("www.")
    outlet = feed.outlet or host
    own_voice = _office_of((outlet, host, feed.id), offices) if feed.primary else None
    return Feed(
        id=feed.id,
        url=feed.url,
        outlet=outlet,
        owner=feed.owner or outlet,
        every=feed.every or monitor.polling.every,
        language=feed.language,
        country=feed.country,
        primary=feed.primary,
        speaks_for=feed.speaks_for or own_voice,
        access=_access(feed, monitor.network.proxy),
        **_bounds(feed, monitor.polling),
    )


class _Bounds(TypedDict):
    quickest: timedelta | None
    slowest: timedelta | None


def _bounds(feed: FeedRow, polling: PollingTable) -> _Bounds:
    """A feed whose interval a person chose keeps it; a primary source, whose words count most, is never asked more seldom."""
    if feed.every is not None:
        return {"quickest": None, "slowest": None}
    quickest = max(polling.quickest or polling.every / 3, polling.at_least)
    slowest = polling.every if feed.primary else min(polling.slowest or 4 * polling.every, polling.at_most)
    return {"quickest": min(quickest, polling.every), "slowest": max(slowest, polling.every)}


def _access(feed: FeedRow, proxy: str) -> Access | None:
    access = Access(
        headers=tuple((feed.headers or {}).items()),
        cookies=tuple((feed.cookies or {}).items()),
        user=feed.user,
        password=feed.password,
        proxy=feed.proxy or proxy or None,
        only_for=feed.url,
    )
    return None if access == Access(only_for=feed.url) else access


def _office_of(names: tuple[str, ...], offices: Iterable[Office]) -> str | None:
    """The first office that counts one of these names among its outlets."""
    wanted = {name.casefold() for name in names}
    return next((o.id for o in offices if wanted & {outlet.casefold() for outlet in o.outlets}), None)
