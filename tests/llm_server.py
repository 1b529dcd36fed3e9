"""A strict stand-in for an endpoint that speaks OpenAI's chat completions, on a real loopback socket in a thread of its own.

    with LlmServer() as server: LlmJudge(Endpoint(server.url, server.model, server.key), …)

It refuses what such servers refuse, and fails in the ways that they fail. `answer` makes the content from the document it was sent.
"""

from __future__ import annotations

import asyncio
import json
import threading
from typing import TYPE_CHECKING, Any, Self

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FLAWS = (
    "429", "500", "503", "401", "404", "400", "redirect", "hang_up", "silence", "html", "no_choices", "no_content", "too_long",
)  # fmt: skip
KEYS = {"model", "messages", "temperature", "seed", "max_tokens", "stream", "response_format"}


def agreeing(document: dict[str, Any]) -> dict[str, Any]:
    """A model that sees the far end of every axis in every statement."""
    return {
        "quote_span": document["statement"],
        "reason": "the words say so",
        "issue": document["issue"],
        "commitment": "flat",
        "denied": False,
        "said_date": None,
        "level": 2,
    }


class LlmServer:
    """`documents`: what it was asked about, in order. `plan`: flaws of the next requests, then none; `always`: of all."""

    def __init__(
        self,
        answer: Callable[[dict[str, Any]], object] = agreeing,
        *,
        plan: Iterable[str | None] = (),
        always: str | None = None,
        structured: bool = True,
    ) -> None:
        self.model, self.key = "judge-7b", "sk-very-secret"
        self.answer, self.plan, self.always, self.structured = answer, list(plan), always, structured
        self.documents: list[dict[str, Any]] = []
        self.bodies: list[dict[str, Any]] = []
        self.elsewhere = 0
        self.kept_connections = 0
        self.released = threading.Event()

    def __enter__(self) -> Self:
        self._started = threading.Event()
        self._thread = threading.Thread(target=asyncio.run, args=(self._serve(),), daemon=True)
        self._thread.start()
        self._started.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        app = web.Application()
        app.router.add_post("/v1/chat/completions", self._completions)
        app.router.add_post("/elsewhere", self._elsewhere)
        runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
        self._started.set()
        await self._stop.wait()
        await runner.cleanup()

    async def _elsewhere(self, request: web.Request) -> web.Response:
        self.elsewhere += 1
        return web.json_response({})

    async def _completions(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("Authorization") != f"Bearer {self.key}":
            # As real ones do, it repeats the key; nobody may print that.
            return _error(401, f"Incorrect API key provided: {request.headers.get('Authorization')}")
        self.kept_connections += request.keep_alive
        body = await request.json()
        self.bodies.append(body)
        problem = _malformed(body)
        if problem:
            return _error(400, problem)
        if body["model"] != self.model:
            return _error(404, f"The model {body['model']} does not exist")
        if "response_format" in body and not self.structured:
            return _error(400, "Unknown parameter: response_format")
        flaw = self.plan.pop(0) if self.plan else self.always
        return await self._flawed(request, flaw) if flaw else self._answered(body)

    def _answered(self, body: dict[str, Any]) -> web.Response:
        document = json.loads(body["messages"][1]["content"])
        self.documents.append(document)
        answer = self.answer(document)
        return _completion(answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False))

    async def _flawed(self, request: web.Request, flaw: str) -> web.StreamResponse:
        assert flaw in FLAWS
        if flaw.isdigit():
            headers = {"Retry-After": "90"} if flaw == "429" else {}
            return _error(int(flaw), f"trouble with {self.key}", headers)
        if flaw == "redirect":
            return web.Response(status=307, headers={"Location": "/elsewhere"})
        if flaw == "silence":
            await asyncio.to_thread(self.released.wait, 20)
        if flaw in ("hang_up", "silence"):
            assert request.transport
            request.transport.abort()
            return web.Response()
        if flaw == "html":
            return web.Response(text=f"<html>Sorry {self.key}</html>", content_type="text/html")
        if flaw == "too_long":
            return web.Response(body=b" " * (1 << 20))
        return web.json_response({"choices": []}) if flaw == "no_choices" else _completion(None)


def _malformed(body: dict[str, Any]) -> str | None:
    roles = [message.get("role") for message in body.get("messages", ())]
    if set(body) - KEYS or roles != ["system", "user"]:
        return "unknown parameter or roles"
    if body["temperature"] != 0 or not isinstance(body["seed"], int) or body["stream"] is not False:
        return "bad sampling"
    form = body.get("response_format")
    if form is not None:
        schema = form["json_schema"]["schema"]
        strict = form["type"] == "json_schema" and form["json_schema"]["strict"] and not schema["additionalProperties"]
        if not strict or schema["required"] != list(schema["properties"]):
            return "Invalid schema for response_format"
    return None


def _completion(content: str | None) -> web.Response:
    message = {"role": "assistant", "content": content}
    return web.json_response(
        {"object": "chat.completion", "choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}
    )


def _error(status: int, message: str, headers: dict[str, str] | None = None) -> web.Response:
    return web.json_response({"error": {"message": message}}, status=status, headers=headers)
