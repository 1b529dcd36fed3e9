"""The connection itself: it comes back, says when it is gone, and never lets a click wait for the passes."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from monitor.answers import SlackSocket
from monitor.answers.requests import Press, Request, read_request
from tests.answers.slack_office import TIMEOUT, Office, listening, opened, wait_until, watching
from tests.builders import alert
from tests.slack_server import SlackServer

PRESSED = {"user": {"id": "U0MARIA"}, "trigger_id": "t"}
EMPTY_FORM = {"id": "V1", "callback_id": "mute", "private_metadata": "al-1", "state": {"values": {"what": {}}}}
CONFIRM = {"action_id": "confirm", "value": "al-0001"}


def test_a_click_is_of_the_moment_that_slack_names():
    payload = {"type": "block_actions", **PRESSED, "actions": [{**CONFIRM, "action_ts": "1764255602.123456"}]}
    press = read_request("interactive", payload)

    assert isinstance(press, Press)
    assert press.at == datetime(2025, 11, 27, 15, 0, 2, 123456, tzinfo=UTC)


def test_after_slacks_warning_it_is_connected_anew_and_hears():
    with opened() as office:
        message = office.tell(alert())
        office.slack.switchboard.warn()
        office.slack.switchboard.wait_for_line(opened=2)
        office.maria.press("confirm", message=message)

        assert len(office.store.verdicts(alert().id)) == 1


def test_a_line_that_was_cut_is_replaced():
    with opened(ping=0.5) as office:
        message = office.tell(alert())
        office.slack.switchboard.cut()
        office.slack.switchboard.wait_for_line(opened=2)
        office.maria.press("confirm", message=message)

        assert len(office.store.verdicts(alert().id)) == 1


def test_a_line_that_answers_no_ping_is_replaced():
    with opened(ping=0.5) as office:
        office.slack.switchboard.lines[-1].pongs = False

        office.slack.switchboard.wait_for_line(opened=2)


def test_where_slack_refuses_the_connection_it_says_so_and_goes_on_trying():
    with SlackServer() as slack:
        office = Office(slack)
        slack.switchboard.refuse = "socket_mode_disabled"

        socket = SlackSocket(
            slack.app_token, office.desk, base_url=slack.url, timeout=TIMEOUT, note=office.signs.append
        )
        socket.start()
        wait_until(lambda: socket.problem and "Socket Mode is switched off" in socket.problem)
        assert not office.signs[-1].well
        slack.switchboard.refuse = None
        wait_until(lambda: socket.problem is None)
        socket.stop()
        office.store.close()

        assert office.signs[-1].well


def test_an_answer_that_breaks_off_does_not_end_the_watch():
    with SlackServer() as slack:
        office = Office(slack)
        slack.switchboard.cut_short = True
        with watching(office) as socket:
            wait_until(lambda: socket.problem and "IncompleteRead" in socket.problem)
            slack.switchboard.cut_short = False
            wait_until(lambda: socket.problem is None)
        office.store.close()


def test_a_line_that_was_being_opened_at_the_end_is_closed_too():
    with SlackServer() as slack:
        office = Office(slack)
        with listening(office) as socket:
            slack.switchboard.slow = 0.5
            slack.switchboard.warn()
            wait_until(lambda: slack.calls.count("apps.connections.open") == 2)
        wait_until(lambda: slack.switchboard.opened == 2)
        office.store.close()

        wait_until(lambda: slack.switchboard.lines == [])
        assert socket.problem is None


def test_a_wrong_token_is_told_without_the_token():
    with SlackServer(app_token="xapp-right") as slack:
        office = Office(slack)

        socket = SlackSocket("xapp-wrong-9", office.desk, base_url=slack.url, timeout=TIMEOUT, note=office.signs.append)
        socket.start()
        wait_until(lambda: socket.problem and "SLACK_APP_TOKEN is not valid" in socket.problem)
        socket.stop()
        office.store.close()

        assert "xapp-wrong" not in str(office.signs)


def test_a_click_is_acknowledged_while_the_database_is_held():
    """What the passes hold is waited for by the answer, not by the person."""
    with opened() as office:
        message = office.tell(alert())
        held = threading.Lock()
        original = office.store.add_verdict

        def slow(verdict):
            with held:
                original(verdict)

        object.__setattr__(office.store, "add_verdict", slow)
        with held:
            ack = office.maria.press("confirm", message=message)
            assert 1.0 < ack.seconds < 3.0
        wait_until(lambda: office.store.verdicts(alert().id))


def test_a_click_is_acknowledged_at_once_while_the_processor_is_busy():
    with opened() as office:
        message = office.tell(alert())
        busy = threading.Event()

        def work():
            while not busy.is_set():
                sum(range(20_000))

        threads = [threading.Thread(target=work, daemon=True) for _ in range(4)]
        for thread in threads:
            thread.start()
        acks = [office.maria.press("confirm", message=message) for _ in range(5)]
        busy.set()
        for thread in threads:
            thread.join()

        assert max(ack.seconds for ack in acks) < 3


def test_what_fails_is_told_to_the_one_who_asked(caplog):
    with opened() as office:
        message = office.tell(alert())
        office.slack.workspace.triggers.clear()
        original = office.slack.workspace.new_trigger
        office.slack.workspace.new_trigger = lambda: "expired"
        office.maria.press("mute", message=message)
        office.slack.workspace.new_trigger = original
        wait_until(lambda: office.slack.whispers)

        assert "That was not taken" in str(office.slack.whispers[-1])


def test_a_fault_is_told_to_the_one_who_asked_and_logged_as_a_bug(caplog):
    def faulty(_):
        raise ZeroDivisionError("no share of nothing")

    with opened() as office:
        message = office.tell(alert())
        object.__setattr__(office.store, "add_verdict", faulty)
        office.maria.press("confirm", message=message)
        wait_until(lambda: "bug: ZeroDivisionError: no share of nothing" in caplog.text and office.slack.whispers)

        assert "That was not taken: that is a fault of the monitor" in str(office.slack.whispers[-1])


class SlowDesk:
    """Waits with each click until the database answers."""

    def __init__(self) -> None:
        self.database = threading.Event()
        self.taken: list[str] = []

    def refusal(self, _: Request) -> dict[str, str]:
        return {}

    def take(self, press: Press) -> None:
        self.database.wait(20)
        self.taken.append(press.ref)


def acknowledge(socket: SlackSocket, count: int) -> None:
    """So many clicks at one moment, more than there are hands for, until each is acknowledged."""
    acks: list[object] = []
    client = SimpleNamespace(send_socket_mode_response=acks.append)
    for number in range(count):
        payload = {"type": "block_actions", **PRESSED, "actions": [{**CONFIRM, "action_ts": str(number)}]}
        envelope = SimpleNamespace(type="interactive", envelope_id=str(number), payload=payload)
        threading.Thread(target=socket._hear, args=(client, envelope), daemon=True).start()
    wait_until(lambda: len(acks) == count)


@pytest.fixture
def slow(monkeypatch):
    """A socket that is connected, and its slow desk."""
    monkeypatch.setattr("monitor.answers.socket.DONE_WITHIN", 0.05)
    desk = SlowDesk()
    with SlackServer() as slack:
        socket = SlackSocket(slack.app_token, desk, base_url=slack.url, timeout=TIMEOUT, note=lambda _: None)
        socket.start()
        slack.switchboard.wait_for_line()
        yield socket, desk


def test_what_was_acknowledged_is_done_before_the_end(slow):
    socket, desk = slow
    acknowledge(socket, 12)
    soon = threading.Timer(1.0, desk.database.set)
    soon.start()
    socket.stop()
    soon.join()

    assert len(desk.taken) == 12


def test_what_is_not_done_in_time_at_the_end_is_told(slow, monkeypatch, caplog):
    monkeypatch.setattr("monitor.answers.socket.DRAIN", 0.0)
    socket, desk = slow
    acknowledge(socket, 12)
    socket.stop()
    desk.database.set()
    wait_until(lambda: len(desk.taken) == 8)

    assert caplog.text.count("an answer of U0MARIA did not end") == 8
    assert caplog.text.count("an answer of U0MARIA was not begun") == 4


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("interactive", {}),
        ("interactive", {"type": "block_actions", "actions": []}),
        ("interactive", {"type": "block_actions", **PRESSED, "actions": [{**CONFIRM, "action_ts": "once"}]}),
        ("interactive", {"type": "block_actions", **PRESSED, "actions": [{**CONFIRM, "action_ts": "1e99"}]}),
        ("interactive", {"type": "view_submission", "user": {"id": "U1"}, "view": EMPTY_FORM}),
        ("interactive", {"type": "shortcut"}),
        ("slash_commands", {"text": "x"}),
        ("events_api", {"event": {"type": "message"}}),
        ("events_api", {"event": None}),
        ("hello", {}),
    ],
)
def test_what_is_no_request_is_none(kind, payload):
    assert read_request(kind, payload) is None


def test_what_is_no_request_is_acknowledged_all_the_same():
    with opened() as office:
        ack = office.slack.switchboard.deliver("interactive", {"type": "shortcut"})

        assert ack.payload is None
        begun = time.monotonic()
        with listening(office):
            pass
        assert time.monotonic() - begun < 10
