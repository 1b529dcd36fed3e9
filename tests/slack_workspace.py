"""What the stand-in for Slack holds and does: one workspace, one channel, its messages, and the methods on them."""

from __future__ import annotations

import base64
import json
import threading
import time
from typing import TYPE_CHECKING, Any

from tests.slack_rules import block_problems, message_problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

SCOPES = ("chat:write", "channels:history", "channels:read", "metadata.message:read")
MESSAGE = {"channel", "text", "blocks", "metadata", "attachments", "unfurl_links", "unfurl_media", "mrkdwn", "parse"}
ARGUMENTS = {
    "auth.test": set(),
    "chat.postMessage": MESSAGE | {"thread_ts", "reply_broadcast", "link_names", "username", "icon_emoji", "icon_url"},
    "chat.update": MESSAGE - {"mrkdwn", "unfurl_links", "unfurl_media"} | {"ts", "link_names", "reply_broadcast"},
    "conversations.history": {"channel", "oldest", "latest", "inclusive", "limit", "cursor", "include_all_metadata"},
    "conversations.info": {"channel", "include_locale", "include_num_members"},
    "blocks.validate": {"blocks", "message", "view"},
}
NEEDED = {
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "conversations.history": "channels:history",
    "conversations.info": "channels:read",
}
Answer = dict[str, Any]


class Workspace:
    """`messages` is what people would see, oldest first; each is also a line of `messages_file` where one is given."""

    def __init__(self, *, channel: str, scopes: Iterable[str], messages_file: Path | None) -> None:
        self.channel, self.scopes, self.messages_file = channel, tuple(scopes), messages_file
        self.messages: list[dict[str, Any]] = []
        self._lock = threading.Lock()
        if messages_file and messages_file.exists():
            self.messages = [json.loads(line) for line in messages_file.read_text(encoding="utf-8").splitlines()]

    def answer(self, method: str, arguments: dict[str, Any]) -> Answer:
        """What Slack says, and what it does; errors are `{"ok": false, "error": code}`."""
        refusal = self._refusal(method, arguments)
        if refusal:
            return refusal
        with self._lock:
            return METHODS[method](self, arguments)

    def _refusal(self, method: str, arguments: dict[str, Any]) -> Answer | None:
        if method not in ARGUMENTS:
            return error("unknown_method")
        unknown = set(arguments) - ARGUMENTS[method]
        if unknown:
            return error("invalid_arguments", messages=[f"unknown argument {name}" for name in sorted(unknown)])
        needed = NEEDED.get(method)
        if needed and needed not in self.scopes:
            return error("missing_scope") | {"needed": needed, "provided": ",".join(self.scopes)}
        if needed and arguments.get("channel") != self.channel:
            return error("channel_not_found")
        return None

    def post(self, arguments: dict[str, Any]) -> Answer:
        problem = message_problem(arguments)
        if problem:
            return error(problem[0], messages=problem[1])
        message = {name: arguments[name] for name in ("text", "blocks", "metadata") if name in arguments}
        message |= {"type": "message", "bot_id": "B0TESTBOT", "ts": self._next_ts()}
        self.messages.append(message)
        if self.messages_file:
            with self.messages_file.open("a", encoding="utf-8") as out:
                out.write(json.dumps(message, ensure_ascii=False) + "\n")
        return {"ok": True, "channel": self.channel, "ts": message["ts"], "message": message}

    def _next_ts(self) -> str:
        last = round(float(self.messages[-1]["ts"]) * 1e6) if self.messages else 0
        micro = max(time.time_ns() // 1000, last + 1)
        return f"{micro // 1_000_000}.{micro % 1_000_000:06d}"

    def update(self, arguments: dict[str, Any]) -> Answer:
        message = next((m for m in self.messages if m["ts"] == arguments.get("ts")), None)
        if message is None:
            return error("message_not_found")
        problem = message_problem(arguments)
        if problem:
            return error(problem[0], messages=problem[1])
        message |= {name: arguments[name] for name in ("text", "blocks", "metadata") if name in arguments}
        return {"ok": True, "channel": self.channel, "ts": message["ts"], "text": message.get("text", "")}

    def history(self, arguments: dict[str, Any]) -> Answer:
        limit = int(arguments.get("limit", 100))
        if not 1 <= limit <= 999:
            return error("invalid_limit")
        found = [m for m in reversed(self.messages) if _within(m["ts"], arguments)]
        start = 0
        if arguments.get("cursor"):
            before = base64.b64decode(arguments["cursor"]).decode().removeprefix("next_ts:")
            start = next((i for i, m in enumerate(found) if m["ts"] == before), len(found))
        page, rest = found[start : start + limit], found[start + limit :]
        shows = _yes(arguments.get("include_all_metadata")) and "metadata.message:read" in self.scopes
        cursor = base64.b64encode(f"next_ts:{rest[0]['ts']}".encode()).decode() if rest else ""
        return {
            "ok": True,
            "messages": [m if shows else {k: v for k, v in m.items() if k != "metadata"} for m in page],
            "has_more": bool(rest),
            "response_metadata": {"next_cursor": cursor},
        }

    def info(self, _: dict[str, Any]) -> Answer:
        return {"ok": True, "channel": {"id": self.channel, "name": "alerts", "is_member": True, "is_archived": False}}

    def sign_in(self, _: dict[str, Any]) -> Answer:
        return {
            "ok": True,
            "url": "https://example.slack.com/",
            "team": "Example",
            "user": "monitor",
            "bot_id": "B0TESTBOT",
        }

    def validate(self, arguments: dict[str, Any]) -> Answer:
        problems = block_problems(arguments.get("blocks"))
        return error("invalid_blocks", messages=problems) if problems else {"ok": True}


METHODS: dict[str, Callable[[Workspace, dict[str, Any]], Answer]] = {
    "auth.test": Workspace.sign_in,
    "chat.postMessage": Workspace.post,
    "chat.update": Workspace.update,
    "conversations.history": Workspace.history,
    "conversations.info": Workspace.info,
    "blocks.validate": Workspace.validate,
}


def _within(ts: str, arguments: Mapping[str, Any]) -> bool:
    oldest, latest = float(arguments.get("oldest") or 0), float(arguments.get("latest") or "inf")
    if _yes(arguments.get("inclusive")):
        return oldest <= float(ts) <= latest
    return oldest < float(ts) < latest


def _yes(value: object) -> bool:
    return value in (True, "1", "true", "True")


def error(code: str, *, messages: list[str] | None = None) -> Answer:
    return {"ok": False, "error": code} | ({"response_metadata": {"messages": messages}} if messages else {})
