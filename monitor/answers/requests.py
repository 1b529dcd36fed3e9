"""What Slack sends over the socket, as the few things that a person can do. Pure.

A payload that lacks what it must have is no request: Slack sends more kinds than we ask for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Who it was: an ID that stays and a name that is shown."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A button, or a choice from a list, and when that was. `ref` makes it this click and no other."""

    user: User
    at: datetime
    action: str
    value: str
    ref: str
    trigger: str
    respond_to: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit:
    """A form that was filled in: `about` is the alert, `values` by the block's id."""

    user: User
    form: str
    about: str
    ref: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """`/monitor` and the words after it."""

    user: User
    words: str
    respond_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeOpened:
    """Somebody looks at the App Home."""

    user: User


Request = Press | Submit | Command | HomeOpened


def read_request(kind: str, payload: Mapping[str, Any]) -> Request | None:
    """The request in an envelope of that kind; None for what is none."""
    try:
        if kind == "slash_commands":
            return _command(payload)
        if kind == "interactive":
            return _submit(payload) if payload["type"] == "view_submission" else _press(payload)
        return _opened(payload["event"]) if kind == "events_api" else None
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, StopIteration, OverflowError, OSError):
        return None


def _command(payload: Mapping[str, Any]) -> Command:
    user = User(id=payload["user_id"], name=payload.get("user_name") or payload["user_id"])
    return Command(user=user, words=str(payload.get("text") or ""), respond_to=payload["response_url"])


def _press(payload: Mapping[str, Any]) -> Press | None:
    if payload["type"] != "block_actions":
        return None
    action, user = payload["actions"][0], _user(payload["user"])
    chosen = action.get("selected_option") or action
    return Press(
        user=user,
        at=datetime.fromtimestamp(float(action["action_ts"]), UTC),
        action=action["action_id"],
        value=chosen["value"],
        ref=f"{user.id}:{action['action_ts']}",
        trigger=payload["trigger_id"],
        respond_to=payload.get("response_url"),
    )


def _submit(payload: Mapping[str, Any]) -> Submit:
    view, user = payload["view"], _user(payload["user"])
    values = {block: _value(next(iter(actions.values()))) for block, actions in view["state"]["values"].items()}
    return Submit(
        user=user,
        form=view["callback_id"],
        about=view["private_metadata"],
        ref=f"{user.id}:{view['id']}",
        values=values,
    )


def _value(state: Mapping[str, Any]) -> str:
    chosen = state.get("selected_option") or {}
    return str(state.get("value") or chosen.get("value") or state.get("selected_date") or "")


def _opened(event: Mapping[str, Any]) -> HomeOpened | None:
    if event["type"] != "app_home_opened" or event.get("tab", "home") != "home":
        return None
    return HomeOpened(user=User(id=event["user"], name=event["user"]))


def _user(user: Mapping[str, Any]) -> User:
    return User(id=user["id"], name=user.get("name") or user.get("username") or user["id"])
