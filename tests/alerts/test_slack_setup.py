"""Settings that are wrong are named before anything is sent, and the token is never shown."""

from __future__ import annotations

import logging
import traceback
from datetime import timedelta

import pytest

from monitor.alerts import SlackNotifier
from monitor.alerts.slack import _check_scopes
from monitor.errors import ConfigError, NotifyError
from tests.builders import alert
from tests.slack_server import SlackServer

SECRET = "xoxb-very-secret-1234"


def notifier_for(slack: SlackServer, **changes) -> SlackNotifier:
    settings = {"token": slack.token, "channel": slack.channel, "base_url": slack.url} | changes
    return SlackNotifier(settings.pop("token"), settings.pop("channel"), timeout=timedelta(seconds=5), **settings)


def test_check_says_what_works_and_posts_nothing():
    with SlackServer() as slack:
        lines = notifier_for(slack).check()

        assert lines[0] == "Slack: signed in as monitor in Example"
        assert len(lines) == 3
        assert slack.messages == []


def test_check_names_every_scope_that_is_missing():
    with SlackServer(scopes=["channels:read"]) as slack, pytest.raises(NotifyError) as caught:
        notifier_for(slack).check()

    assert all(scope in str(caught.value) for scope in ("chat:write", "metadata.message:read", "channels:history"))


def test_check_finds_a_channel_that_is_not_there():
    with SlackServer() as slack, pytest.raises(NotifyError, match="SLACK_CHANNEL"):
        notifier_for(slack, channel="C0OTHER").check()


def test_check_goes_on_where_the_server_names_no_scopes():
    assert _check_scopes({}, pictures=True) == ["Slack: the server does not say which scopes the app has"]


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"token": "xoxb-1\nxoxb-2"}, "SLACK_BOT_TOKEN"),
        ({"token": "xoxb-ключ"}, "SLACK_BOT_TOKEN"),
        ({"token": ""}, "SLACK_BOT_TOKEN"),
        ({"channel": "#alerts"}, "SLACK_CHANNEL"),
        ({"base_url": "slack.com/api"}, "SLACK_API_URL"),
    ],
)
def test_setting_that_cannot_be_right_is_named_and_not_shown(changes, name):
    with SlackServer() as slack, pytest.raises(ConfigError) as caught:
        notifier_for(slack, **changes)

    assert str(caught.value).startswith(name)
    assert changes.get("token") in (None, "") or changes["token"] not in str(caught.value)


@pytest.mark.parametrize("flaw", ["rate_limited", "error_before", "hang_up", "not_json", None])
def test_token_is_in_no_message_log_or_repr(flaw, caplog):
    caplog.set_level(logging.DEBUG)
    with SlackServer(token=SECRET if flaw else "xoxb-other", plan=[flaw]) as slack:
        notifier = notifier_for(slack, token=SECRET)
        with pytest.raises(NotifyError) as caught:
            notifier.send_alert(alert(), "k")

    whole = "".join(traceback.format_exception(caught.value))
    assert SECRET not in whole + caplog.text + repr(notifier) + repr(caught.value) + str(caught.value)
