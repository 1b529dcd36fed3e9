"""The outbox rule and the notifier together, with rows in a list: through a server that fails often, each message once."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.alerts import SlackNotifier, after_failure
from monitor.errors import NotifyError
from monitor.types import DeliverySettings
from tests.builders import alert
from tests.slack_server import SlackServer

SETTINGS = DeliverySettings()
FLAKY = {"rate_limited": 0.1, "error_before": 0.1, "error_after": 0.1, "hang_up": 0.1, "empty": 0.05, "not_json": 0.05}


@dataclass
class Row:
    """What the store keeps of a message: `unsure` since its first try whose outcome nobody knows."""

    key: str
    due: datetime
    attempts: int = 0
    unsure: bool = False
    done: str = ""


def deliver(row: Row, notifier: SlackNotifier, now: datetime, started: datetime) -> None:
    row.attempts += 1
    try:
        found = notifier.finder.find(row.key, started) if row.unsure else None
        row.done = (found or notifier.send_alert(alert(), row.key)).ts
    except NotifyError as error:
        verdict = after_failure(error, row.attempts, settings=SETTINGS, now=now)
        row.done = "refused" if verdict.refused else ""
        row.due, row.unsure = verdict.retry_at, row.unsure or not verdict.sure


def deliver_all(rows: list[Row], notifier: SlackNotifier) -> None:
    started = datetime.now(UTC)
    for _ in range(len(rows) * 40):
        waiting = [row for row in rows if not row.done]
        if not waiting:
            return
        row = min(waiting, key=lambda r: r.due)
        deliver(row, notifier, row.due, started)


@pytest.mark.parametrize("seed", [1, 2])
def test_hundred_messages_through_a_flaky_server_arrive_once_each(seed):
    with SlackServer(flaky=FLAKY, seed=seed) as slack:
        notifier = SlackNotifier(slack.token, slack.channel, base_url=slack.url, timeout=timedelta(seconds=5))
        rows = [Row(f"key-{n}", datetime(2026, 1, 1, tzinfo=UTC)) for n in range(100)]

        deliver_all(rows, notifier)

        assert sorted(slack.keys()) == sorted(row.key for row in rows)
        assert {row.done for row in rows} == {message["ts"] for message in slack.messages}
        assert slack.calls.count("chat.postMessage") > 120


def test_server_as_a_process_writes_what_it_took(tmp_path):
    written = tmp_path / "messages.jsonl"
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, str(root / "tests/slack_server.py"), "--messages", str(written), "--flaky", "hang_up=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        url = server.stdout.readline().strip().removeprefix("SLACK_API_URL=")
        notifier = SlackNotifier("xoxb-test-token", "C0TESTCHAN", base_url=url, timeout=timedelta(seconds=5))
        with pytest.raises(NotifyError):
            notifier.send_alert(alert(), "key-1")
        server.terminate()

    (line,) = written.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["metadata"]["event_payload"] == {"key": "key-1"}
    with SlackServer(messages_file=written) as again:
        assert again.keys() == ["key-1"]
