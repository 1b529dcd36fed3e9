from __future__ import annotations

import logging
import socket
import traceback
from datetime import timedelta

import pytest

from monitor.alerts import WebhookNotifier
from monitor.errors import ConfigError, NotifyError
from tests.builders import alert, digest
from tests.slack_server import SlackServer

SECRET = "services/T0SECRET/B0SECRET/abcdef"


def notifier_for(slack: SlackServer) -> WebhookNotifier:
    return WebhookNotifier(slack.url.replace("api/", SECRET), timeout=timedelta(seconds=5))


def failure_of(slack: SlackServer) -> NotifyError:
    with pytest.raises(NotifyError) as caught:
        notifier_for(slack).send_alert(alert(), "k")
    return caught.value


def test_alert_and_digest_are_posted():
    with SlackServer() as slack:
        notifier = notifier_for(slack)

        assert notifier.send_alert(alert(), "k").channel == "webhook"
        assert notifier.send_digest(digest(title="Week 37"), "k2", None).ts == "k2"
        assert len(slack.messages) == 2


def test_webhook_cannot_look():
    with SlackServer() as slack:
        assert notifier_for(slack).finder is None


@pytest.mark.parametrize(
    ("flaw", "outcome"),
    [("rate_limited", "not_sent"), ("error_before", "unknown"), ("hang_up", "unknown"), ("empty", "unknown")],
)
def test_failure_has_its_outcome(flaw, outcome):
    with SlackServer(plan=[flaw]) as slack:
        assert failure_of(slack).outcome == outcome


@pytest.mark.parametrize(
    ("status", "code", "outcome"),
    [
        (404, "no_service", "not_sent"),
        (403, "invalid_token", "not_sent"),
        (410, "channel_is_archived", "not_sent"),
        (400, "invalid_payload", "refused"),
        (400, "invalid_blocks", "refused"),
        (500, "rollup_error", "unknown"),
        (404, "<html>not Slack</html>", "unknown"),
    ],
)
def test_answer_has_its_outcome(status, code, outcome):
    with SlackServer() as slack:
        slack.force = (status, code)

        assert failure_of(slack).outcome == outcome


@pytest.mark.parametrize(
    "url", ["", "hooks.slack.com/services/x", "https://hooks.slack.com/a b", "https://хуки.example/\n"]
)
def test_address_that_cannot_be_right_is_refused_and_not_shown(url):
    with pytest.raises(ConfigError) as caught:
        WebhookNotifier(url, timeout=timedelta(seconds=5))

    assert str(caught.value) == "SLACK_WEBHOOK_URL: must be an http(s) address; copy it again from the app's page"


def test_address_is_in_no_message_log_or_repr(caplog):
    caplog.set_level(logging.DEBUG)
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    notifier = WebhookNotifier(f"http://127.0.0.1:{port}/{SECRET}", timeout=timedelta(seconds=5))

    with pytest.raises(NotifyError) as caught:
        notifier.send_alert(alert(), "k")

    assert caught.value.outcome == "not_sent"
    assert SECRET not in "".join(traceback.format_exception(caught.value)) + caplog.text + repr(notifier)
