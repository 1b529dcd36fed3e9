"""Copies to further targets, against a real mail server and a real receiver of webhooks on loopback; no address is ever told."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import threading
import traceback
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from monitor.alerts.forward import AppriseForwarder
from monitor.app.environment import read_environment
from monitor.app.receivers import choose_forwarders
from monitor.errors import ConfigError, NotifyError, UsageError
from monitor.pipeline import Pipeline
from monitor.store import open_store
from monitor.types import DeliverySettings, NotifySettings, Target, Versions
from tests.builders import alert, digest, week_config
from tests.fakes import FakeClock, FakeFetcher, FakeNotifier, InlineWorkers

CANARY = "canary-5f1d"


class MailBox:
    """Takes mail, or says no to all of it."""

    def __init__(self) -> None:
        self.mails = []
        self.refuses = False

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  # aiosmtpd calls it by this name
        if self.refuses:
            return "550 not wanted"
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"


@pytest.fixture
def mail():
    box = MailBox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    box.address = f"mailto://127.0.0.1:{port}?from=monitor@example.org&to=desk@example.org"
    yield box
    controller.stop()


@contextmanager
def hook(status: int = 200):
    """Keeps what is posted to it."""
    posted = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *args):
            """Silent."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield f"json://user:{CANARY}@127.0.0.1:{server.server_address[1]}/{CANARY}", posted
        server.shutdown()
        thread.join()


def forwarder(address: str) -> AppriseForwarder:
    return AppriseForwarder("desk", address, variable="NOTIFY_DESK")


# ---------------------------------------------------------------- one target


def test_an_alert_by_mail_has_the_card_as_text(mail):
    forwarder(mail.address).forward_alert(alert())

    (message,) = mail.mails
    assert message["subject"] == alert().headline
    assert "We are ready to talk, but the former relations" in " ".join(words_of(message).split())


def test_a_digest_by_mail_has_the_page_beside_it(mail):
    forwarder(mail.address).forward_digest(
        digest(title="A quiet week", lines=["Nothing moved."]), "<html>the page</html>"
    )

    (message,) = mail.mails
    (page,) = [part for part in message.walk() if part.get_filename()]
    assert "Nothing moved." in words_of(message)
    assert page.get_filename() == "2025-W37.html"
    assert page.get_content() == "<html>the page</html>"


def test_a_webhook_gets_text_and_no_page():
    with hook() as (address, posted):
        forwarder(address).forward_digest(digest(title="A quiet week", lines=["Nothing moved."]), "<html></html>")

    (one,) = posted
    assert one["title"] == "A quiet week"
    assert "Nothing moved." in one["message"]
    assert not one.get("attachments")


def words_of(message) -> str:
    body = message.get_body(("plain", "html"))
    assert body is not None
    return body.get_content()


def test_what_is_not_taken_is_an_error_that_may_have_arrived(mail):
    mail.refuses = True
    with pytest.raises(NotifyError) as caught:
        forwarder(mail.address).forward_alert(alert())

    assert caught.value.outcome == "unknown"
    assert "desk" in str(caught.value)


@pytest.mark.parametrize("status", [500, 403, 200])
def test_an_address_is_in_no_error_log_or_repr(status, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    with hook(status) as (address, _):
        made = forwarder(address)
        told = ""
        try:
            made.forward_alert(alert())
        except NotifyError as error:
            told = "".join(traceback.format_exception(error))

    printed = capfd.readouterr()
    assert bool(told) == (status != 200)
    assert CANARY not in told + caplog.text + repr(made) + printed.out + printed.err


@pytest.mark.parametrize("address", [f"nonsense{CANARY}", f"nosuch://{CANARY}", f"mailtos://{CANARY}:pw@"])
def test_an_address_that_is_none_is_named_by_its_variable_and_not_shown(address, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    with pytest.raises(ConfigError) as caught:
        forwarder(address)

    whole = "".join(traceback.format_exception(caught.value)) + caplog.text + "".join(capfd.readouterr())
    assert str(caught.value).startswith("NOTIFY_DESK: ")
    assert CANARY not in whole


def test_the_address_comes_from_the_variable_or_from_its_file(tmp_path):
    held = tmp_path / "address"
    held.write_text("json://127.0.0.1:9/x\n")
    config = week_config(notify=NotifySettings(targets=(Target(name="desk", secret="NOTIFY_DESK"),)))

    (made,) = choose_forwarders(read_environment({"NOTIFY_DESK_FILE": str(held)}), config)
    assert made.name == "desk"
    with pytest.raises(UsageError, match="NOTIFY_DESK is not set"):
        choose_forwarders(read_environment({}), config)


# ---------------------------------------------------------------- with the outbox


class FakeForwarder:
    """Keeps what it took; raises while it is `away`."""

    name = "desk"

    def __init__(self) -> None:
        self.took, self.away = [], False

    def forward_alert(self, told) -> None:
        self._take(told.id)

    def forward_digest(self, week, page) -> None:
        assert page.startswith("<!")
        self._take(week.week)

    def _take(self, what) -> None:
        if self.away:
            raise NotifyError("desk: it was not taken", outcome="unknown")
        self.took.append(what)


class Service:
    def __init__(self, **target) -> None:
        self.clock, self.store, self.chat, self.desk = (
            FakeClock(),
            open_store("sqlite://"),
            FakeNotifier(),
            FakeForwarder(),
        )
        self.store.upgrade()
        workers = InlineWorkers()
        notify = NotifySettings(targets=(Target(name="desk", secret="NOTIFY_DESK", **target),))
        self.pipeline = Pipeline(
            config=week_config(notify=notify, delivery=DeliverySettings(lease=timedelta(0))),
            versions=Versions(baseline="b", model="m", code="c"),
            store=self.store,
            fetcher=FakeFetcher(),
            parsers=workers,
            readers=workers,
            notifier=self.chat,
            pages_folder=Path(),
            now=self.clock,
            forwarders=(self.desk,),
        )

    def raise_alert(self, number: int, **changes) -> None:
        one = alert(id=f"al-{number}", key=f"k{number}", at=self.clock(), raised_at=self.clock(), **changes)
        self.store.add_alerts([one], self.clock())

    def deliver(self) -> None:
        asyncio.run(self.pipeline.deliver())
        self.clock.pass_time(minutes=1)


def made(**target):
    service = Service(**target)
    service.raise_alert(0)
    service.deliver()  # the target is met, and what came before is not for it
    return service


def test_a_target_gets_what_comes_after_it_was_met_once_and_in_order():
    service = made()
    service.raise_alert(1)
    service.raise_alert(2, story="al-1", channel="digest")
    service.deliver()
    service.deliver()

    assert service.desk.took == ["al-1", "al-2"]


def test_a_target_that_is_away_holds_nothing_up_and_gets_all_in_the_end():
    service = made()
    service.desk.away = True
    service.raise_alert(1)
    service.deliver()
    service.raise_alert(2)
    service.deliver()
    assert [key for key, _ in service.chat.posted] == ["alert:al-0", "alert:al-1", "alert:al-2"]
    assert {waiting.key for waiting in service.store.troubled_deliveries(9)} == {"desk|alert:al-1", "desk|alert:al-2"}

    service.desk.away = False
    for _ in range(3):
        service.deliver()
    assert sorted(service.desk.took) == ["al-1", "al-2"]


def test_a_chat_that_is_away_keeps_no_copy_back():
    service = made()
    service.chat.fail_with = [NotifyError("not now", outcome="not_sent")]
    service.raise_alert(1)
    service.deliver()

    assert service.desk.took == ["al-1"]


def test_a_target_gets_what_it_wants():
    service = made(digest=False, min_severity=76)
    service.raise_alert(1)
    service.raise_alert(2, severity=90)
    service.store.save_digest(digest(title="t"), send=True)
    service.deliver()

    assert service.desk.took == ["al-2"]


def test_copies_do_not_hide_that_the_chat_is_away():
    service = made()
    service.chat.fail_with = [NotifyError("not now", outcome="not_sent")] * 99
    for number in range(1, 6):
        service.raise_alert(number)
    service.deliver()
    service.clock.pass_time(minutes=70)
    service.deliver()

    assert service.store.place_of("alert:al-1") is None
    assert any(waiting.key.startswith("catch-up:") for waiting in service.store.troubled_deliveries(9))
