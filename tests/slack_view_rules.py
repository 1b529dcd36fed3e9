"""What Slack refuses in a modal or an App Home. Stricter than Slack where its behaviour is not documented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.slack_rules import block_problems

if TYPE_CHECKING:
    from collections.abc import Iterator

KEYS = {
    "modal": {"type", "title", "blocks", "submit", "close", "callback_id", "private_metadata", "clear_on_close"},
    "home": {"type", "blocks", "callback_id", "private_metadata"},
}
MOST_BLOCKS = 100
MOST_METADATA = 3000


def view_problems(view: Any, *, kind: str) -> list[str]:
    """One line for each thing that is wrong with a view of that kind."""
    if not isinstance(view, dict) or view.get("type") != kind:
        return [f"view must be an object of type {kind}"]
    return [*_frame(view, kind), *block_problems(view.get("blocks"), most=MOST_BLOCKS, where=kind)]


def _frame(view: dict[str, Any], kind: str) -> Iterator[str]:
    for name in set(view) - KEYS[kind]:
        yield f"unknown attribute {name!r}"
    if kind == "modal":
        for name in ("title", "submit", "close"):
            yield from _short(view, name)
    if len(view.get("private_metadata", "")) > MOST_METADATA:
        yield f"private_metadata has at most {MOST_METADATA} characters"
    if len(view.get("callback_id", "")) > 255:
        yield "callback_id has at most 255 characters"
    inputs = any(block.get("type") == "input" for block in view.get("blocks") or [] if isinstance(block, dict))
    if kind == "modal" and inputs and "submit" not in view:
        yield "a modal with inputs needs submit"


def _short(view: dict[str, Any], name: str) -> Iterator[str]:
    text = view.get(name)
    if text is None:
        if name == "title":
            yield "a modal needs a title"
        return
    if text.get("type") != "plain_text" or not 1 <= len(text.get("text", "")) <= 24:
        yield f"{name} must be plain text of 1 to 24 characters"
