"""Posts messages to a Slack channel and finds them again. The only file that imports slack_sdk's WebClient.

One request a call, never repeated here: slack_sdk's own retries post twice where a connection breaks after Slack took
the message. The outbox is the one retry, and it looks in the channel's history first (`find`).
"""

from __future__ import annotations

import logging
import math
import re
from http.client import HTTPException
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import WebClient

from monitor.alerts.render import EVENT_TYPE, render_alert, render_digest
from monitor.alerts.slack_errors import answered, unanswered
from monitor.errors import ConfigError, NotifyError
from monitor.types import Sent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime, timedelta

    from slack_sdk.web import SlackResponse

    from monitor.alerts.render import Message
    from monitor.types import Alert, Digest

SLACK = "https://slack.com/api/"
CLOCK_SLACK = 120
"""Seconds that our clock may be ahead of Slack's when a message is looked for."""

PAGE = 200
NEEDED = {
    "chat:write": "to post",
    "metadata.message:read": "to find a message again",
}
HISTORY = ("channels:history", "groups:history")


class SlackNotifier:
    """The `Notifier` for a bot token; `channel` is a channel's ID. Raises ConfigError where one of them cannot be right."""

    name = "slack"
    can_look_up = True

    def __init__(self, token: str, channel: str, *, base_url: str | None = None, timeout: timedelta) -> None:
        _refuse_odd(token=token, channel=channel, base_url=base_url)
        self.channel = channel
        self._client = WebClient(
            token=token,
            base_url=base_url or SLACK,
            timeout=max(1, math.ceil(timeout.total_seconds())),
            retry_handlers=[],
            logger=quiet_logger(),
        )
        # urllib reads the proxy variables itself and, unlike the SDK, minds NO_PROXY.
        self._client.proxy = None

    def send_alert(self, alert: Alert, key: str) -> Sent:
        """Posts the card. Raises NotifyError."""
        return self._post(render_alert(alert, key=key))

    def send_digest(self, digest: Digest, key: str, page: str | None) -> Sent:
        """Posts the week's message. Raises NotifyError."""
        return self._post(render_digest(digest, page, key=key))

    def find(self, key: str, since: datetime) -> Sent | None:
        """The message with that key in the channel's history. Raises NotifyError.

        Never with outcome `not_sent`: that the search failed says nothing about the message.
        """
        try:
            for message in self._history(oldest=since.timestamp() - CLOCK_SLACK):
                if _key_of(message) == key:
                    return Sent(channel=self.channel, ts=str(message["ts"]))
        except NotifyError as error:
            text = f"whether it arrived could not be looked up: {error}"
            raise NotifyError(text, outcome="unknown", retry_after=error.retry_after) from error
        return None

    def check(self) -> list[str]:
        """What works, one line each; posts nothing. Raises NotifyError with everything that does not and what to do."""
        response = self._ask(self._client.auth_test)
        lines = [f"Slack: signed in as {response.get('user', '?')} in {response.get('team', '?')}"]
        lines.append(_check_scopes(response.headers))
        self._ask(self._client.conversations_history, channel=self.channel, limit=1)
        return [*lines, f"Slack: channel {self.channel} can be read"]

    def _post(self, message: Message) -> Sent:
        response = self._ask(
            self._client.chat_postMessage,
            channel=self.channel,
            text=message.text,
            blocks=list(message.blocks),
            metadata=message.metadata,
            unfurl_links=False,
            unfurl_media=False,
        )
        ts, channel = response.get("ts"), response.get("channel")
        if not isinstance(ts, str):
            raise NotifyError("Slack said yes and not where the message is", outcome="unknown")
        return Sent(channel=channel if isinstance(channel, str) else self.channel, ts=ts)

    def _history(self, *, oldest: float) -> Iterator[Mapping[str, Any]]:
        cursor = None
        while True:
            response = self._ask(
                self._client.conversations_history,
                channel=self.channel,
                oldest=f"{oldest:.6f}",
                limit=PAGE,
                include_all_metadata=True,
                cursor=cursor,
            )
            yield from response.get("messages") or []
            cursor = (response.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return

    def _ask(self, method: Callable[..., SlackResponse], **arguments: object) -> SlackResponse:
        """One request, and the one place where the SDK's errors become ours."""
        try:
            response = method(**arguments)
        except SlackApiError as error:
            raise _failed(error.response) from error
        except (SlackClientError, OSError, HTTPException, UnicodeError, LookupError, AttributeError) as error:
            # LookupError: an unknown charset. AttributeError: the SDK meets JSON that is not an object.
            raise unanswered(error) from error
        if not isinstance(response.data, dict):
            raise NotifyError("an answer that is not Slack's", outcome="unknown")
        return response


def quiet_logger() -> logging.Logger:
    """For the SDK: it logs each error that it also raises, and at level DEBUG a webhook's secret address."""
    logger = logging.getLogger("monitor.alerts.slack.sdk")
    logger.setLevel(logging.CRITICAL)
    return logger


def _failed(response: SlackResponse) -> NotifyError:
    data = response.data if isinstance(response.data, dict) else {}
    needed = f" (needed: {data['needed']})" if isinstance(data.get("needed"), str) else ""
    return answered(status=response.status_code, code=data.get("error"), headers=response.headers, detail=needed)


def _key_of(message: Mapping[str, Any]) -> object:
    metadata = message.get("metadata") or {}
    return metadata.get("event_payload", {}).get("key") if metadata.get("event_type") == EVENT_TYPE else None


def _check_scopes(headers: Mapping[str, str]) -> str:
    listed = next((value for name, value in headers.items() if name.lower() == "x-oauth-scopes"), None)
    if listed is None:
        return "Slack: the server does not say which scopes the app has"
    scopes = {scope.strip() for scope in listed.split(",")}
    missing = [f"{scope} ({why})" for scope, why in NEEDED.items() if scope not in scopes]
    if not scopes.intersection(HISTORY):
        missing.append(f"{HISTORY[0]}, or {HISTORY[1]} for a private channel (to find a message again)")
    if missing:
        text = f"the app lacks scopes: {'; '.join(missing)}. Add them on its page (OAuth & Permissions) and install it again"
        raise NotifyError(text, outcome="refused")
    return "Slack: the app has the scopes it needs"


def _refuse_odd(*, token: str, channel: str, base_url: str | None) -> None:
    """Problems without the values: a token must not be shown, and one with odd letters would be, in an error of http.client."""
    problems = []
    if not re.fullmatch(r"[\x21-\x7e]+", token.strip()):
        problems.append("SLACK_BOT_TOKEN: a token has no spaces and no letters beyond ASCII; copy it again")
    if not re.fullmatch(r"[A-Za-z0-9]+", channel):
        problems.append(
            "SLACK_CHANNEL: must be a channel's ID like C0123456789, not its name (channel details, at the end)"
        )
    if base_url is not None and not re.fullmatch(r"https?://[\x21-\x7e]+", base_url):
        problems.append("SLACK_API_URL: must be an http(s) address like https://slack.com/api/")
    if problems:
        raise ConfigError(problems)
