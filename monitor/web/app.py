"""The web application and the socket it listens on."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from aiohttp import web

from monitor.errors import MonitorError, StoreError, UsageError
from monitor.web.access import is_host_known, is_loopback
from monitor.web.answers import Answers
from monitor.web.extras import Extras
from monitor.web.guard import HEADERS
from monitor.web.login import Login
from monitor.web.paint import Painter
from monitor.web.probes import Probes
from monitor.web.shelf import MissingError, Shelf
from monitor.web.site import PAGES
from monitor.web.visits import ForbiddenError, StrangerError, Visits
from monitor.web.websub import PATH as HUBS
from monitor.web.websub import Pushes
from monitor.web.writes import Writes

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from aiohttp.typedefs import Handler, Middleware

    from monitor.ports import AccountStore, ReviewStore, Store
    from monitor.types import Config, WebSettings
    from monitor.web.health import Health

logger = logging.getLogger(__name__)

_LARGEST_FORM = 16 * 1024
_WORTH_PACKING = 1_000
"""Bytes; a shorter answer is one packet anyway."""
_DRAIN = 5.0
"""Seconds that answers under way get when the service stops."""
_STATUS: dict[type[MonitorError], int] = {ForbiddenError: 403, MissingError: 404, UsageError: 400}
_UNKNOWN_HOST = "This site is not reached by that name: add it to hosts under [web] in monitor.toml."


def create_app(
    store: Store,
    *,
    review: ReviewStore,
    accounts: AccountStore,
    config: Config,
    health: Callable[[], Health],
    now: Callable[[], datetime],
    replays: Path,
) -> web.Application:
    """The review site, its API, health and metrics; `health` and `now` are asked at each request.

    `replays`: the folder in which results of `monitor replay --compare` are looked for.
    """

    def shelf() -> Shelf:
        return Shelf(store=store, review=review, config=config, now=now(), health=health(), replays=replays)

    visits = Visits(accounts, config.web, now=now)
    paint = Painter(config, visits, now=now)
    application = web.Application(
        client_max_size=_LARGEST_FORM, middlewares=[_with_headers, _told(paint, config), _hosts(paint, config)]
    )
    application.add_routes(Probes(store, visits=visits, health=health, now=now).routes())
    application.add_routes(Login(accounts, review, config.web, visits=visits, paint=paint, now=now).routes())
    application.add_routes(Writes(visits=visits, shelf=shelf).routes())
    application.add_routes(Extras(visits=visits, paint=paint, shelf=shelf).routes())
    if config.websub.callback:
        application.add_routes(Pushes(store, most=config.network.max_bytes, now=now).routes())
    for page in PAGES:
        application.add_routes(Answers(page, visits=visits, paint=paint, shelf=shelf).routes())
    return application


def create_probes(
    store: Store,
    *,
    accounts: AccountStore,
    settings: WebSettings,
    health: Callable[[], Health],
    now: Callable[[], datetime],
) -> web.Application:
    """Health and metrics alone, for a process that has no site.

    There is no page to log in at: on this machine's own address everybody is told all, elsewhere those whom the site lets in.
    """
    rules = replace(settings, access="none") if is_loopback(settings.host) else settings
    visits = Visits(accounts, rules, now=now)
    application = web.Application(client_max_size=_LARGEST_FORM, middlewares=[_with_headers, _plain(rules)])
    application.add_routes(Probes(store, visits=visits, health=health, now=now).routes())
    return application


def _plain(settings: WebSettings) -> Middleware:
    """What went wrong, in a line."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not is_host_known(settings, request.headers.get("Host")):
            return web.Response(text=f"{_UNKNOWN_HOST}\n", status=421)
        try:
            return await handler(request)
        except StrangerError as error:
            return web.Response(text=f"{error}\n", status=401)
        except ForbiddenError as error:
            return web.Response(text=f"{error}\n", status=403)
        except StoreError as error:
            return web.Response(text=f"The database does not answer: {error}\n", status=503)

    return middleware


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
            f"the review site cannot listen on {host}:{port} ({error.strerror}): "
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
    answer.headers.update({name: value for name, value in HEADERS.items() if name not in answer.headers})
    if isinstance(answer, web.Response) and isinstance(answer.body, bytes) and len(answer.body) > _WORTH_PACKING:
        answer.headers["Vary"] = "Accept-Encoding"
        answer.enable_compression()
    return answer


def _hosts(paint: Painter, config: Config) -> Middleware:
    """Refuses requests that reached us under a foreign name; hubs reach us under the public one, and nothing else of the site."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not (request.path.startswith(HUBS) or is_host_known(config.web, request.headers.get("Host"))):
            return paint.problem(request, 421, _UNKNOWN_HOST)
        return await handler(request)

    return middleware


def _told(paint: Painter, config: Config) -> Middleware:
    """What went wrong, told in words and with the status that says so."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except StrangerError as error:
            return _to_login(request, paint, config, str(error))
        except (ForbiddenError, MissingError, UsageError) as error:
            return paint.problem(request, _STATUS[type(error)], str(error))
        except StoreError as error:
            logger.warning("%s cannot be answered: %s", request.path, error)
            return paint.problem(request, 503, f"The database does not answer: {error}")
        except web.HTTPNotFound:
            return paint.problem(request, 404, "There is no such page.")

    return middleware


def _to_login(request: web.Request, paint: Painter, config: Config, message: str) -> web.StreamResponse:
    if config.web.access == "login" and request.method == "GET" and not request.path.startswith("/api/"):
        return web.Response(status=303, headers={"Location": f"/login?to={quote(request.path_qs, safe='')}"})
    if config.web.access == "proxy":
        message = "The proxy before this site did not say who you are."
    return paint.problem(request, 401, message)
