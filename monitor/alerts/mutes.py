"""What people asked not to hear of for a while. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.alerts.wording import cut, day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from monitor.types import Alert, Mute


def muted(alert: Alert, mutes: Iterable[Mute], *, feeds_of: Callable[[Alert], frozenset[str]]) -> Alert:
    """The alert for the digest, with the reason, where somebody muted its actor, its issue, or every feed of its words."""
    if alert.channel != "chat" or alert.story is not None:
        return alert
    held = list(mutes)
    found = next((mute for mute in held if _covers(mute, alert)), None) or _by_feeds(alert, held, feeds_of)
    return alert if found is None else replace(alert, channel="digest", held=reason(found))


def reason(mute: Mute) -> str:
    return f"{mute.kind} {cut(mute.target, 60)} muted by {cut(mute.by, 60)} until {day(mute.until)}"


def _covers(mute: Mute, alert: Alert) -> bool:
    target = {"actor": alert.office, "issue": alert.issue}.get(mute.kind)
    return target == mute.target


def _by_feeds(alert: Alert, mutes: list[Mute], feeds_of: Callable[[Alert], frozenset[str]]) -> Mute | None:
    """One feed that is not muted is enough to tell it."""
    by_feed = {mute.target: mute for mute in mutes if mute.kind == "feed"}
    feeds = feeds_of(alert) if by_feed else frozenset()
    return by_feed[min(feeds)] if feeds and feeds <= by_feed.keys() else None
