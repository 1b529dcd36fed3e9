"""What to ask hubs, and what their questions mean (WebSub). Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from monitor.types import HubOffer, Subscription

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from monitor.types import FeedState

LEASE = timedelta(days=10)
"""What we ask for; hubs give what they like."""
_LONGEST_LEASE, _SHORTEST_LEASE = timedelta(days=30), timedelta(minutes=5)
"""A hub that names longer or shorter ones, or none, is asked again as if it had named these."""
_FIRST_WAIT, _LONGEST_WAIT = timedelta(hours=1), timedelta(days=1)
_DENIED_FOR = timedelta(days=7)
_FAREWELLS = 3
"""So often a hub is asked to stop; then its lease runs out by itself."""
_LONGEST_REASON = 200


class Step(NamedTuple):
    """What to do about a subscription, which has yet to `begin`, is to be `forgotten`, or asked for as `after` says."""

    what: Literal["begin", "ask", "forget"]
    feed_id: str
    offer: HubOffer
    before: Subscription | None = None
    after: Subscription | None = None


class Confirmed(NamedTuple):
    """Whether the hub's question is about something that we asked, and what holds after it; None: nothing any more."""

    ours: bool
    after: Subscription | None


def steps(
    states: Iterable[FeedState], subscriptions: Iterable[Subscription], *, callback: str, now: datetime
) -> list[Step]:
    """What is due, for the feeds that are configured and have not ended."""
    offers = {s.feed_id: HubOffer(s.hub, s.topic) for s in states if s.hub and s.topic and not s.ended}
    found, served = list[Step](), set[str]()
    for subscription in subscriptions:
        is_ours = subscription.callback.startswith(f"{callback}/")
        if is_ours and offers.get(subscription.feed_id) == subscription.offer:
            served.add(subscription.feed_id)
            found += _keeping(subscription, now)
        else:
            found += _leaving(subscription, now) if is_ours else [_forget(subscription)]
    return found + [Step("begin", feed, offer) for feed, offer in sorted(offers.items()) if feed not in served]


def _keeping(subscription: Subscription, now: datetime) -> list[Step]:
    return [_ask(subscription, asking(subscription, "subscribe", now))] if subscription.again <= now else []


def _leaving(subscription: Subscription, now: datetime) -> list[Step]:
    """A hub that never confirmed has nothing to end, and one that does not answer lets its lease run out."""
    first = subscription.asked != "unsubscribe"
    if not subscription.holds(now) or (not first and subscription.tries >= _FAREWELLS and subscription.again <= now):
        return [_forget(subscription)]
    if not first and subscription.again > now:
        return []
    leaving = replace(subscription, tries=0, trouble="") if first else subscription
    return [_ask(subscription, asking(leaving, "unsubscribe", now))]


def _ask(before: Subscription, after: Subscription) -> Step:
    return Step("ask", before.feed_id, before.offer, before, after)


def _forget(before: Subscription) -> Step:
    return Step("forget", before.feed_id, before.offer, before)


def asking(subscription: Subscription, mode: Literal["subscribe", "unsubscribe"], now: datetime) -> Subscription:
    """As it is kept before the hub is asked: it may come back before it has answered."""
    wait = min(_FIRST_WAIT * 2 ** min(subscription.tries, 10), _LONGEST_WAIT)
    return replace(subscription, asked=mode, tries=subscription.tries + 1, again=now + wait)


def form_of(subscription: Subscription) -> Mapping[str, str]:
    """What is sent to the hub."""
    form = {
        "hub.mode": subscription.asked or "",
        "hub.topic": subscription.offer.topic,
        "hub.callback": subscription.callback,
    }
    if subscription.asked == "subscribe":
        form |= {"hub.secret": subscription.secret, "hub.lease_seconds": str(round(LEASE.total_seconds()))}
    return form


def confirmed(subscription: Subscription, said: Mapping[str, str], now: datetime) -> Confirmed:
    """What a hub asks back, by its parameters: is it what we asked?"""
    mode = said.get("hub.mode")
    if said.get("hub.topic") != subscription.offer.topic:
        return Confirmed(ours=False, after=subscription)
    if mode == "denied":
        return Confirmed(ours=True, after=_denied(subscription, said.get("hub.reason", ""), now))
    if mode is None or mode != subscription.asked or not said.get("hub.challenge"):
        return Confirmed(ours=False, after=subscription)
    if mode == "unsubscribe":
        return Confirmed(ours=True, after=None)
    lease = lease_of(said.get("hub.lease_seconds", ""))
    renew = now + lease * 3 / 4
    return Confirmed(
        ours=True, after=replace(subscription, asked=None, tries=0, until=now + lease, again=renew, trouble="")
    )


def lease_of(seconds: str) -> timedelta:
    """How long the hub says that it tells us of news."""
    if not (seconds.isascii() and seconds.isdigit()):
        return LEASE
    return min(max(timedelta(seconds=int(seconds[:9])), _SHORTEST_LEASE), _LONGEST_LEASE)


def _denied(subscription: Subscription, reason: str, now: datetime) -> Subscription:
    said = "".join(letter for letter in " ".join(reason.split()) if letter.isprintable())[:_LONGEST_REASON]
    trouble = f"{subscription.hub_name} denied the subscription" + (f": {said}" if said else "")
    return replace(subscription, asked=None, tries=0, until=None, again=now + _DENIED_FOR, trouble=trouble)
