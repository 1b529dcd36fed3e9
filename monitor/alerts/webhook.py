"""Posts messages through a Slack incoming webhook, where only that is allowed. The only file that imports WebhookClient.

A webhook answers "ok" and nothing else: no place of the message, no metadata, no history. So a message whose
outcome is unknown is posted again: at least once, where `SlackNotifier` is exactly once.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from slack_sdk.webhook import WebhookClient

from monitor.alerts.pace import Pace
from monitor.alerts.render import render_alert, render_catch_up, render_digest, render_notice, render_reply
from monitor.alerts.slack_client import NO_ANSWER, quiet_logger
from monitor.alerts.slack_errors import answered, unanswered
from monitor.errors import ConfigError
from monitor.types import Remark, Sent

if TYPE_CHECKING:
    from datetime import timedelta

    from slack_sdk.webhook import WebhookResponse

    from monitor.alerts.render import Message
    from monitor.types import Alert, Development, Digest, HeldUp, Story


def respond(address: str, message: Message, *, replace: bool, timeout: timedelta) -> None:
    """Answers a click or command at the address that came with it: to that person alone, or in the message's place.

    Raises NotifyError.
    """
    kind = None if replace else "ephemeral"
    response = _send(_client(address, timeout), message, response_type=kind, replace_original=replace)
    if response.status_code != 200:
        raise answered(status=response.status_code, code=response.body.strip(), headers=response.headers)


def _client(address: str, timeout: timedelta) -> WebhookClient:
    seconds = max(1, math.ceil(timeout.total_seconds()))
    client = WebhookClient(address, timeout=seconds, retry_handlers=[], logger=quiet_logger())
    # urllib reads the proxy variables itself and, unlike the SDK, minds NO_PROXY.
    client.proxy = None
    return client


def _send(client: WebhookClient, message: Message, **how: Any) -> WebhookResponse:
    """One request, and the one place where the SDK's errors become ours. Raises NotifyError."""
    try:
        return client.send(
            text=message.text, blocks=list(message.blocks), unfurl_links=False, unfurl_media=False, **how
        )
    except NO_ANSWER as error:
        raise unanswered(error) from error


class WebhookNotifier:
    """The `Notifier` for a webhook's address, which is a secret. Raises ConfigError where it cannot be one."""

    name = "webhook"
    finder = None
    gallery = None

    def __init__(self, url: str, *, timeout: timedelta) -> None:
        if not re.fullmatch(r"https?://[\x21-\x7e]+", url):
            raise ConfigError(["SLACK_WEBHOOK_URL: must be an http(s) address; copy it again from the app's page"])
        self._client = _client(url, timeout)
        self.pace = Pace()

    def send_alert(self, alert: Alert, key: str) -> Sent:
        """Posts the card. Raises NotifyError."""
        return self._post(render_alert(alert, key=key), key)

    def send_digest(self, digest: Digest, key: str, page: str | None) -> Sent:
        """Posts the week's message. Raises NotifyError."""
        return self._post(render_digest(digest, page, key=key), key)

    def send_notice(self, what: Remark | HeldUp, key: str) -> Sent:
        """Posts it to the webhook's channel. Raises NotifyError."""
        if isinstance(what, Remark):
            return self._post(render_notice(what, key=key), key)
        return self._post(render_catch_up(what, key=key), key)

    def send_reply(self, story: Story, what: Alert | Development | Remark, key: str) -> Sent:
        """Posts it as a message of its own: a webhook has no threads. Raises NotifyError."""
        return self._post(render_reply(story, what, key=key), key)

    def edit(self, story: Story) -> None:
        """Nothing: a webhook cannot change what it posted."""

    def _post(self, message: Message, key: str) -> Sent:
        with self.pace.turn():
            response = _send(self._client, message)
        if response.status_code == 200 and response.body.strip() == "ok":
            return Sent(channel="webhook", ts=key)
        raise answered(status=response.status_code, code=response.body.strip(), headers=response.headers)
