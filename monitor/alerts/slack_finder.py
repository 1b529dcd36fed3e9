"""Finds messages again in Slack's history and threads: each carries its key, pictures in the names of their files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from monitor.alerts.render import EVENT_TYPE
from monitor.alerts.slack_client import ask
from monitor.alerts.slack_errors import is_gone
from monitor.alerts.slack_files import is_of
from monitor.errors import NotifyError
from monitor.types import Sent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from slack_sdk.web import SlackResponse, WebClient

CLOCK_SLACK = 120
"""Seconds that our clock may be ahead of Slack's when a message is looked for."""

PAGE = 200


class SlackFinder:
    """The `Finder` in these channels."""

    def __init__(self, client: WebClient, channels: Sequence[str]) -> None:
        self._client = client
        self._channels = channels

    def find(self, key: str, since: datetime, thread: Sent | None = None) -> Sent | None:
        """The message with that key in the channel's history, or in a thread. Raises NotifyError.

        Never with outcome `not_sent`: that the search failed says nothing about the message.
        """
        try:
            in_thread = self._found(key, self._replies(thread, since), thread.channel) if thread else None
            return in_thread or self._found_in_channels(key, since, thread)
        except NotifyError as error:
            text = f"whether it arrived could not be looked up: {error}"
            raise NotifyError(text, outcome="unknown", retry_after=error.retry_after) from error

    def _found_in_channels(self, key: str, since: datetime, thread: Sent | None) -> Sent | None:
        """In that of the thread too, which may be configured no more: what went on from it stands there where it was deleted."""
        channels = dict.fromkeys((*self._channels, *([thread.channel] if thread else [])))
        return next((sent for c in channels if (sent := self._found(key, self._history(since, c), c))), None)

    def _found(self, key: str, messages: Iterator[Mapping[str, Any]], channel: str) -> Sent | None:
        return next((Sent(channel=channel, ts=str(m["ts"])) for m in messages if _has_key(m, key)), None)

    def _history(self, since: datetime, channel: str) -> Iterator[Mapping[str, Any]]:
        return self._pages(self._client.conversations_history, since, channel=channel)

    def _replies(self, thread: Sent, since: datetime) -> Iterator[Mapping[str, Any]]:
        """Nothing where the thread was deleted."""
        try:
            yield from self._pages(self._client.conversations_replies, since, channel=thread.channel, ts=thread.ts)
        except NotifyError as error:
            if not is_gone(error):
                raise

    def _pages(
        self, method: Callable[..., SlackResponse], since: datetime, **where: str
    ) -> Iterator[Mapping[str, Any]]:
        oldest, cursor = since.timestamp() - CLOCK_SLACK, None
        while True:
            response = ask(
                method, oldest=f"{oldest:.6f}", limit=PAGE, include_all_metadata=True, cursor=cursor, **where
            )
            yield from response.get("messages") or []
            cursor = (response.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return


def _has_key(message: Mapping[str, Any], key: str) -> bool:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") == EVENT_TYPE and metadata.get("event_payload", {}).get("key") == key:
        return True
    return any(is_of(str(file.get("name")), key) for file in message.get("files") or ())
