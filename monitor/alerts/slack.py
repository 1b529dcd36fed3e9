"""Posts messages to Slack's channels and threads, and edits them.

One request a call, never repeated here. The outbox is the one retry, and it looks in the channel's history first (`SlackFinder`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.alerts.pace import Pace
from monitor.alerts.render import (
    render_alert,
    render_catch_up,
    render_digest,
    render_notice,
    render_reply,
    render_story,
)
from monitor.alerts.routing import all_channels, called, channel_of
from monitor.alerts.slack_client import as_arguments, ask, make_client
from monitor.alerts.slack_errors import is_gone
from monitor.alerts.slack_files import NO_PICTURES, SCOPE, SlackGallery
from monitor.alerts.slack_finder import SlackFinder
from monitor.alerts.story import is_broadcast
from monitor.errors import ConfigError, NotifyError
from monitor.types import ChatSettings, Remark, Sent

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import timedelta

    from monitor.alerts.render import Message
    from monitor.types import Alert, Development, Digest, HeldUp, Story

NEEDED = {
    "chat:write": "to post",
    "metadata.message:read": "to find a message again",
}
HISTORY = ("channels:history", "groups:history")


class SlackNotifier:
    """The `Notifier` for a bot token; `channel` is a channel's ID. Raises ConfigError where one of them cannot be right."""

    name = "slack"

    def __init__(
        self,
        token: str,
        channel: str,
        *,
        base_url: str | None = None,
        timeout: timedelta,
        buttons: bool = False,
        chat: ChatSettings | None = None,
        pace: Pace | None = None,
    ) -> None:
        """`channel` is the usual one; `buttons`: somebody listens to them."""
        _refuse_odd(token=token, channel=channel, base_url=base_url)
        self.channel = channel
        self._buttons = buttons
        self._chat = chat or ChatSettings()
        self._client = make_client(token, base_url=base_url, timeout=timeout)
        self.finder = SlackFinder(self._client, all_channels(self._chat, usual=channel))
        self.pace = pace or Pace()
        self.gallery = SlackGallery(self._client, self.pace) if self._chat.pictures else None

    def send_alert(self, alert: Alert, key: str) -> Sent:
        """Posts the card. Raises NotifyError."""
        message = render_alert(alert, key=key, buttons=self._buttons, mention=called(alert, self._chat))
        return self._post(message, channel=channel_of(alert, self._chat.routes, usual=self.channel))

    def send_digest(self, digest: Digest, key: str, page: str | None) -> Sent:
        """Posts the week's message. Raises NotifyError."""
        return self._post(render_digest(digest, page, key=key))

    def send_notice(self, what: Remark | HeldUp, key: str) -> Sent:
        """Posts lines to the channel for the service's health, a summary of alerts to the usual one. Raises NotifyError."""
        if isinstance(what, Remark):
            return self._post(render_notice(what, key=key), channel=self._chat.health)
        return self._post(render_catch_up(what, key=key))

    def send_reply(self, story: Story, what: Alert | Development | Remark, key: str) -> Sent:
        """Posts into the thread; as a message of its own where there is none any more, to those who heard of the story. Raises NotifyError."""
        message, first = render_reply(story, what, key=key, buttons=self._buttons), story.sent
        if first is None:
            return self._post(message, channel=channel_of(story.first, self._chat.routes, usual=self.channel))
        try:
            return self._post(message, thread=first, broadcast=is_broadcast(story, what))
        except NotifyError as error:
            if is_gone(error):
                return self._post(message, channel=first.channel)
            raise

    def edit(self, story: Story) -> None:
        """Brings the first message up to date, if it is still there. Raises NotifyError."""
        first, message = story.sent, render_story(story, buttons=self._buttons, mention=called(story.first, self._chat))
        if first is None:
            return
        try:
            ask(self._client.chat_update, channel=first.channel, ts=first.ts, **as_arguments(message))
        except NotifyError as error:
            if not is_gone(error):
                raise

    def check(self) -> list[str]:
        """What works, one line each; posts nothing. Raises NotifyError with everything that does not and what to do."""
        response = ask(self._client.auth_test)
        lines = [f"Slack: signed in as {response.get('user', '?')} in {response.get('team', '?')}"]
        lines.extend(_check_scopes(response.headers, pictures=self._chat.pictures))
        for channel in all_channels(self._chat, usual=self.channel):
            ask(self._client.conversations_history, channel=channel, limit=1)
            lines.append(f"Slack: channel {channel} can be read")
        return lines

    def _post(
        self, message: Message, *, channel: str | None = None, thread: Sent | None = None, broadcast: bool = False
    ) -> Sent:
        place = {"thread_ts": thread.ts, "reply_broadcast": broadcast} if thread else {}
        with self.pace.turn():
            response = ask(
                self._client.chat_postMessage,
                channel=thread.channel if thread else channel or self.channel,
                **place,
                **as_arguments(message),
                unfurl_links=False,
                unfurl_media=False,
            )
        ts, place_at = response.get("ts"), response.get("channel")
        if not isinstance(ts, str):
            raise NotifyError("Slack said yes and not where the message is", outcome="unknown")
        return Sent(channel=place_at if isinstance(place_at, str) else self.channel, ts=ts)


def _check_scopes(headers: Mapping[str, str], *, pictures: bool) -> list[str]:
    listed = next((value for name, value in headers.items() if name.lower() == "x-oauth-scopes"), None)
    if listed is None:
        return ["Slack: the server does not say which scopes the app has"]
    scopes = {scope.strip() for scope in listed.split(",")}
    missing = [f"{scope} ({why})" for scope, why in NEEDED.items() if scope not in scopes]
    if not scopes.intersection(HISTORY):
        missing.append(f"{HISTORY[0]}, or {HISTORY[1]} for a private channel (to find a message again)")
    if missing:
        text = f"the app lacks scopes: {'; '.join(missing)}. Add them on its page (OAuth & Permissions) and install it again"
        raise NotifyError(text, outcome="refused")
    lines = ["Slack: the app has the scopes it needs"]
    return [*lines, NO_PICTURES] if pictures and SCOPE not in scopes else lines


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
