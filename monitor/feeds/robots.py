"""What a site's robots.txt lets us fetch. The only file that imports protego.

RFC 9309: what is missing or refused (4xx) allows all; what cannot be had for now (5xx, no answer) allows nothing for now. A 429
is by its number a 4xx, and says that the site wants fewer questions, so its pages rest too.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

from protego import Protego

from monitor.errors import FetchError
from monitor.feeds.charset import decode
from monitor.feeds.turns import LONGEST_REST

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from monitor.feeds.answers import Kind
    from monitor.types import Fetched

AGENT = "MessagingMonitor"
"""How a robots.txt names us."""
LONGEST_DELAY = timedelta(seconds=30)
_KEPT_FOR = timedelta(hours=24).total_seconds()
_ASKED_AGAIN_AFTER = timedelta(minutes=10)
_MOST_SITES = 2000
_LARGEST = 500 * 1024  # what RFC 9309 asks crawlers to read at least


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A site's rules, or the `trouble` of having them; good until `until` (the loop's clock)."""

    until: float
    parsed: Protego | None = None
    trouble: FetchError | None = None


@dataclass(eq=False)
class Robots:
    """Asks each site once a day. `ask` fetches an address without asking here."""

    ask: Callable[[str], Awaitable[Fetched]]
    _known: OrderedDict[str, asyncio.Future[Rules]] = field(default_factory=OrderedDict)

    async def check(self, site: str, url: str) -> timedelta:
        """How long the site wants us to wait between two pages. Raises FetchError where it does not want us at `url`."""
        rules = await self._rules(site)
        if rules.trouble is not None:
            raise rules.trouble
        if rules.parsed is None:
            return timedelta(0)
        if not rules.parsed.can_fetch(url, AGENT):
            raise FetchError("not asked for: the site's robots.txt does not want it", kind="hard")
        delay = rules.parsed.crawl_delay(AGENT)
        return min(timedelta(seconds=delay or 0), LONGEST_DELAY)

    async def _rules(self, site: str) -> Rules:
        loop = asyncio.get_running_loop()
        known = self._known.get(site)
        if known is None or (known.done() and _is_over(known, loop.time())):
            # Kept as a task, so that many pages of one site ask for it once.
            known = self._known[site] = asyncio.ensure_future(self._fetch(site))
        self._known.move_to_end(site)
        while len(self._known) > _MOST_SITES:
            self._known.popitem(last=False)
        return await asyncio.shield(known)

    async def _fetch(self, site: str) -> Rules:
        now = asyncio.get_running_loop().time()
        try:
            got = await self.ask(f"{site}/robots.txt")
        except FetchError as error:
            return _without(error, now)
        text = decode(got.body[:_LARGEST], got.headers)
        return Rules(until=now + _KEPT_FOR, parsed=Protego.parse(text))


def _is_over(known: asyncio.Future[Rules], now: float) -> bool:
    """Also what brought no rules at all, as where the store that keeps turns was away."""
    return known.cancelled() or known.exception() is not None or known.result().until < now


def _without(error: FetchError, now: float) -> Rules:
    if error.status is not None and 400 <= error.status < 500 and error.kind != "temporary":
        return Rules(until=now + _KEPT_FOR)
    words = f"its site's robots.txt cannot be had: {error}"
    if error.status == HTTPStatus.TOO_MANY_REQUESTS:
        rest = min(max(error.retry_after or _ASKED_AGAIN_AFTER, _ASKED_AGAIN_AFTER), LONGEST_REST)
        return Rules(until=now + rest.total_seconds(), trouble=FetchError(words, kind="rest", retry_after=rest))
    kind: Kind = "hard" if error.kind == "hard" else "temporary"
    trouble = FetchError(words, kind=kind, retry_after=error.retry_after, status=error.status)
    return Rules(until=now + _ASKED_AGAIN_AFTER.total_seconds(), trouble=trouble)
