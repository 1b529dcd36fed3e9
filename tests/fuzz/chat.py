"""Words and addresses of an alert, as Slack would take them; and what comes over the socket."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from monitor.alerts.render import render_alert, render_notice
from monitor.answers.commands import answer
from monitor.answers.requests import Command, User, read_request
from monitor.store import open_store
from monitor.types import Remark
from tests.builders import alert, evidence, week_config
from tests.fuzz.given import NOW, parted
from tests.slack_rules import message_problem
from tests.web.filled import fill

if TYPE_CHECKING:
    from monitor.alerts.render import Message


@cache
def _chat() -> tuple[Any, Any]:
    store, settings = open_store("sqlite://"), week_config()
    store.upgrade()
    fill(store, settings)
    return store, settings


def slack(given: bytes) -> None:
    head, body = parted(given)
    words = body.decode("utf-8", "surrogatepass") if _is_utf8(body) else body.decode("latin-1")
    told = alert(
        headline=words[:3000],
        actor_name=words[:500],
        office_name=words[-500:],
        issue_name=head[:300],
        evidence=(evidence(quote=words, title=words[:1000], outlet=head[:300], url=head or None, speaker=words[:200]),),
    )
    for message in (render_alert(told, key="k", buttons=True), render_notice(Remark(lines=(words, head)), key="k")):
        _refuse_bad(message)
    store, settings = _chat()
    payload = _loaded(body)
    asked = read_request(head, payload) if isinstance(payload, dict) else None
    said = asked.words if isinstance(asked, Command) else words
    message = answer(said, store=store, config=settings, user=User(id="U1", name="A"), now=NOW)
    _refuse_bad(message)


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _loaded(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _refuse_bad(message: Message) -> None:
    told = {"text": message.text, "blocks": list(message.blocks), "channel": "C0TESTCHAN"}
    json.dumps(told).encode()
    problem = message_problem(told)
    assert problem is None, problem
    assert "<!" not in message.text


MESSAGES = [
    b"https://www.example.org/a?b=1\nWe are *ready* <!channel> & more",
    b"slash_commands\n"
    + json.dumps(
        {"user_id": "U1", "user_name": "a", "text": "why al-0001", "response_url": "https://x.example"}
    ).encode(),
    b"interactive\n"
    + json.dumps(
        {
            "type": "block_actions",
            "user": {"id": "U1"},
            "trigger_id": "t",
            "actions": [{"action_id": "confirm", "value": "al-0001", "action_ts": "1"}],
        }
    ).encode(),
    b"events_api\nmute actor Lavrov 7d",
]
