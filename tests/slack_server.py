"""A strict stand-in for Slack's Web API on loopback: refuses what Slack refuses, and fails the way Slack fails.

In a test:        with SlackServer() as slack: SlackNotifier(slack.token, slack.channel, base_url=slack.url, …)
As a process:     python -m tests.slack_server --port 0 --flaky rate_limited=0.1,hang_up=0.1 --seed 1 --messages FILE
It prints "SLACK_API_URL=http://127.0.0.1:PORT/api/" when it listens. FILE gets one line of JSON for each message that
it took; where FILE is there already, its messages are in the channel. Made with the standard library and slack_sdk's models.
"""

from __future__ import annotations

import argparse
import json
import random
import socket
import sys
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qsl, urlsplit

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.slack_rules import message_problem
from tests.slack_socket import Switchboard
from tests.slack_workspace import SCOPES, Answer, Workspace, error

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FLAWS = ("rate_limited", "error_before", "error_after", "hang_up", "empty", "not_json")
"""429 · 500, nothing stored · 500 after storing · stored, no answer · stored, empty 200 · stored, a page of HTML."""


class SlackServer(ThreadingHTTPServer):
    """One workspace with one channel. `messages` is what people would see, oldest first; `calls` every method asked for.

    `plan` are the flaws of the next requests, in order (None: no flaw); after it, `flaky` gives each flaw's probability.
    """

    daemon_threads = True

    def __init__(
        self,
        *,
        at: str = "127.0.0.1",
        port: int = 0,
        token: str = "xoxb-test-token",
        app_token: str = "xapp-test-token",
        channel: str = "C0TESTCHAN",
        channels: Iterable[str] = (),
        scopes: Iterable[str] = SCOPES,
        flaky: Mapping[str, float] | None = None,
        plan: Iterable[str | None] = (),
        seed: int = 0,
        retry_after: float = 0.05,
        messages_file: Path | None = None,
        per_second: float | None = None,
    ) -> None:
        super().__init__((at, port), Handler)
        self.token, self.app_token, self.channel = token, app_token, channel
        self.workspace = Workspace(channel=channel, scopes=scopes, messages_file=messages_file, channels=channels)
        self.switchboard = Switchboard()
        self.whispers: list[dict[str, Any]] = []
        """What was answered to one person alone."""
        self.plan, self.flaky, self.retry_after = list(plan), dict(flaky or {}), retry_after
        self.per_second = per_second
        self.url = f"http://{at}:{self.server_address[1]}/api/"
        self.workspace.files.address = self.url.replace("/api/", "/upload/v1/")
        self.calls: list[str] = []
        self.force: tuple[int, str] | None = None
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        self._last_post: dict[str, float] = {}

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()

    @property
    def messages(self) -> list[dict[str, Any]]:
        return self.workspace.messages

    def keys(self) -> list[str]:
        """The key in each message's metadata, oldest first."""
        return [m["metadata"]["event_payload"]["key"] for m in self.messages if "metadata" in m]

    def next_flaw(self) -> str | None:
        with self._lock:
            if self.plan:
                return self.plan.pop(0)
            drawn = self._random.random()
            for flaw, probability in self.flaky.items():
                drawn -= probability
                if drawn < 0:
                    return flaw
            return None

    def too_fast(self, channel: str = "") -> bool:
        """So many posts a second in each channel."""
        with self._lock:
            now = time.monotonic()
            if self.per_second is None or now - self._last_post.get(channel, 0.0) >= 1 / self.per_second:
                self._last_post[channel] = now
                return False
            return True

    def response_url(self, of: str) -> str:
        """Where an app may answer a click on a message or a command."""
        return self.url.replace("/api/", f"/response/{of}")


class Handler(BaseHTTPRequestHandler):
    """One request: the token, the flaw if one is due, the method."""

    protocol_version = "HTTP/1.1"
    server: SlackServer

    def do_POST(self) -> None:
        path = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if path.path.startswith("/services/"):
            self._webhook(body)
            return
        if path.path.startswith("/response/"):
            self._response(path.path.removeprefix("/response/"), body)
            return
        if path.path.startswith("/upload/v1/"):
            self._upload(path.path.removeprefix("/upload/v1/"), body)
            return
        if path.path == "/link/":
            self.close_connection = True
            ticket = dict(parse_qsl(path.query)).get("ticket", "")
            self.server.switchboard.serve(self.connection, self.headers.get("Sec-WebSocket-Key", ""), ticket)
            return
        method = path.path.removeprefix("/api/")
        self.server.calls.append(method)
        if self.server.force:
            status, code = self.server.force
            self._send(status, error(code))
            return
        try:
            arguments = _arguments(self.headers.get_content_type(), body, path.query)
        except ValueError:
            self._send(200, error("invalid_json"))
            return
        self._method(method, arguments)

    do_GET = do_POST  # noqa: N815  # http.server calls it by this name

    def _method(self, method: str, arguments: dict[str, Any]) -> None:
        signed = self.headers.get("Authorization", "")
        token = signed.removeprefix("Bearer ") or arguments.pop("token", "")
        if method == "apps.connections.open":
            self._connections_open(token)
            return
        if token != self.server.token:
            self._send(200, error("invalid_auth" if token else "not_authed"))
            return
        flaw = self.server.next_flaw()
        if flaw == "rate_limited" or (
            method == "chat.postMessage" and self.server.too_fast(str(arguments.get("channel")))
        ):
            self._send(429, error("ratelimited"), {"Retry-After": f"{self.server.retry_after:g}"})
        elif flaw == "error_before":
            self._send(500, error("internal_error"))
        else:
            self._after(flaw, self.server.workspace.answer(method, arguments))

    def _connections_open(self, token: str) -> None:
        board = self.server.switchboard
        time.sleep(board.slow)
        if board.cut_short:
            self.close_connection = True
            self._raw(200, b'{"ok"', "application/json", {"Content-Length": "99"})
        elif token != self.server.app_token:
            self._send(200, error("invalid_auth" if token.startswith("xapp-") else "not_allowed_token_type"))
        elif board.refuse:
            self._send(200, error(board.refuse))
        else:
            link = self.server.url.replace("http://", "ws://").replace("/api/", f"/link/?ticket={board.ticket()}")
            self._send(200, {"ok": True, "url": link})

    def _response(self, of: str, body: bytes) -> None:
        """An answer to a click or a command: to that person alone, or in the place of the message."""
        told = json.loads(body)
        problem = message_problem(told)
        known = set(told) <= {"text", "blocks", "response_type", "replace_original", "unfurl_links", "unfurl_media"}
        if problem or not known:
            self._raw(400, b"invalid_blocks", "text/html")
            return
        message = next((m for m in self.server.messages if m["ts"] == of), None)
        if told.get("replace_original") and message:
            message |= {name: told[name] for name in ("text", "blocks") if name in told}
        else:
            self.server.whispers.append({"to": of, **told})
        self._raw(200, b"ok", "text/html")

    def _upload(self, file_id: str, body: bytes) -> None:
        """Bytes for an upload address; it takes no token."""
        self.server.calls.append("upload")
        flaw = self.server.next_flaw()
        if flaw in ("rate_limited", "error_before"):
            self._raw(429 if flaw == "rate_limited" else 500, b"error", "text/plain")
        elif not self.server.workspace.files.take(file_id, body):
            self._raw(400, b"bad upload", "text/plain")
        elif flaw:
            self._after(flaw, {"ok": True})
        else:
            self._raw(200, b"OK - %d" % len(body), "text/plain")

    def _after(self, flaw: str | None, answer: Answer) -> None:
        if flaw == "hang_up":
            self.close_connection = True
            with suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)
        elif flaw == "error_after":
            self._send(500, error("internal_error"))
        elif flaw in ("empty", "not_json"):
            self._raw(200, b"" if flaw == "empty" else b"<html>Sorry, Slack is having trouble</html>", "text/html")
        else:
            self._send(200, answer, {"X-OAuth-Scopes": ",".join(self.server.workspace.scopes)})

    def _webhook(self, body: bytes) -> None:
        flaw = self.server.next_flaw()
        if self.server.force:
            self._raw(self.server.force[0], self.server.force[1].encode(), "text/html")
        elif flaw in ("rate_limited", "error_before"):
            status, body = (429, b"rate_limited") if flaw == "rate_limited" else (500, b"rollup_error")
            self._raw(status, body, "text/html", {"Retry-After": f"{self.server.retry_after:g}"})
        else:
            answer = self.server.workspace.answer(
                "chat.postMessage", {"channel": self.server.channel, **json.loads(body)}
            )
            if flaw:
                self._after(flaw, answer)
            else:
                self._raw(200 if answer["ok"] else 400, answer.get("error", "ok").encode(), "text/html")

    def _send(self, status: int, answer: Answer, headers: Mapping[str, str] | None = None) -> None:
        self._raw(status, json.dumps(answer).encode(), "application/json; charset=utf-8", headers)

    def _raw(self, status: int, body: bytes, kind: str, headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Silent: a test's output is for the test."""


def _arguments(kind: str, body: bytes, query: str) -> dict[str, Any]:
    if kind == "application/json" and body:
        loaded = json.loads(body)
        if not isinstance(loaded, dict):
            raise ValueError("not an object")
        return loaded
    arguments: dict[str, Any] = dict(parse_qsl(query) + parse_qsl(body.decode()))
    for name in ("blocks", "metadata", "attachments", "message", "view", "files"):
        if name in arguments:
            arguments[name] = json.loads(arguments[name])
    return arguments


def _probabilities(text: str) -> dict[str, float]:
    chosen = {name: float(value) for name, _, value in (pair.partition("=") for pair in text.split(",") if pair)}
    if set(chosen) - set(FLAWS):
        raise argparse.ArgumentTypeError(f"only {', '.join(FLAWS)}")
    return chosen


def main() -> None:
    """Serves until it is ended."""
    parser = argparse.ArgumentParser(description="A strict stand-in for Slack's Web API")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default="xoxb-test-token")
    parser.add_argument("--channel", default="C0TESTCHAN")
    parser.add_argument("--flaky", type=_probabilities, default={}, help="FLAW=PROBABILITY,…; " + ", ".join(FLAWS))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--retry-after", type=float, default=0.05)
    parser.add_argument("--messages", dest="messages_file", type=Path, help="JSON Lines of what was posted")
    parser.add_argument("--per-second", type=float, help="posts a second that are taken (Slack: about 1)")
    server = SlackServer(**vars(parser.parse_args()))
    print(f"SLACK_API_URL={server.url}", flush=True)  # noqa: T201 - what the caller waits for
    with suppress(KeyboardInterrupt):
        server.serve_forever()


if __name__ == "__main__":
    main()
