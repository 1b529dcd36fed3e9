"""Who is in a user group of Slack's, remembered for a few minutes."""

from __future__ import annotations

import time
from threading import Lock
from typing import TYPE_CHECKING

from monitor.alerts.slack_client import ask, make_client
from monitor.errors import NotifyError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta

KNOWN_FOR = 300.0
SCOPE = "usergroups:read"


class SlackGroups:
    """Asks Slack's usergroups.users.list; needs the scope for it only where a group is named."""

    def __init__(
        self, token: str, *, base_url: str | None, timeout: timedelta, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._client = make_client(token, base_url=base_url, timeout=timeout)
        self._clock, self._lock = clock, Lock()
        self._known: dict[str, tuple[float, frozenset[str]]] = {}

    def members(self, group: str) -> frozenset[str]:
        """Raises NotifyError: nobody is let in because Slack does not say who is a member."""
        with self._lock:
            until, known = self._known.get(group, (0.0, frozenset()))
            if self._clock() < until:
                return known
            found = self._ask(group)
            self._known[group] = (self._clock() + KNOWN_FOR, found)
            return found

    def _ask(self, group: str) -> frozenset[str]:
        try:
            response = ask(self._client.usergroups_users_list, usergroup=group)
        except NotifyError as error:
            raise NotifyError(f"who is in the group {group} could not be read: {error}", outcome="not_sent") from error
        users = response.get("users")
        return frozenset(str(user) for user in users) if isinstance(users, list) else frozenset()
