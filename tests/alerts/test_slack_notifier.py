"""The real slack_sdk against the stand-in on loopback: every failure becomes the right outcome."""

from __future__ import annotations

import errno
import logging
import socket
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from urllib.error import URLError

import pytest

from monitor.alerts import SlackNotifier
from monitor.alerts.slack_errors import unanswered
from monitor.errors import NotifyError
from tests.builders import alert, digest
from tests.slack_server import SlackServer

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def notifier_for(slack: SlackServer, *, timeout: float = 5, **changes) -> SlackNotifier:
    settings = {"token": slack.token, "channel": slack.channel, "base_url": slack.url} | changes
    return SlackNotifier(settings.pop("token"), settings.pop("channel"), timeout=timedelta(seconds=timeout), **settings)


def failure_of(slack: SlackServer, **changes) -> NotifyError:
    with pytest.raises(NotifyError) as caught:
        notifier_for(slack, **changes).send_alert(alert(), "k")
    return caught.value


@contextmanager
def raw_server(answer: bytes):
    """Takes one connection, reads the request, sends these bytes and closes."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                while connection.recv(65536).rfind(b"}") < 0:
                    pass
                connection.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/api/"
        thread.join(5)


# ---------------------------------------------------------------- posting


def test_alert_is_posted_with_its_key_and_place():
    with SlackServer() as slack:
        sent = notifier_for(slack).send_alert(alert(), "key-1")

        (message,) = slack.messages
        assert slack.keys() == ["key-1"]
        assert (sent.channel, sent.ts) == (slack.channel, message["ts"])
        assert message["text"].startswith("Russian Foreign Ministry softens")


def test_digest_is_posted():
    with SlackServer() as slack:
        notifier_for(slack).send_digest(digest(title="Week 37"), "digest-1", "https://x.example/page")

        assert slack.keys() == ["digest-1"]
        assert slack.messages[0]["text"] == "Week 37"


@pytest.mark.parametrize("ending", ["", "/"])
def test_base_address_works_with_and_without_its_slash(ending):
    with SlackServer() as slack:
        notifier_for(slack, base_url=slack.url.rstrip("/") + ending).send_alert(alert(), "k")

        assert slack.keys() == ["k"]


def test_one_call_is_one_request_even_where_it_fails():
    with SlackServer(plan=["error_before"]) as slack:
        failure_of(slack)

        assert slack.calls == ["chat.postMessage"]


def test_failure_is_raised_and_not_logged_as_well(caplog):
    caplog.set_level(logging.DEBUG)
    with SlackServer(plan=["hang_up", "not_json"]) as slack:
        failure_of(slack)
        failure_of(slack)

    assert caplog.records == []


# ---------------------------------------------------------------- outcomes


def test_too_fast_is_not_sent_and_says_how_long():
    with SlackServer(plan=["rate_limited"], retry_after=0.25) as slack:
        error = failure_of(slack)

        assert (error.outcome, error.retry_after) == ("not_sent", timedelta(seconds=0.25))
        assert slack.messages == []


@pytest.mark.parametrize(
    ("flaw", "stored"),
    [("error_before", 0), ("error_after", 1), ("hang_up", 1), ("empty", 1), ("not_json", 1)],
)
def test_what_slack_did_is_unknown_after_its_own_trouble(flaw, stored):
    with SlackServer(plan=[flaw]) as slack:
        error = failure_of(slack)

        assert error.outcome == "unknown"
        assert len(slack.messages) == stored


@pytest.mark.parametrize(
    ("status", "code", "outcome", "minutes"),
    [
        (200, "internal_error", "unknown", None),
        (200, "fatal_error", "unknown", None),
        (200, "service_unavailable", "unknown", None),
        (200, "request_timeout", "unknown", None),
        (503, "service_unavailable", "unknown", None),
        (200, "ratelimited", "not_sent", 0.5),
        (200, "invalid_auth", "not_sent", 15),
        (200, "not_authed", "not_sent", 15),
        (200, "account_inactive", "not_sent", 15),
        (200, "token_revoked", "not_sent", 15),
        (200, "channel_not_found", "not_sent", 15),
        (200, "not_in_channel", "not_sent", 15),
        (200, "missing_scope", "not_sent", 15),
        (200, "is_archived", "not_sent", 15),
        (200, "a_code_of_next_year", "not_sent", 15),
        (200, "invalid_blocks", "refused", None),
        (200, "msg_too_long", "refused", None),
        (200, "msg_blocks_too_long", "refused", None),
        (200, "invalid_arguments", "refused", None),
    ],
)
def test_each_code_has_its_outcome(status, code, outcome, minutes):
    with SlackServer() as slack:
        slack.force = (status, code)
        error = failure_of(slack)

    assert error.outcome == outcome
    assert error.retry_after == (None if minutes is None else timedelta(minutes=minutes))


@pytest.mark.parametrize("code", ["not_in_channel", "invalid_auth", "missing_scope", "is_archived"])
def test_error_that_a_person_can_mend_says_how(code):
    with SlackServer() as slack:
        slack.force = (200, code)
        text = str(failure_of(slack))

    assert code in text
    assert any(word in text for word in ("invite", "copy", "add it", "unarchive"))


def test_missing_scope_is_named():
    with SlackServer(scopes=["channels:history"]) as slack:
        assert "needed: chat:write" in str(failure_of(slack))


def test_connection_refused_is_not_sent():
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    with SlackServer() as slack:
        assert failure_of(slack, base_url=f"http://127.0.0.1:{port}/api/").outcome == "not_sent"


def test_unknown_host_is_not_sent():
    with SlackServer() as slack:
        assert failure_of(slack, base_url="http://no-such-host.invalid/api/").outcome == "not_sent"


def test_network_that_is_gone_is_sure_only_before_the_message_left():
    gone = OSError(errno.ENETUNREACH, "Network is unreachable")

    assert unanswered(URLError(gone)).outcome == "not_sent"
    assert unanswered(gone).outcome == "unknown"
    assert unanswered(URLError(TimeoutError())).outcome == "unknown"


def test_no_answer_in_time_is_unknown():
    with socket.create_server(("127.0.0.1", 0)) as silent, SlackServer() as slack:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/api/"

        assert failure_of(slack, base_url=url, timeout=1).outcome == "unknown"


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{",
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n[1]",
        b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnull",
        b'HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{"ok":true}',
        b"HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=klingon\r\nContent-Length: 2\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/gzip\r\nContent-Length: 2\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n\xff\xfe",
        b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 3\r\n\r\n[1]",
        b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\noops",
    ],
)
def test_answer_that_is_not_slacks_is_unknown(answer):
    with SlackServer() as slack, raw_server(answer) as url:
        assert failure_of(slack, base_url=url).outcome == "unknown"


# ---------------------------------------------------------------- looking up


def test_message_is_found_after_slack_hung_up():
    with SlackServer(plan=["hang_up"]) as slack:
        before = datetime.now(UTC)
        failure_of(slack)

        sent = notifier_for(slack).finder.find("k", before)

        assert sent is not None
        assert sent.ts == slack.messages[0]["ts"]


def test_message_that_never_arrived_is_not_found():
    with SlackServer(plan=["error_before"]) as slack:
        failure_of(slack)

        assert notifier_for(slack).finder.find("k", LONG_AGO) is None


def test_search_reads_every_page(monkeypatch):
    monkeypatch.setattr("monitor.alerts.slack_finder.PAGE", 2)
    with SlackServer() as slack:
        notifier = notifier_for(slack)
        for number in range(5):
            notifier.send_alert(alert(), f"k{number}")

        found = notifier.finder.find("k0", LONG_AGO)

        assert found is not None
        assert found.ts == slack.messages[0]["ts"]
        assert slack.calls.count("conversations.history") == 3


def test_search_goes_back_two_minutes_for_a_clock_that_is_ahead():
    with SlackServer() as slack:
        notifier = notifier_for(slack)
        notifier.send_alert(alert(), "k")

        assert notifier.finder.find("k", datetime.now(UTC) + timedelta(seconds=100)) is not None
        assert notifier.finder.find("k", datetime.now(UTC) + timedelta(seconds=200)) is None


def test_message_of_another_app_with_that_key_is_not_ours():
    with SlackServer() as slack:
        slack.workspace.answer(
            "chat.postMessage",
            {"channel": slack.channel, "text": "x", "metadata": {"event_type": "other", "event_payload": {"key": "k"}}},
        )

        assert notifier_for(slack).finder.find("k", LONG_AGO) is None


@pytest.mark.parametrize("code", ["missing_scope", "ratelimited", "invalid_arguments"])
def test_search_that_failed_leaves_the_message_unknown(code):
    with SlackServer() as slack:
        slack.force = (200, code)
        with pytest.raises(NotifyError) as caught:
            notifier_for(slack).finder.find("k", LONG_AGO)

    assert caught.value.outcome == "unknown"
