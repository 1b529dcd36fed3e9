"""Asks Slack's Web API, one request a call. The only file that imports slack_sdk's WebClient.

Never repeated here: slack_sdk's own retries post twice where a connection breaks after Slack took the message.
"""

from __future__ import annotations

import logging
import math
from http.client import HTTPException
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import WebClient

from monitor.alerts.slack_errors import answered, explain, unanswered
from monitor.errors import NotifyError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import timedelta

    from slack_sdk.web import SlackResponse

    from monitor.alerts.render import Message

SLACK = "https://slack.com/api/"
NO_ANSWER = (SlackClientError, OSError, HTTPException, ValueError, LookupError, AttributeError)
"""What the SDK raises where no answer came, or none that can be read. ValueError: letters, or a body that is no object.
LookupError: an unknown charset. AttributeError: the SDK meets JSON that is not an object."""


def make_client(token: str | None, *, base_url: str | None, timeout: timedelta) -> WebClient:
    client = WebClient(
        token=token,
        base_url=base_url or SLACK,
        timeout=max(1, math.ceil(timeout.total_seconds())),
        retry_handlers=[],
        logger=quiet_logger(),
    )
    # urllib reads the proxy variables itself and, unlike the SDK, minds NO_PROXY.
    client.proxy = None
    return client


def ask(method: Callable[..., SlackResponse], **arguments: object) -> SlackResponse:
    """One request, and the one place where the SDK's errors become ours. Raises NotifyError."""
    try:
        response = method(**arguments)
    except SlackApiError as error:
        raise _failed(error.response) from error
    except NO_ANSWER as error:
        raise unanswered(error) from error
    if not isinstance(response.data, dict):
        raise NotifyError("an answer that is not Slack's", outcome="unknown")
    return response


def check_socket(app_token: str, *, base_url: str | None, timeout: timedelta) -> str:
    """Asks for a connection and opens none. Raises NotifyError with what to do."""
    try:
        ask(make_client(None, base_url=base_url, timeout=timeout).apps_connections_open, app_token=app_token)
    except NotifyError as error:
        text = explain(error.__cause__) if isinstance(error.__cause__, Exception) else str(error)
        raise NotifyError(text, outcome="not_sent") from error
    return "Slack: buttons and commands can be heard"


class SlackViews:
    """Opens forms and fills App Homes."""

    def __init__(self, token: str, *, base_url: str | None = None, timeout: timedelta) -> None:
        self._client = make_client(token, base_url=base_url, timeout=timeout)

    def open_form(self, trigger: str, view: Mapping[str, Any]) -> None:
        """Within three seconds of the click that the trigger came with. Raises NotifyError."""
        ask(self._client.views_open, trigger_id=trigger, view=dict(view))

    def fill_home(self, user: str, view: Mapping[str, Any]) -> None:
        """Raises NotifyError."""
        ask(self._client.views_publish, user_id=user, view=dict(view))


def as_arguments(message: Message) -> dict[str, Any]:
    return {"text": message.text, "blocks": list(message.blocks), "metadata": message.metadata}


def quiet_logger() -> logging.Logger:
    """For the SDK: it logs each error that it also raises, and at level DEBUG a webhook's secret address."""
    logger = logging.getLogger("monitor.alerts.slack.sdk")
    logger.setLevel(logging.CRITICAL)
    return logger


def _failed(response: SlackResponse) -> NotifyError:
    data = response.data if isinstance(response.data, dict) else {}
    needed = f" (needed: {data['needed']})" if isinstance(data.get("needed"), str) else ""
    return answered(status=response.status_code, code=data.get("error"), headers=response.headers, detail=needed)
