"""Views → HTML: the templates with what every page has: who asks, where in the site, the reader's clock."""

from __future__ import annotations

from datetime import UTC
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from aiohttp import web

from monitor import __version__
from monitor.digest import make_environment
from monitor.web import zones
from monitor.web.guard import COOKIE
from monitor.web.map_cells import drawn
from monitor.web.page import stem_of
from monitor.web.timeline import timeline
from monitor.web.views.alert_rows import VERDICTS
from monitor.web.visits import Visits, is_secure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from aiohttp.web import Request, Response

    from monitor.types import Config
    from monitor.web.access import Visitor
    from monitor.web.page import Page

NAVIGATION = (
    ("This week", "/"),
    ("Alerts", "/alerts"),
    ("Map", "/map"),
    ("Streams", "/said"),
    ("Actors", "/actors"),
    ("Issues", "/issues"),
    ("Articles", "/articles"),
    ("Digests", "/digests"),
    ("Baseline", "/baseline"),
    ("What if", "/what-if"),
    ("Feeds", "/feeds"),
)
STATIC = {
    "site.css": "text/css",
    "site.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
_RIGHT_TO_LEFT = ("ar", "fa", "he", "ur", "yi", "ps", "sd", "ug", "dv", "ckb")


class Painter:
    def __init__(self, config: Config, visits: Visits, *, now: Callable[[], datetime]) -> None:
        self._config, self._visits, self._now = config, visits, now
        self._templates = make_environment("monitor.web")
        self._templates.filters |= {
            "iso": zones.iso,
            "path": _path,
            "direction": _direction,
            "number": _number,
            "drawn": drawn,
            "utc_day": partial(zones.day, zone=UTC),
        }

    def page(self, request: Request, page: Page, shown: Any, *, visitor: Visitor) -> Response:
        """Called in a thread, since a long list takes a while."""
        context = {
            "view": shown,
            "page": page,
            "visitor": visitor,
            "links": links_of(page, request),
            "verdicts": VERDICTS,
            "timeline": timeline,
        }
        return self._answer(request, page.template, context, status=200)

    def bare(
        self,
        request: Request,
        template: str,
        context: Mapping[str, object],
        *,
        status: int,
        visitor: Visitor | None = None,
    ) -> Response:
        """A page outside the navigation: the login, or what went wrong."""
        return self._answer(
            request, template, {"visitor": visitor, "page": None, "links": {}, **context}, status=status
        )

    def problem(self, request: Request, status: int, message: str, *, visitor: Visitor | None = None) -> Response:
        """A page that says what is wrong and what to do; JSON where that was asked for."""
        if request.path.startswith("/api/"):
            return web.json_response({"error": message}, status=status)
        return self.bare(
            request, "problem.html.jinja", {"message": message, "status": status}, status=status, visitor=visitor
        )

    def _answer(self, request: Request, template: str, context: Mapping[str, object], *, status: int) -> Response:
        usual, now = self._config.digest.timezone, self._now()
        zone = zones.zone_of(request.cookies.get(zones.COOKIE), usual)
        cookie = request.cookies.get(COOKIE)
        kept = cookie if cookie and len(cookie) < 100 else self._visits.guard.new_cookie()
        text = self._templates.get_template(template).render(
            **context,
            navigation=NAVIGATION,
            here=partial(zones.here, zone=zone),
            beside=partial(zones.beside, zone=zone),
            on_day=partial(zones.day, zone=zone),
            ago=partial(zones.ago, now=now),
            now=now,
            zone=zone.key,
            token=self._visits.token(request, kept),
            asked=request.query,
            with_query=partial(_with_query, request),
            version=__version__,
            login=self._config.web.access == "login",
        )
        answer = web.Response(text=text, status=status, content_type="text/html")
        if kept != cookie:
            answer.set_cookie(COOKIE, kept, httponly=True, samesite="Lax", secure=is_secure(request), path="/")
        return answer


def links_of(page: Page, request: Request) -> dict[str, str]:
    """The same as JSON and as a table."""
    query = f"?{request.query_string}" if request.query_string else ""
    stem = stem_of(request.path)
    found = {"json": f"/api{stem}{query}"}
    return found | ({"csv": f"{stem}.csv{query}"} if page.table else {})


def _with_query(request: Request, **changes: object) -> str:
    """This page with other words in its question; None takes one away."""
    query = {name: value for name, value in request.query.items() if value}
    query |= {name: str(value) for name, value in changes.items() if value is not None}
    kept = {name: value for name, value in query.items() if changes.get(name, "") is not None}
    return f"{request.path}?{urlencode(kept)}" if kept else request.path


def _path(text: str) -> str:
    """A part of an address, whatever letters it has."""
    return quote(text, safe="")


def _direction(language: str | None) -> str:
    return "rtl" if (language or "").split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:,}"


def static_files() -> dict[str, tuple[bytes, str]]:
    """Their content and type, read once."""
    folder = files("monitor.web").joinpath("static")
    return {name: (folder.joinpath(name).read_bytes(), kind) for name, kind in STATIC.items()}
