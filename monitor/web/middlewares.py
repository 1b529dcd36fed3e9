"""Round every request: the name it came under, the headers of its answer, and what is said where something is wrong."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from urllib.parse import quote

from aiohttp import web

from monitor.errors import MonitorError, StoreError, UsageError
from monitor.web.access import is_host_known
from monitor.web.guard import HEADERS
from monitor.web.shelf import MissingError
from monitor.web.visits import ForbiddenError, StrangerError
from monitor.web.websub import PATH as HUBS

if TYPE_CHECKING:
    from aiohttp.typedefs import Handler, Middleware

    from monitor.types import Config, WebSettings
    from monitor.web.paint import Painter
    from monitor.web.visits import Visits

logger = logging.getLogger(__name__)

_WORTH_PACKING = 1_000
"""Bytes; a shorter answer is one packet anyway."""
_STATUS: dict[type[MonitorError], int] = {ForbiddenError: 403, MissingError: 404, UsageError: 400}
_UNKNOWN_HOST = "This site is not reached by that name: add it to hosts under [web] in monitor.toml."


@web.middleware
async def with_headers(request: web.Request, handler: Handler) -> web.StreamResponse:
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


def hosts(paint: Painter, config: Config) -> Middleware:
    """Refuses requests that reached us under a foreign name; hubs reach us under the public one, and nothing else of the site."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not (request.path.startswith(HUBS) or is_host_known(config.web, request.headers.get("Host"))):
            return paint.problem(request, 421, _UNKNOWN_HOST)
        return await handler(request)

    return middleware


def told(paint: Painter, config: Config, visits: Visits) -> Middleware:
    """What went wrong, told in words and with the status that says so, under the site's menu for those who may see it."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await _answered(request, handler, paint, visits)
        except StrangerError as error:
            return _to_login(request, paint, config, str(error))
        except StoreError as error:
            logger.warning("%s cannot be answered: %s", request.path, error)
            return paint.problem(request, 503, f"The database does not answer: {error}")

    return middleware


async def _answered(request: web.Request, handler: Handler, paint: Painter, visits: Visits) -> web.StreamResponse:
    """The answer, or why there is none. Raises StrangerError or StoreError."""
    try:
        return await handler(request)
    except (ForbiddenError, MissingError, UsageError) as error:
        status, message = _STATUS[type(error)], str(error)
    except web.HTTPNotFound:
        status, message = 404, "There is no such page."
    return paint.problem(request, status, message, visitor=await visits.visitor(request))


def _to_login(request: web.Request, paint: Painter, config: Config, message: str) -> web.StreamResponse:
    if config.web.access == "login" and request.method == "GET" and not request.path.startswith("/api/"):
        return web.Response(status=303, headers={"Location": f"/login?to={quote(request.path_qs, safe='')}"})
    if config.web.access == "proxy":
        message = "The proxy before this site did not say who you are."
    return paint.problem(request, 401, message)


def plain(settings: WebSettings) -> Middleware:
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
