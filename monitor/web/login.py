"""Logging in and out."""

from __future__ import annotations

import asyncio
import logging
import secrets
from typing import TYPE_CHECKING

from aiohttp import web

from monitor.types import Decision, Session
from monitor.web.access import local_path
from monitor.web.pace import LoginPace
from monitor.web.passwords import matches
from monitor.web.visits import SESSION, is_secure, mark_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, timedelta

    from aiohttp.web import Request, Response

    from monitor.ports import AccountStore, ReviewStore
    from monitor.types import User, WebSettings
    from monitor.web.paint import Painter
    from monitor.web.visits import Visits

logger = logging.getLogger(__name__)

AT_ONCE = 2
"""Passwords checked at the same time: each takes a core and 64 MiB for a moment."""
WRONG = "The name or the password is not right."


class Login:
    """The handlers; there are none where nobody logs in here."""

    def __init__(
        self,
        accounts: AccountStore,
        review: ReviewStore,
        settings: WebSettings,
        *,
        visits: Visits,
        paint: Painter,
        now: Callable[[], datetime],
    ) -> None:
        self._accounts, self._review, self._settings = accounts, review, settings
        self._visits, self._paint, self._now = visits, paint, now
        self._pace, self._checks = LoginPace(), asyncio.Semaphore(AT_ONCE)

    def routes(self) -> list[web.RouteDef]:
        if self._settings.access != "login":
            return []
        return [web.get("/login", self.ask), web.post("/login", self.enter), web.post("/logout", self.leave)]

    async def ask(self, request: Request) -> Response:
        return self._form(request, to=request.query.get("to", "/"), problem="", status=200)

    def _form(self, request: Request, *, to: str, problem: str, status: int) -> Response:
        to = local_path(to)
        return self._paint.bare(request, "login.html.jinja", {"problem": problem, "to": to}, status=status)

    async def enter(self, request: Request) -> Response:
        given = await self._visits.own_form(request)
        to = given.get("to", "/")
        name, now = given.get("name", "").strip()[:80], self._now()
        keys = (f"name:{name.casefold()}", f"from:{request.remote}")
        wait = self._pace.wait(keys, now)
        if wait is not None:
            return self._slow_down(request, wait, to=to)
        # Counted before it is checked: many tries at once would else all be free.
        self._pace.failed(keys, now)
        user = await self._checked(name, given.get("password", ""))
        if user is None:
            logger.warning("a login as %r from %s failed", name, request.remote)
            return self._form(request, to=to, problem=WRONG, status=401)
        for key in keys:
            self._pace.succeeded(key)
        return await self._began(request, user, to=local_path(to), now=now)

    def _slow_down(self, request: Request, wait: timedelta, *, to: str) -> Response:
        minutes = int(wait.total_seconds() // 60) + 1
        told = self._form(request, to=to, problem=f"Too many tries. Wait {minutes} min.", status=429)
        told.headers["Retry-After"] = str(int(wait.total_seconds()) + 1)
        return told

    async def _checked(self, name: str, password: str) -> User | None:
        user = await asyncio.to_thread(self._accounts.user, name)
        async with self._checks:
            right = await asyncio.to_thread(matches, password, user.secret if user else None)
        return user if right else None

    async def _began(self, request: Request, user: User, *, to: str, now: datetime) -> Response:
        """A new secret at every login: one that was planted before is worth nothing."""
        await self._end(request)
        kept = secrets.token_urlsafe(32)
        session = Session(mark=mark_of(kept), user=user.name, began=now, ends=now + self._settings.session)
        await asyncio.to_thread(self._accounts.begin_session, session)
        said = Decision(at=now, by=user.name, action="login", about=user.name, detail=f"from {request.remote}")
        await asyncio.to_thread(self._review.note_decision, said)
        answer = web.Response(status=303, headers={"Location": to})
        seconds = int(self._settings.session.total_seconds())
        answer.set_cookie(
            SESSION, kept, max_age=seconds, httponly=True, samesite="Lax", secure=is_secure(request), path="/"
        )
        return answer

    async def leave(self, request: Request) -> Response:
        await self._visits.form(request, "read")
        await self._end(request)
        answer = web.Response(status=303, headers={"Location": "/login"})
        answer.del_cookie(SESSION, path="/")
        return answer

    async def _end(self, request: Request) -> None:
        if kept := request.cookies.get(SESSION):
            await asyncio.to_thread(self._accounts.end_session, mark_of(kept))
