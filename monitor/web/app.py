"""The web application and the socket it listens on."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from aiohttp import web

from monitor.errors import StoreError, UsageError
from monitor.web.guard import HEADERS
from monitor.web.pages import Pages
from monitor.web.probes import Probes

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from aiohttp.typedefs import Handler, Middleware

    from monitor.ports import Store
    from monitor.types import Config
    from monitor.web.health import Health

logger = logging.getLogger(__name__)

_LARGEST_FORM = 16 * 1024
_DRAIN = 5.0
"""Seconds that answers under way get when the service stops."""


def create_app(
    store: Store, *, config: Config, health: Callable[[], Health], now: Callable[[], datetime]
) -> web.Application:
    """The review page, API, health and metrics; `health` and `now` are asked at each request."""
    pages = Pages(store, config=config, health=health, now=now)
    application = web.Application(client_max_size=_LARGEST_FORM, middlewares=[_with_headers, _store_trouble(pages)])
    application.add_routes(pages.routes())
    application.add_routes(Probes(store, health=health, now=now).routes())
    return application


def create_probes(store: Store, *, health: Callable[[], Health], now: Callable[[], datetime]) -> web.Application:
    """Health and metrics alone, for a process that shows no pages."""
    application = web.Application(client_max_size=_LARGEST_FORM, middlewares=[_with_headers, _unavailable])
    application.add_routes(Probes(store, health=health, now=now).routes())
    return application


@web.middleware
async def _unavailable(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except StoreError as error:
        return web.Response(text=f"The database does not answer: {error}\n", status=503)


async def serve(application: web.Application, host: str, port: int) -> tuple[web.AppRunner, int]:
    """Starts to listen; answers the runner (its `cleanup()` ends it) and the port, chosen by the system where 0 was asked.

    Raises UsageError where the address cannot be had.
    """
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=_DRAIN)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        await runner.cleanup()
        raise UsageError(
            f"the review page cannot listen on {host}:{port} ({error.strerror}): "
            'set listen under [web] in monitor.toml, e.g. "127.0.0.1:0" for any free port'
        ) from error
    return runner, int(runner.addresses[0][1])


@web.middleware
async def _with_headers(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        answer = await handler(request)
    except web.HTTPException as raised:
        raised.headers.update(HEADERS)
        raise
    answer.headers.update(HEADERS)
    return answer


def _store_trouble(pages: Pages) -> Middleware:
    """Answers 503 with what the store says where it is out of reach."""

    @web.middleware
    async def middleware(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        try:
            return await handler(request)
        except StoreError as error:
            logger.warning("%s cannot be answered: %s", request.path, error)
            return pages.problem(503, f"The database does not answer: {error}")

    return middleware
