"""A hub as the WebSub Recommendation wants it, strict with those who subscribe, and a feed that names it."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import aiohttp
from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

DOCUMENT = (
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>T</title><atom:link rel="hub" href="{hub}"/>'
    '<atom:link rel="self" href="{topic}"/>{items}</channel></rss>'
)


class Hub:
    """`agreed`: secret by (topic, callback) of those that confirmed; `wrong`: what subscribers did that the Recommendation forbids."""

    def __init__(self) -> None:
        self.base = ""
        self.lease = 600
        self.refuses = 0
        self.agreed: dict[tuple[str, str], str] = {}
        self.asked: list[dict[str, str]] = []
        self.wrong: list[str] = []
        self.items = 1
        self.questions: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        return f"{self.base}/hub"

    @property
    def topic(self) -> str:
        return f"{self.base}/feed?edition=all&page=1"

    async def feed(self, request: web.Request) -> web.Response:
        items = "".join(f"<item><guid>{n}</guid><title>Item {n}</title></item>" for n in range(self.items))
        topic = self.topic.replace("&", "&amp;")
        return web.Response(
            text=DOCUMENT.format(hub=self.url, topic=topic, items=items), content_type="application/rss+xml"
        )

    async def hub(self, request: web.Request) -> web.Response:
        if request.content_type != "application/x-www-form-urlencoded":
            self.wrong.append(f"asked as {request.content_type}")
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.asked.append(form)
        problem = self._problem(form)
        if problem or self.refuses:
            return web.Response(status=self.refuses or 400, text=problem)
        question = asyncio.create_task(self.verify(form))
        self.questions.add(question)
        question.add_done_callback(self.questions.discard)
        return web.Response(status=202)

    def _problem(self, form: dict[str, str]) -> str:
        mode, lease = form.get("hub.mode"), form.get("hub.lease_seconds", "1")
        checks = (
            (mode in ("subscribe", "unsubscribe"), "no mode"),
            (form.get("hub.topic") == self.topic, "no such topic"),
            (bool(urlsplit(form.get("hub.callback", "")).hostname), "no callback"),
            (0 < len(form.get("hub.secret", "x").encode()) < 200, "the secret is too long"),
            (lease.isdigit() and int(lease) > 0, "no lease"),
        )
        problem = next((words for well, words in checks if not well), "")
        self.wrong += [problem] if problem else []
        return problem

    async def verify(self, form: dict[str, str], **changed: str) -> int:
        """Asks back whether the subscriber wants that, and believes only its own challenge; the status that came."""
        challenge, mode = secrets.token_urlsafe(20), form["hub.mode"]
        question = {"hub.mode": mode, "hub.topic": form["hub.topic"], "hub.challenge": challenge}
        if mode == "subscribe":
            question["hub.lease_seconds"] = str(self.lease)
        status, text = await self.get(form["hub.callback"], question | changed)
        key = (form["hub.topic"], form["hub.callback"])
        if 200 <= status < 300 and text == challenge:
            if mode == "subscribe":
                self.agreed[key] = form["hub.secret"]
            else:
                self.agreed.pop(key, None)
        return status

    async def get(self, callback: str, question: dict[str, str]) -> tuple[int, str]:
        async with aiohttp.ClientSession() as session, session.get(callback, params=question) as answer:
            return answer.status, await answer.text()

    async def settled(self) -> None:
        """All questions were asked."""
        await asyncio.gather(*self.questions)

    async def publish(self, body: bytes = b"news", *, method: str = "sha256", secret: str | None = None) -> list[int]:
        """Sends it to all who agreed, signed."""
        statuses = []
        for (topic, callback), agreed in self.agreed.items():
            signature = hmac.new((secret or agreed).encode(), body, getattr(hashlib, method)).hexdigest()
            headers = {"X-Hub-Signature": f"{method}={signature}"} if method != "md5" else {}
            headers["Link"] = f'<{self.url}>; rel="hub", <{topic}>; rel="self"'
            statuses.append(await self.post(callback, body, headers))
        return statuses

    async def post(self, callback: str, body: bytes, headers: dict[str, str]) -> int:
        async with aiohttp.ClientSession() as session, session.post(callback, data=body, headers=headers) as answer:
            return answer.status

    async def deny(self, reason: str) -> list[int]:
        said = {"hub.mode": "denied", "hub.topic": self.topic, "hub.reason": reason}
        return [(await self.get(callback, said))[0] for _, callback in self.agreed]


@asynccontextmanager
async def hub() -> AsyncIterator[Hub]:
    """One that listens on the loopback interface."""
    found, app = Hub(), web.Application()
    app.router.add_get("/feed", found.feed)
    app.router.add_post("/hub", found.hub)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        found.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield found
        await found.settled()
    finally:
        await runner.cleanup()
