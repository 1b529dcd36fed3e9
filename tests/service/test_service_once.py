"""`monitor once` as a process: an alert is told once, to the console or to Slack, also where Slack refuses at first."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.remarks import OFFER, refusal_of, rss
from tests.service_process import Web, make_config, monitor, variables
from tests.slack_server import SlackServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow

TOKEN = "xoxb-test-secret-of-this-test"


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with Web() as web:
        yield web


@pytest.fixture(scope="module")
def settled(web: Web, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder after the first round: three months of one line, and since then an offer in the feed."""
    folder, now = tmp_path_factory.mktemp("settled"), datetime.now(UTC)
    history = [(f"r{n}", now - timedelta(days=4 * (24 - n)), refusal_of(n)) for n in range(24)]
    web.answers["/kremlin"] = rss(history)
    make_config(folder, {"kremlin": web.address("/kremlin"), "missing": web.address("/missing")})
    first = monitor(folder, "once")
    assert first.returncode == 0, first.stderr
    assert "ALERT" not in first.stdout
    web.answers["/kremlin"] = rss([*history, ("offer", now - timedelta(minutes=1), OFFER)])
    return folder


@pytest.fixture
def folder(settled: Path, tmp_path: Path) -> Path:
    return shutil.copytree(settled, tmp_path / "again")


def test_without_a_token_an_alert_is_printed_once_and_a_line_says_why_here(folder: Path) -> None:
    first, second = monitor(folder, "once"), monitor(folder, "once")

    assert first.returncode == second.returncode == 0
    assert first.stdout.count("ALERT ·") == 1
    assert "We are ready for dialogue with NATO" in first.stdout
    assert "no SLACK_BOT_TOKEN: alerts are printed here" in first.stderr
    assert "missing: answered 404 (Not Found)" in first.stdout
    assert "ALERT ·" not in second.stdout


def test_who_collects_the_log_as_json_gets_an_alert_as_a_line_of_json(folder: Path) -> None:
    ended = monitor(folder, "once", env=variables(folder, LOG_FORMAT="json"))

    assert ended.returncode == 0, ended.stderr
    lines = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [line["type"] for line in lines].count("alert") == 1
    log = [json.loads(line) for line in ended.stderr.splitlines()]
    told = [line["message"] for line in log]
    assert any(line.startswith("no SLACK_BOT_TOKEN: alerts are printed here") for line in told)
    assert any("missing: answered 404 (Not Found)" in line for line in told)
    (polled,) = [line for line in log if line["message"].startswith("poll: ")]
    assert (polled["event"], polled["values"][:2]) == ("%s: %d done, %d new, %d failed%s", ["poll", 2])


def test_an_alert_that_slack_refuses_waits_is_shown_and_goes_once_the_token_is_right(folder: Path) -> None:
    with SlackServer(token=TOKEN) as slack:
        env = variables(folder, slack)
        slack.force = (200, "invalid_auth")
        refused = monitor(folder, "once", env=env)
        status = monitor(folder, "status", "--json", env=env)
        slack.force = None
        ends = [monitor(folder, "once", env=env) for _ in range(2)]
        keys = slack.keys()
        quiet = monitor(folder, "status", env=env)

    outputs = [text for end in (refused, status, *ends, quiet) for text in (end.stdout, end.stderr)]
    [trouble] = json.loads(status.stdout)["troubled"]
    assert [end.returncode for end in (refused, status, *ends, quiet)] == [0] * 5
    assert "SLACK_BOT_TOKEN is not valid: copy the bot token" in refused.stdout
    assert "SLACK_BOT_TOKEN is not valid: copy the bot token" in trouble["error"]
    assert keys == [trouble["key"]]
    assert "0 undelivered" in quiet.stdout
    assert "not sent" not in quiet.stdout
    assert not any(TOKEN in text or "Traceback" in text for text in outputs)
