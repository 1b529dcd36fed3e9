"""What the stand-in for Slack holds and does: one workspace, its channels, threads and views, and the methods on them."""

from __future__ import annotations

import base64
import json
import threading
import time
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tests.slack_files import Files
from tests.slack_rules import block_problems, message_problem
from tests.slack_view_rules import view_problems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

SCOPES = ("chat:write", "channels:history", "channels:read", "metadata.message:read", "commands", "files:write")
MESSAGE = {"channel", "text", "blocks", "metadata", "attachments", "unfurl_links", "unfurl_media", "mrkdwn", "parse"}
PAGED = {"channel", "oldest", "latest", "inclusive", "limit", "cursor", "include_all_metadata"}
ARGUMENTS = {
    "auth.test": set(),
    "chat.postMessage": MESSAGE | {"thread_ts", "reply_broadcast", "link_names", "username", "icon_emoji", "icon_url"},
    "chat.update": MESSAGE - {"mrkdwn", "unfurl_links", "unfurl_media"} | {"ts", "link_names", "reply_broadcast"},
    "conversations.history": PAGED,
    "conversations.replies": PAGED | {"ts"},
    "conversations.info": {"channel", "include_locale", "include_num_members"},
    "blocks.validate": {"blocks", "message", "view"},
    "files.getUploadURLExternal": {"filename", "length", "alt_txt", "snippet_type"},
    "files.completeUploadExternal": {"files", "channel_id", "channels", "initial_comment", "blocks", "thread_ts"},
    "usergroups.users.list": {"usergroup", "include_disabled", "team_id"},
    "views.open": {"view", "trigger_id", "interactivity_pointer"},
    "views.publish": {"view", "user_id", "hash"},
}
NEEDED = {
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "conversations.history": "channels:history",
    "conversations.replies": "channels:history",
    "conversations.info": "channels:read",
    "files.getUploadURLExternal": "files:write",
    "files.completeUploadExternal": "files:write",
    "usergroups.users.list": "usergroups:read",
}
TRIGGER_LIVES = 3.0
Answer = dict[str, Any]


class Workspace:
    """`messages` is what people would see, oldest first; each is also a line of `messages_file` where one is given.

    `channels` are those that the app is in, the first is the usual one; `archived` those that take nothing more.
    `views` are the modals that were opened, newest last; `homes` each user's App Home.
    """

    def __init__(
        self, *, channel: str, scopes: Iterable[str], messages_file: Path | None, channels: Iterable[str] = ()
    ) -> None:
        self.channel, self.scopes, self.messages_file = channel, tuple(scopes), messages_file
        self.channels = (channel, *channels)
        self.archived: set[str] = set()
        self.messages: list[dict[str, Any]] = []
        self.views: list[dict[str, Any]] = []
        self.homes: dict[str, dict[str, Any]] = {}
        self.triggers: dict[str, float] = {}
        self.files = Files(self)
        self.groups: dict[str, list[str]] = {}
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

    def thread(self, ts: str) -> list[dict[str, Any]]:
        """The replies under a message, oldest first."""
        return [message for message in self.messages if message.get("thread_ts") == ts and message["ts"] != ts]

    def new_trigger(self) -> str:
        """What lets an app open a modal, once and for three seconds."""
        trigger = f"{time.time_ns()}.{uuid4().hex}"
        self.triggers[trigger] = time.monotonic()
        return trigger

    def _refusal(self, method: str, arguments: dict[str, Any]) -> Answer | None:
        if method not in ARGUMENTS:
            return error("unknown_method")
        unknown = set(arguments) - ARGUMENTS[method]
        if unknown:
            return error("invalid_arguments", messages=[f"unknown argument {name}" for name in sorted(unknown)])
        needed = NEEDED.get(method)
        if needed and needed not in self.scopes:
            return error("missing_scope") | {"needed": needed, "provided": ",".join(self.scopes)}
        if method.startswith(("files.", "usergroups.")):
            return None
        if needed and arguments.get("channel") not in self.channels:
            return error("channel_not_found")
        if method.startswith("chat.") and arguments.get("channel") in self.archived:
            return error("is_archived")
        return None

    def post(self, arguments: dict[str, Any]) -> Answer:
        problem = message_problem(arguments)
        if problem:
            return error(problem[0], messages=problem[1])
        parent = arguments.get("thread_ts")
        if parent and self.message(arguments["channel"], parent) is None:
            return error("thread_not_found")
        message = {name: arguments[name] for name in ("text", "blocks", "metadata", "channel") if name in arguments}
        message |= {"type": "message", "bot_id": "B0TESTBOT", "ts": self.next_ts()}
        if parent:
            broadcast = {"subtype": "thread_broadcast"} if _yes(arguments.get("reply_broadcast")) else {}
            message |= {"thread_ts": parent, **broadcast}
        self.keep(message)
        return {"ok": True, "channel": message["channel"], "ts": message["ts"], "message": _shown(message)}

    def keep(self, message: dict[str, Any]) -> None:
        self.messages.append(message)
        self._write(message)

    def _write(self, message: dict[str, Any]) -> None:
        if self.messages_file:
            with self.messages_file.open("a", encoding="utf-8") as out:
                out.write(json.dumps(message, ensure_ascii=False) + "\n")

    def message(self, channel: str, ts: object) -> dict[str, Any] | None:
        return next((m for m in self.messages if m["ts"] == ts and m.get("channel", self.channel) == channel), None)

    def next_ts(self) -> str:
        last = round(float(self.messages[-1]["ts"]) * 1e6) if self.messages else 0
        micro = max(time.time_ns() // 1000, last + 1)
        return f"{micro // 1_000_000}.{micro % 1_000_000:06d}"

    def update(self, arguments: dict[str, Any]) -> Answer:
        message = self.message(arguments["channel"], arguments.get("ts"))
        if message is None:
            return error("message_not_found")
        problem = message_problem(arguments)
        if problem:
            return error(problem[0], messages=problem[1])
        message |= {name: arguments[name] for name in ("text", "blocks", "metadata") if name in arguments}
        message["edited"] = {"user": "U0BOT", "ts": self.next_ts()}
        return {"ok": True, "channel": arguments["channel"], "ts": message["ts"], "text": message.get("text", "")}

    def history(self, arguments: dict[str, Any]) -> Answer:
        """Newest first; replies only where they were sent to the channel too."""
        here = [m for m in reversed(self.messages) if m.get("channel", self.channel) == arguments["channel"]]
        shown = [m for m in here if not m.get("thread_ts") or m.get("subtype") == "thread_broadcast"]
        return self._page([m for m in shown if _within(m["ts"], arguments)], arguments)

    def replies(self, arguments: dict[str, Any]) -> Answer:
        """The message and its replies, oldest first."""
        parent = self.message(arguments["channel"], arguments.get("ts"))
        if parent is None:
            return error("thread_not_found")
        under = [m for m in self.thread(parent["ts"]) if _within(m["ts"], arguments)]
        return self._page([parent, *under], arguments)

    def _page(self, found: list[dict[str, Any]], arguments: dict[str, Any]) -> Answer:
        limit = int(arguments.get("limit", 100))
        if not 1 <= limit <= 999:
            return error("invalid_limit")
        start = 0
        if arguments.get("cursor"):
            before = base64.b64decode(arguments["cursor"]).decode().removeprefix("next_ts:")
            start = next((i for i, m in enumerate(found) if m["ts"] == before), len(found))
        page, rest = found[start : start + limit], found[start + limit :]
        shows = _yes(arguments.get("include_all_metadata")) and "metadata.message:read" in self.scopes
        cursor = base64.b64encode(f"next_ts:{rest[0]['ts']}".encode()).decode() if rest else ""
        return {
            "ok": True,
            "messages": [_shown(m, metadata=shows) for m in page],
            "has_more": bool(rest),
            "response_metadata": {"next_cursor": cursor},
        }

    def info(self, arguments: dict[str, Any]) -> Answer:
        archived = arguments["channel"] in self.archived
        return {
            "ok": True,
            "channel": {"id": arguments["channel"], "name": "alerts", "is_member": True, "is_archived": archived},
        }

    def group(self, arguments: dict[str, Any]) -> Answer:
        members = self.groups.get(arguments.get("usergroup", ""))
        return error("no_such_subteam") if members is None else {"ok": True, "users": members}

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

    def open_view(self, arguments: dict[str, Any]) -> Answer:
        issued = self.triggers.pop(str(arguments.get("trigger_id")), None)
        if issued is None:
            return error("invalid_trigger_id")
        if time.monotonic() - issued > TRIGGER_LIVES:
            return error("expired_trigger_id")
        problems = view_problems(arguments.get("view"), kind="modal")
        if problems:
            return error("invalid_arguments", messages=problems)
        view = {**arguments["view"], "id": f"V{uuid4().hex[:10].upper()}", "state": {"values": {}}}
        self.views.append(view)
        return {"ok": True, "view": view}

    def publish(self, arguments: dict[str, Any]) -> Answer:
        problems = view_problems(arguments.get("view"), kind="home")
        if problems:
            return error("invalid_arguments", messages=problems)
        self.homes[str(arguments.get("user_id"))] = arguments["view"]
        return {"ok": True, "view": arguments["view"]}


METHODS: dict[str, Callable[[Workspace, dict[str, Any]], Answer]] = {
    "auth.test": Workspace.sign_in,
    "chat.postMessage": Workspace.post,
    "chat.update": Workspace.update,
    "conversations.history": Workspace.history,
    "conversations.replies": Workspace.replies,
    "conversations.info": Workspace.info,
    "blocks.validate": Workspace.validate,
    "files.getUploadURLExternal": lambda workspace, arguments: workspace.files.begin(arguments),
    "files.completeUploadExternal": lambda workspace, arguments: workspace.files.complete(arguments),
    "usergroups.users.list": Workspace.group,
    "views.open": Workspace.open_view,
    "views.publish": Workspace.publish,
}


def _shown(message: dict[str, Any], *, metadata: bool = True) -> dict[str, Any]:
    hidden = {"channel"} if metadata else {"channel", "metadata"}
    return {name: value for name, value in message.items() if name not in hidden}


def _within(ts: str, arguments: Mapping[str, Any]) -> bool:
    oldest, latest = float(arguments.get("oldest") or 0), float(arguments.get("latest") or "inf")
    if _yes(arguments.get("inclusive")):
        return oldest <= float(ts) <= latest
    return oldest < float(ts) < latest


def _yes(value: object) -> bool:
    return value in (True, "1", "true", "True")


def error(code: str, *, messages: list[str] | None = None) -> Answer:
    return {"ok": False, "error": code} | ({"response_metadata": {"messages": messages}} if messages else {})
