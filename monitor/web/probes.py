"""What machines ask of the service: whether it works, whether it can, and its numbers."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiohttp import web

from monitor.errors import StoreError
from monitor.web.health import report
from monitor.web.metrics import CONTENT_TYPE, metrics_text
from monitor.web.sizes import Counted

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from aiohttp.web import Request, Response

    from monitor.ports import Store
    from monitor.web.health import Health
    from monitor.web.visits import Visits


class Probes:
    """`/healthz`, `/readyz` and `/metrics`, of the service and of a worker alike.

    Whoever is not let in is told whether all is well, and nothing else.
    """

    def __init__(
        self, store: Store, *, visits: Visits, health: Callable[[], Health], now: Callable[[], datetime]
    ) -> None:
        self._store, self._visits, self._health, self._now = store, visits, health, now
        self._counted = Counted(store)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/healthz", self.healthz),
            web.get("/readyz", self.readyz),
            web.get("/metrics", self.metrics),
        ]

    async def _is_known(self, request: Request) -> bool:
        try:
            return await self._visits.visitor(request) is not None
        except StoreError:
            return False  # the database, of which it is being told that it is away, would have had to say who asks

    async def healthz(self, request: Request) -> Response:
        well, content = report(self._health(), database=await self._database_problem(), now=self._now())
        shown = content if await self._is_known(request) else {"status": content["status"]}
        return web.json_response(shown, status=200 if well else 503)

    async def readyz(self, request: Request) -> Response:
        problem = await self._database_problem()
        shown = {"ready": problem is None}
        told = {**shown, "problem": problem} if await self._is_known(request) else shown
        return web.json_response(told, status=200 if problem is None else 503)

    async def _database_problem(self) -> str | None:
        try:
            await asyncio.to_thread(self._store.check)
        except StoreError as error:
            return str(error)
        return None

    async def metrics(self, request: Request) -> Response:
        await self._visits.require(request, "read")
        body = await asyncio.to_thread(self._metrics)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE})

    def _metrics(self) -> bytes:
        now = self._now()
        return metrics_text(self._store, self._counted.sizes(now), health=self._health(), now=now)
