"""What machines ask of the service: whether it works, whether it can, and its numbers."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiohttp import web

from monitor.errors import StoreError
from monitor.web.health import report
from monitor.web.metrics import CONTENT_TYPE, metrics_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from aiohttp.web import Request, Response

    from monitor.ports import Store
    from monitor.web.health import Health


class Probes:
    """`/healthz`, `/readyz` and `/metrics`, of the service and of a worker alike."""

    def __init__(self, store: Store, *, health: Callable[[], Health], now: Callable[[], datetime]) -> None:
        self._store, self._health, self._now = store, health, now

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/healthz", self.healthz),
            web.get("/readyz", self.readyz),
            web.get("/metrics", self.metrics),
        ]

    async def healthz(self, _: Request) -> Response:
        well, content = report(self._health(), database=await self._database_problem(), now=self._now())
        return web.json_response(content, status=200 if well else 503)

    async def readyz(self, _: Request) -> Response:
        problem = await self._database_problem()
        return web.json_response({"ready": problem is None, "problem": problem}, status=200 if problem is None else 503)

    async def _database_problem(self) -> str | None:
        try:
            await asyncio.to_thread(self._store.check)
        except StoreError as error:
            return str(error)
        return None

    async def metrics(self, _: Request) -> Response:
        body = await asyncio.to_thread(metrics_text, self._store, health=self._health(), now=self._now())
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE})
