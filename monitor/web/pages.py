"""What each address answers. Reads the store in threads; the only thing it writes is a verdict."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from aiohttp import web

from monitor.alerts import alert_to_json
from monitor.digest import level_scale, make_environment, render_page
from monitor.types import VERDICT_WORDS, Verdict
from monitor.web.guard import COOKIE, FormGuard, same_origin
from monitor.web.views import alert_page, feed_rows, overview

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aiohttp.web import Request, Response

    from monitor.ports import Store
    from monitor.types import Alert, Config
    from monitor.web.health import Health

logger = logging.getLogger(__name__)

_LATEST = 25
_UNSENT = 5
_API_USUAL, _API_MOST = 100, 1000
_LONGEST_NAME, _LONGEST_NOTE = 80, 500


class Pages:
    """The handlers, over the parts that create_app was given."""

    def __init__(
        self, store: Store, *, config: Config, health: Callable[[], Health], now: Callable[[], datetime]
    ) -> None:
        self._store, self._config, self._health, self._now = store, config, health, now
        self._guard = FormGuard()
        self._templates = make_environment("monitor.web")

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self.index),
            web.get("/alerts/{alert_id}", self.alert),
            web.post("/alerts/{alert_id}/verdict", self.judge),
            web.get("/digests/{week}", self.digest),
            web.get("/feeds", self.feeds),
            web.get("/api/alerts", self.api_alerts),
        ]

    # ------------------------------------------------------------------ pages

    async def index(self, _: Request) -> Response:
        return self._page("index.html.jinja", await asyncio.to_thread(self._overview))

    def _overview(self) -> dict[str, Any]:
        return overview(
            self._store.alerts(limit=_LATEST),
            self._store.streams(),
            self._store.digests(),
            self._store.feed_states(),
            self._store.backlog(self._now()),
            unsent=self._store.troubled_deliveries(_UNSENT),
            health=self._health(),
            config=self._config,
        )

    async def feeds(self, _: Request) -> Response:
        states = await asyncio.to_thread(self._store.feed_states)
        return self._page("feeds.html.jinja", {"rows": feed_rows(states, self._config)})

    async def digest(self, request: Request) -> Response:
        found = await asyncio.to_thread(self._store.digest, request.match_info["week"])
        if found is None:
            return self.problem(404, "There is no digest of that week.")
        return web.Response(text=await asyncio.to_thread(render_page, found), content_type="text/html")

    async def alert(self, request: Request) -> Response:
        found = await self._alert_of(request)
        if found is None:
            return self.problem(404, "There is no such alert.")
        verdicts = await asyncio.to_thread(self._store.verdicts, found.id)
        cookie = request.cookies.get(COOKIE) or self._guard.new_cookie()
        context = alert_page(found, verdicts, config=self._config)
        answer = self._page("alert.html.jinja", {**context, "token": self._guard.token(cookie)})
        answer.set_cookie(COOKIE, cookie, httponly=True, samesite="Lax", secure=request.secure, path="/")
        return answer

    async def judge(self, request: Request) -> Response:
        """Takes a verdict from the form of our own page, and goes back to the alert."""
        form = await request.post()
        token, word = str(form.get("token", "")), str(form.get("word", ""))
        trusted = same_origin(request.headers.get("Origin"), request.host)
        if not trusted or not self._guard.accepts(request.cookies.get(COOKIE), token):
            return self.problem(403, "This form is too old or came from elsewhere. Open the alert again and repeat.")
        if word not in VERDICT_WORDS:
            return self.problem(400, f"A verdict is one of: {', '.join(VERDICT_WORDS)}.")
        found = await self._alert_of(request)
        if found is None:
            return self.problem(404, "There is no such alert.")
        verdict = Verdict(
            alert_id=found.id,
            word=word,
            by=str(form.get("by", "")).strip()[:_LONGEST_NAME] or "page",
            at=self._now(),
            note=str(form.get("note", "")).strip()[:_LONGEST_NOTE],
        )
        await asyncio.to_thread(self._store.add_verdict, verdict)
        logger.info("alert %s was judged: %s", found.id, word)
        return web.Response(status=303, headers={"Location": str(request.rel_url.parent)})

    async def _alert_of(self, request: Request) -> Alert | None:
        return await asyncio.to_thread(self._store.alert, request.match_info["alert_id"])

    # --------------------------------------------------------------- machines

    async def api_alerts(self, request: Request) -> Response:
        """Alerts newest first, in the contract's JSON; `since` (ISO 8601) and `limit` narrow it."""
        try:
            limit = min(max(int(request.query.get("limit", _API_USUAL)), 1), _API_MOST)
            since = _moment(request.query["since"]) if "since" in request.query else None
        except ValueError:
            return web.json_response({"error": "limit is a number, since a time like 2026-11-18T12:00:00Z"}, status=400)
        found = await asyncio.to_thread(self._store.alerts, since=since, limit=limit)
        return web.json_response([alert_to_json(alert) for alert in found])

    # ------------------------------------------------------------------ answers

    def _page(self, template: str, context: Mapping[str, object]) -> Response:
        text = self._templates.get_template(template).render(**context, scale=level_scale, now=self._now())
        return web.Response(text=text, content_type="text/html")

    def problem(self, status: int, message: str) -> Response:
        """A page that says what is wrong and what to do."""
        text = self._templates.get_template("problem.html.jinja").render(message=message, now=self._now())
        return web.Response(text=text, status=status, content_type="text/html")


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
