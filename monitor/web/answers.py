"""Each page as HTML, as JSON under /api, and as CSV. Views read the store in threads."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from aiohttp import web

from monitor.errors import UsageError
from monitor.web.page import Page, Pager
from monitor.web.shapes import as_json, parse
from monitor.web.sheets import as_csv

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aiohttp.web import Request, Response

    from monitor.web.access import Visitor
    from monitor.web.paint import Painter
    from monitor.web.shelf import Shelf
    from monitor.web.visits import Visits


class Answers:
    """The handlers of one page."""

    def __init__(self, page: Page, *, visits: Visits, paint: Painter, shelf: Callable[[], Shelf]) -> None:
        self._page, self._visits, self._paint, self._shelf = page, visits, paint, shelf

    def routes(self) -> list[web.RouteDef]:
        """The table first: else “{id}” would take “ID.csv” for a name."""
        found = [web.get(f"/api{self._page.stem}", self.json)]
        if self._page.table is not None:
            found.append(web.get(f"{self._page.stem}.csv", self.csv))
        return [*found, web.get(self._page.path, self.html)]

    async def html(self, request: Request) -> Response:
        visitor = await self._visits.require(request, self._page.need)
        return await asyncio.to_thread(self._html, request, visitor, dict(request.match_info))

    def _html(self, request: Request, visitor: Visitor, named: Mapping[str, str]) -> Response:
        shown = self._view(request, named)
        return self._paint.page(request, self._page, shown, visitor=visitor)

    async def json(self, request: Request) -> Response:
        await self._visits.require(request, self._page.need)
        shown = await asyncio.to_thread(self._view, request, dict(request.match_info), self._page.twin_defaults)
        body = await asyncio.to_thread(self._json, shown)
        return web.Response(body=body, content_type="application/json", headers=_parts(request, shown))

    def _json(self, shown: Any) -> bytes:
        return as_json(self._page.twin(shown) if self._page.twin else shown)

    async def csv(self, request: Request) -> Response:
        await self._visits.require(request, self._page.need)
        shown = await asyncio.to_thread(self._view, request, dict(request.match_info))
        assert self._page.table is not None
        body = await asyncio.to_thread(as_csv, self._page.table(shown))
        name = self._page.title.lower().replace(" ", "-")
        kept = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
        return web.Response(body=body, content_type="text/csv", charset="utf-8", headers=kept | _parts(request, shown))

    def _view(self, request: Request, named: Mapping[str, str], defaults: Mapping[str, str] | None = None) -> Any:
        given = _once(request)
        asked = parse(self._page.asked, {**(defaults or {}), **given, **named})
        return self._page.view(self._shelf(), asked)


def _once(request: Request) -> dict[str, str]:
    """What was asked; of a word that stands there twice the last."""
    if len(request.query_string) > 4000:
        raise UsageError("the question is too long")
    return {name: value for name, value in request.query.items() if value != ""}


def _parts(request: Request, shown: Any) -> dict[str, str]:
    """Where the next part of a list is, for machines."""
    pager = getattr(shown, "pager", None)
    if isinstance(pager, Pager):
        more = {"page": str(pager.page + 1)} if pager.page < pager.pages else None
        total = {"X-Total-Count": str(pager.total)}
    else:
        more = {"after": shown.next} if getattr(shown, "next", None) else None
        total = {}
    return total | ({"Link": f'<{request.rel_url.update_query(more)}>; rel="next"'} if more else {})
