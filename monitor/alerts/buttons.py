"""The parts of a message that can be pressed. With `blocks` and `forms` the only files that import slack_sdk's models."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, Option, PlainTextObject, StaticSelectElement

from monitor.types import VERDICT_WORDS


@cache
def texts() -> dict[str, Any]:
    """The words of buttons, forms and replies."""
    return tomllib.loads(files("monitor.alerts").joinpath("forms.toml").read_text(encoding="utf-8"))


def plain(text: str) -> PlainTextObject:
    return PlainTextObject(text=text, emoji=False)


def answers(alert_id: str) -> Block:
    """What can be said of an alert."""
    words = texts()["buttons"]
    reasons = [
        Option(text=plain(texts()["reasons"][word]), value=f"{alert_id}:{word}")
        for word in VERDICT_WORDS
        if word != "confirm"
    ]
    dismiss = StaticSelectElement(placeholder=plain(words["dismiss"]), action_id="dismiss", options=reasons)
    others = [_button(name, alert_id) for name in ("mute", "propose", "timeline")]
    return ActionsBlock(
        block_id=f"answers:{alert_id}",
        elements=[_button("confirm", alert_id, style="primary"), dismiss, *others],
    )


def decision(proposal_id: str) -> Block:
    """Yes or no to a proposal."""
    return ActionsBlock(
        block_id=f"decision:{proposal_id}",
        elements=[_button("approve", proposal_id, style="primary"), _button("reject", proposal_id)],
    )


def _button(name: str, value: str, *, style: str | None = None) -> ButtonElement:
    return ButtonElement(
        text=plain(texts()["buttons"][name]),
        action_id=name,
        value=value,
        style=style,
        accessibility_label=texts()["spoken"][name],
    )
