"""People in the stand-in for Slack: they press what is there to be pressed, fill in forms that are open, and type commands."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.slack_server import SlackServer
    from tests.slack_socket import Ack

TEAM = {"id": "T0TEST", "domain": "example"}


@dataclass
class Person:
    """Somebody of the workspace."""

    slack: SlackServer
    id: str = "U0MARIA"
    name: str = "maria"

    @property
    def _user(self) -> dict[str, str]:
        return {"id": self.id, "username": self.name, "name": self.name, "team_id": TEAM["id"]}

    def press(self, action: str, *, message: dict[str, Any], value: str | None = None) -> Ack:
        """Presses a button of a message, or chooses `value` from its list; fails where it is not there."""
        block, element = self._element(message, action)
        chosen: dict[str, Any] = {"value": element.get("value")}
        if element["type"] == "static_select":
            option = next(option for option in element["options"] if option["value"].endswith(f":{value}"))
            chosen = {"selected_option": option}
        return self.slack.switchboard.deliver(
            "interactive",
            {
                "type": "block_actions",
                "user": self._user,
                "team": TEAM,
                "api_app_id": "A0TEST",
                "container": {"type": "message", "message_ts": message["ts"], "channel_id": message["channel"]},
                "channel": {"id": message["channel"], "name": "alerts"},
                "message": message,
                "trigger_id": self.slack.workspace.new_trigger(),
                "response_url": self.slack.response_url(message["ts"]),
                "actions": [
                    {
                        "type": element["type"],
                        "action_id": action,
                        "block_id": block.get("block_id", "b"),
                        "action_ts": f"{time.time():.6f}",
                        **chosen,
                    }
                ],
            },
        )

    def _element(self, message: dict[str, Any], action: str) -> tuple[dict[str, Any], dict[str, Any]]:
        for block in message["blocks"]:
            for element in block.get("elements", []):
                if element.get("action_id") == action:
                    return block, element
        raise AssertionError(f"there is no {action!r} to press")

    def submit(self, **values: str) -> Ack:
        """Fills in the newest form; what is not named stays as it stands there."""
        view = self.slack.workspace.views[-1]
        state = {}
        for block in view["blocks"]:
            if block["type"] == "input":
                state[block["block_id"]] = {"value": self._state(block["element"], values.get(block["block_id"]))}
        assert not set(values) - set(state), "the form has no such field"
        return self.slack.switchboard.deliver(
            "interactive",
            {"type": "view_submission", "user": self._user, "team": TEAM, "view": {**view, "state": {"values": state}}},
            accepts=True,
        )

    def _state(self, element: dict[str, Any], value: str | None) -> dict[str, Any]:
        kind = element["type"]
        if kind in ("static_select", "radio_buttons"):
            chosen = next((o for o in element["options"] if o["value"] == value), element.get("initial_option"))
            return {"type": kind, "selected_option": chosen}
        if kind == "datepicker":
            return {"type": kind, "selected_date": value or element.get("initial_date")}
        return {"type": kind, "value": element.get("initial_value") if value is None else value}

    def ask(self, words: str) -> list[dict[str, Any]]:
        """Types `/monitor …`; answers what only this person then sees."""
        address = self.slack.response_url(self.id)
        before = len(self.slack.whispers)
        self.slack.switchboard.deliver(
            "slash_commands",
            {
                "command": "/monitor",
                "text": words,
                "user_id": self.id,
                "user_name": self.name,
                "team_id": TEAM["id"],
                "channel_id": self.slack.channel,
                "trigger_id": self.slack.workspace.new_trigger(),
                "response_url": address,
            },
            accepts=True,
        )
        end = time.monotonic() + 5
        while len(self.slack.whispers) == before and time.monotonic() < end:
            time.sleep(0.01)
        return self.slack.whispers[before:]

    def open_home(self) -> dict[str, Any]:
        """Looks at the App Home; answers what is there."""
        self.slack.workspace.homes.pop(self.id, None)
        event = {"type": "app_home_opened", "user": self.id, "tab": "home", "channel": "D0TEST", "event_ts": "1.0"}
        self.slack.switchboard.deliver("events_api", {"type": "event_callback", "team_id": "T0TEST", "event": event})
        end = time.monotonic() + 5
        while self.id not in self.slack.workspace.homes and time.monotonic() < end:
            time.sleep(0.01)
        return self.slack.workspace.homes[self.id]
