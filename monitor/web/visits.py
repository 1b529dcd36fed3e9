"""Who a request comes from, and whether that is enough for what it asks."""

from __future__ import annotations

import asyncio
import hashlib
from typing import TYPE_CHECKING

from monitor.errors import MonitorError
from monitor.web.access import visitor_of
from monitor.web.guard import COOKIE, FormGuard, same_origin

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from aiohttp.web import Request

    from monitor.ports import AccountStore
    from monitor.types import User, WebSettings
    from monitor.web.access import Visitor
    from monitor.web.page import Role

SESSION = "monitor_session"
STALE_FORM = "This form is too old or came from elsewhere. Open the page again and repeat."


class StrangerError(MonitorError):
    """Nobody is logged in."""


class ForbiddenError(MonitorError):
    """Somebody is, and may not do this; or the form is not ours."""


def mark_of(kept: str) -> str:
    """What is stored of the secret that a browser keeps."""
    return hashlib.sha256(kept.encode(errors="replace")).hexdigest()


class Visits:
    def __init__(self, accounts: AccountStore, web: WebSettings, *, now: Callable[[], datetime]) -> None:
        self._accounts, self._web, self._now = accounts, web, now
        self.guard = FormGuard()

    async def visitor(self, request: Request) -> Visitor | None:
        """None for a stranger. Raises StoreError."""
        return visitor_of(
            self._web,
            user=await self._user(request),
            remote=request.remote,
            named=request.headers.get(self._web.proxy_header),
        )

    async def _user(self, request: Request) -> User | None:
        kept = request.cookies.get(SESSION)
        if self._web.access != "login" or not kept:
            return None
        return await asyncio.to_thread(self._accounts.user_of_session, mark_of(kept), self._now())

    async def require(self, request: Request, need: Role) -> Visitor:
        """Raises StrangerError or ForbiddenError."""
        visitor = await self.visitor(request)
        if visitor is None:
            raise StrangerError("Log in first.")
        if not visitor.may(need):
            raise ForbiddenError(f"That needs the role “{need}”; yours is “{visitor.role}”.")
        return visitor

    async def form(self, request: Request, need: Role) -> tuple[Visitor, dict[str, str]]:
        """A form that our own page was sent with, by somebody who may. Raises StrangerError or ForbiddenError."""
        visitor = await self.require(request, need)
        return visitor, await self.own_form(request)

    async def own_form(self, request: Request) -> dict[str, str]:
        """Raises ForbiddenError where it came from elsewhere."""
        given = {name: str(value) for name, value in (await request.post()).items()}
        known = self.guard.accepts(
            request.cookies.get(COOKIE), request.cookies.get(SESSION, ""), given.get("token", "")
        )
        if not known or not same_origin(request.headers.get("Origin"), request.host):
            raise ForbiddenError(STALE_FORM)
        return given

    def token(self, request: Request, cookie: str) -> str:
        return self.guard.token(cookie, request.cookies.get(SESSION, ""))


def is_secure(request: Request) -> bool:
    """Whether the browser came over TLS, as far as is known; a cookie then never travels without it."""
    return request.secure or request.headers.get("X-Forwarded-Proto", "").lower() == "https"
