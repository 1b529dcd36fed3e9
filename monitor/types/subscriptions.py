"""Hubs that tell us of news (WebSub): what a feed offers, and what we have agreed on with its hub."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from datetime import datetime


class HubOffer(NamedTuple):
    """A hub, and the address under which it knows the feed."""

    hub: str
    topic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """What was agreed on with a hub for one feed.

    `callback`: the address that the hub was given, which ends in the unguessable `token`; `secret`: what it signs with; `asked`: what it
    has yet to confirm; `again`: when we ask next, after `tries` without an answer; `until`: when the lease ends; `trouble`: why it is not
    as it should be, in words. What lets a hub in stands in no log.
    """

    token: str = field(repr=False)
    feed_id: str
    offer: HubOffer
    callback: str = field(repr=False)
    secret: str = field(repr=False)
    again: datetime
    asked: Literal["subscribe", "unsubscribe"] | None = None
    tries: int = 0
    until: datetime | None = None
    trouble: str = ""

    @property
    def hub_name(self) -> str:
        """Whom people know it by."""
        return urlsplit(self.offer.hub).hostname or self.offer.hub

    def holds(self, now: datetime) -> bool:
        return self.until is not None and self.until > now

    def in_words(self, now: datetime) -> str:
        """How it stands, for people."""
        if self.asked == "unsubscribe":
            return f"{self.hub_name} is asked to tell us no more"
        if self.until is not None and self.holds(now):
            return f"{self.hub_name} tells us of news until {self.until:%Y-%m-%d %H:%M} UTC" + self._but
        if self.trouble:
            return f"polled only: {self.trouble}"
        return f"polled only: {self.hub_name} is asked to tell us of news, and has not confirmed it yet"

    @property
    def _but(self) -> str:
        return f"; {self.trouble}" if self.trouble else ""
