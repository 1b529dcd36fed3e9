"""Who may answer, and who may decide: by user or user group, as [chat] says; who is not named there may where nobody is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.answers.requests import Command, Press, Submit

if TYPE_CHECKING:
    from collections.abc import Callable

    from monitor.answers.requests import Request
    from monitor.types import ChatSettings

ANSWERS = {"confirm": "judge alerts", "dismiss": "judge alerts", "propose": "propose a baseline"}
DECISIONS = {"approve": "decide on a baseline", "reject": "decide on a baseline", "mute": "mute"}


def action_of(request: Request) -> str | None:
    """The action that needs permission; None for what everybody may: to look, and to ask."""
    name = None
    if isinstance(request, Press):
        name = request.action
    elif isinstance(request, Submit):
        name = request.form
    elif isinstance(request, Command):
        first, _, rest = request.words.strip().partition(" ")
        name = first.lower() if rest.strip() else None
    return name if name in ANSWERS or name in DECISIONS else None


def refusal_of(request: Request, chat: ChatSettings, *, members: Callable[[str], frozenset[str]]) -> str | None:
    """Why this person may not do it, in words; None where they may. Raises NotifyError where a group cannot be read.

    Who may decide may answer too.
    """
    action = action_of(request)
    if action is None:
        return None
    decides = action in DECISIONS
    named = chat.administrators if decides else (*chat.answerers, *chat.administrators)
    open_to_all = not (chat.administrators if decides else chat.answerers)
    if open_to_all or _is_named(request.user.id, named, members):
        return None
    key = "administrators" if decides else "answerers"
    return f"You may not {(DECISIONS | ANSWERS)[action]} here: [chat] {key} in monitor.toml names who may. It was written down that you asked."


def _is_named(user: str, named: tuple[str, ...], members: Callable[[str], frozenset[str]]) -> bool:
    """Users first: a group is asked for only where it matters."""
    return user in named or any(user in members(name) for name in named if name.startswith("S"))
