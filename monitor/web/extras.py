"""What is no page of rows: a digest as it was sent, the Atom feed, the description of the API, style and script."""

from __future__ import annotations

import asyncio
from functools import cache
from typing import TYPE_CHECKING

from aiohttp import web

from monitor.digest import render_page
from monitor.types import AlertFilter
from monitor.web.atom import atom_feed
from monitor.web.openapi import openapi
from monitor.web.paint import static_files
from monitor.web.shapes import as_json
from monitor.web.shelf import MissingError, Shelf
from monitor.web.site import PAGES
from monitor.web.views.alert_rows import alert_row
from monitor.web.visits import Visits, is_secure

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiohttp.web import Request, Response

    from monitor.types import Digest
    from monitor.web.paint import Painter

FEED = 50
"""Alerts in the Atom feed, the newest."""


class Extras:
    def __init__(self, *, visits: Visits, paint: Painter, shelf: Callable[[], Shelf]) -> None:
        self._visits, self._paint, self._shelf = visits, paint, shelf
        self._static = static_files()

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/digests/{week}", self.digest),
            web.get("/api/digests/{week}", self.digest_json),
            web.get("/alerts.atom", self.atom),
            web.get("/api", self.api),
            web.get("/api/openapi.json", self.described),
            web.get("/static/{name}", self.static),
        ]

    async def digest(self, request: Request) -> Response:
        found = await self._digest(request)
        return web.Response(text=await asyncio.to_thread(render_page, found), content_type="text/html")

    async def digest_json(self, request: Request) -> Response:
        found = await self._digest(request)
        told = {name: getattr(found, name) for name in ("week", "start", "end", "made_at", "content")}
        return web.Response(body=as_json(told), content_type="application/json")

    async def _digest(self, request: Request) -> Digest:
        await self._visits.require(request, "read")
        found = await asyncio.to_thread(self._shelf().store.digest, request.match_info["week"])
        if found is None:
            raise MissingError("There is no digest of that week.")
        return found

    async def atom(self, request: Request) -> Response:
        await self._visits.require(request, "read")
        shelf = self._shelf()
        found = await asyncio.to_thread(shelf.review.find_alerts, AlertFilter(), limit=FEED)
        rows = [alert_row(judged, shelf.config.world) for judged in found.items]
        site = f"{'https' if is_secure(request) else 'http'}://{request.host}"
        return web.Response(
            body=atom_feed(rows, site=site, now=shelf.now), content_type="application/atom+xml", charset="utf-8"
        )

    async def api(self, request: Request) -> Response:
        visitor = await self._visits.require(request, "read")
        context = {"pages": PAGES, "title": "API"}
        return self._paint.bare(request, "api.html.jinja", context, status=200, visitor=visitor)

    async def described(self, request: Request) -> Response:
        await self._visits.require(request, "read")
        return web.Response(body=await asyncio.to_thread(_described), content_type="application/json")

    async def static(self, request: Request) -> Response:
        """Our own files, by name from a list: no path is made of what was asked."""
        found = self._static.get(request.match_info["name"])
        if found is None:
            raise MissingError("There is no such file.")
        return web.Response(
            body=found[0], content_type=found[1], charset="utf-8", headers={"Cache-Control": "max-age=3600"}
        )


@cache
def _described() -> bytes:
    """Made when it is first asked for."""
    return as_json(openapi(PAGES))
