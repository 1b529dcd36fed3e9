"""What a person may change: a verdict, and what becomes of a proposed baseline."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from aiohttp import web

from monitor.config import approve
from monitor.errors import UsageError
from monitor.types import VERDICT_WORDS, Decision, Remark, Verdict
from monitor.web.access import local_path
from monitor.web.shelf import MissingError, Shelf
from monitor.web.visits import ForbiddenError

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiohttp.web import Request, Response

    from monitor.types import Proposal
    from monitor.web.access import Visitor
    from monitor.web.visits import Visits

logger = logging.getLogger(__name__)

_LONGEST_NAME, _LONGEST_NOTE = 80, 500
DECISIONS: dict[str, Literal["approved", "rejected"]] = {"approve": "approved", "reject": "rejected"}


class Writes:
    """The handlers; each takes a form of our own page and goes back to that page."""

    def __init__(self, *, visits: Visits, shelf: Callable[[], Shelf]) -> None:
        self._visits, self._shelf = visits, shelf

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/alerts/{id}/verdict", self.judge),
            web.post("/baseline/proposals/{id}", self.decide),
            web.post("/baseline/amendments/{id}", self.amend),
        ]

    async def judge(self, request: Request) -> Response:
        visitor, given = await self._visits.form(request, "answer")
        word = given.get("word", "")
        if word not in VERDICT_WORDS:
            raise UsageError(f"A verdict is one of: {', '.join(VERDICT_WORDS)}.")
        shelf, alert_id = self._shelf(), request.match_info["id"]
        if await asyncio.to_thread(shelf.store.alert, alert_id) is None:
            raise MissingError("There is no such alert.")
        note = given.get("note", "").strip()[:_LONGEST_NOTE]
        verdict = Verdict(alert_id=alert_id, word=word, by=name_of(visitor, given), at=shelf.now, note=note)
        await asyncio.to_thread(shelf.store.add_verdict, verdict)
        logger.info("alert %s was judged: %s", alert_id, word)
        back = local_path(given["back"]) if given.get("back") else str(request.rel_url.parent)
        return web.Response(status=303, headers={"Location": back})

    async def decide(self, request: Request) -> Response:
        visitor, given = await self._visits.form(request, "administer")
        state = DECISIONS.get(given.get("decision", ""))
        if state is None:
            raise UsageError("A proposal is approved or rejected.")
        await asyncio.to_thread(self._decide, request.match_info["id"], state, name_of(visitor, given))
        return web.Response(status=303, headers={"Location": "/baseline#proposals"})

    def _decide(self, proposal_id: str, state: Literal["approved", "rejected"], by: str) -> None:
        shelf = self._shelf()
        proposal = shelf.store.proposal(proposal_id)
        if proposal is None:
            raise MissingError("There is no such proposal.")
        refused = may_decide(proposal, by)
        if refused:
            raise ForbiddenError(refused)
        line = f"{by} {state} the baseline that {proposal.by} proposed."
        done = shelf.store.decide(
            proposal_id, state=state, by=by, user=f"site:{by}", remark=Remark(lines=(line,)), now=shelf.now
        )
        if not done:
            raise UsageError("It was decided before.")

    async def amend(self, request: Request) -> Response:
        visitor, given = await self._visits.form(request, "administer")
        await asyncio.to_thread(self._amend, request.match_info["id"], name_of(visitor, given))
        return web.Response(status=303, headers={"Location": "/baseline#history"})

    def _amend(self, name: str, by: str) -> None:
        """Writes the files; the service compares with them from its next start on."""
        shelf = self._shelf()
        done = approve(Path(shelf.config.folder), name, by=by, now=shelf.now)
        said = Decision(
            at=shelf.now, by=by, action="baseline", about=done.id, detail=f"{done.base} → {done.result}: {done.why}"
        )
        shelf.review.note_decision(said)


def name_of(visitor: Visitor, given: dict[str, str]) -> str:
    """Whoever is logged in is who they are; on this machine alone a name may be typed."""
    if visitor.how != "local":
        return visitor.name
    return given.get("by", "").strip()[:_LONGEST_NAME] or "page"


def may_decide(proposal: Proposal, by: str) -> str:
    """Why not, empty where it may be: it takes another person than the one who proposed it, by name as far as names go."""
    if by in ("page", ""):
        return "Say who you are: a decision bears a name."
    if by.casefold() in (proposal.by.casefold(), proposal.user.casefold()):
        return "You proposed it yourself: another person must decide."
    return ""
