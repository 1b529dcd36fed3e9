"""Where hubs reach us: they ask back whether we asked, and tell of news (WebSub). What they send is never read, only its signature.

There is no log-in here: the address itself, which only the hub was given, is what lets it in.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from aiohttp import web

from monitor.errors import StoreError
from monitor.feeds import confirmed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from aiohttp.web import Request, Response

    from monitor.ports import Store
    from monitor.types import Subscription

logger = logging.getLogger(__name__)

PATH = "/websub/"
SIGNED_WITH = ("sha256", "sha384", "sha512", "sha1")
"""What the Recommendation knows."""
_AT_ONCE = 16
_WITHIN = 30.0
_LONGEST_CHALLENGE = 1000
_UNSIGNED = "what it sent was not signed as agreed, and was ignored"


class Pushes:
    """`most`: bytes that a hub may send at once."""

    def __init__(self, store: Store, *, most: int, now: Callable[[], datetime]) -> None:
        self._store, self._most, self._now = store, most, now
        self._places = asyncio.Semaphore(_AT_ONCE)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get(f"{PATH}{{token}}", _plainly(self.confirm)),
            web.post(f"{PATH}{{token}}", _plainly(self.told)),
        ]

    async def confirm(self, request: Request) -> Response:
        """The challenge goes back only for what we asked."""
        subscription = await self._subscription(request)
        if subscription is None:
            return web.Response(status=404)
        answer = confirmed(subscription, request.query, self._now())
        challenge = request.query.get("hub.challenge", "")
        if not answer.ours or len(challenge) > _LONGEST_CHALLENGE:
            return web.Response(status=404)
        await asyncio.to_thread(self._store.change_subscription, subscription, answer.after)
        logger.info("feed %s: %s: %s", subscription.feed_id, subscription.hub_name, _outcome(answer.after, self._now()))
        return web.Response(text=challenge)

    async def told(self, request: Request) -> Response:
        """A signed push makes its feed due. Others are taken and ignored, so that nobody can try out signatures."""
        subscription = await self._subscription(request)
        if subscription is None:
            return web.Response(status=410)
        if self._places.locked():
            return web.Response(status=503, headers={"Retry-After": "30"})
        async with self._places:
            whole, signed = await self._is_signed(request, subscription)
        if not whole:
            return web.Response(status=413)
        if signed:
            await asyncio.to_thread(self._store.note_push, subscription.feed_id, self._now())
        await self._note_signing(subscription, signed=signed)
        return web.Response(status=202)

    async def _subscription(self, request: Request) -> Subscription | None:
        return await asyncio.to_thread(self._store.subscription, request.match_info["token"])

    async def _is_signed(self, request: Request, subscription: Subscription) -> tuple[bool, bool]:
        """Whether it is small enough, came in time, and is signed with the secret; nothing of it is kept."""
        method, _, given = request.headers.get("X-Hub-Signature", "").partition("=")
        known = method.lower() if method.lower() in SIGNED_WITH else SIGNED_WITH[0]
        signature, size = hmac.new(subscription.secret.encode(), digestmod=known), 0
        try:
            async with asyncio.timeout(_WITHIN):
                async for piece in request.content.iter_any():
                    size += len(piece)
                    if size > self._most:
                        return False, False
                    signature.update(piece)
        except TimeoutError:
            return False, False
        except web.RequestPayloadError:  # cannot be unpacked: whatever it is, it is not what a hub signed
            return True, False
        ours = hmac.compare_digest(signature.hexdigest().encode(), given.strip().lower().encode(errors="replace"))
        return True, ours and method.lower() in SIGNED_WITH

    async def _note_signing(self, subscription: Subscription, *, signed: bool) -> None:
        """Once, not each time: who sends unsigned things sends many."""
        unsigned = f"{subscription.hub_name}: {_UNSIGNED}"
        if signed == (subscription.trouble == unsigned):
            after = replace(subscription, trouble="" if signed else unsigned)
            await asyncio.to_thread(self._store.change_subscription, subscription, after)
            logger.warning("feed %s: %s", subscription.feed_id, after.in_words(self._now()))


def _outcome(after: Subscription | None, now: datetime) -> str:
    return "agreed to tell us no more" if after is None else after.in_words(now)


def _plainly(handler: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """Machines of others are told no more than that it did not work."""

    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except StoreError as error:
            logger.warning("a hub cannot be answered: %s", error)
            return web.Response(status=503, headers={"Retry-After": "60"})

    return answer
