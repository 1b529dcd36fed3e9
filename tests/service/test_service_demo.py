"""`monitor demo` as a process, to its end and interrupted."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from monitor.app.clock import clock_from
from tests.service_process import make_config, monitor, variables, wait_until
from tests.slack_server import SlackServer
from tests.test_printed_examples import assert_prints_the_alert_of_the_readme

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


def test_the_demonstration_prints_its_alerts_posts_them_where_asked_and_writes_its_pages(tmp_path: Path) -> None:
    make_config(tmp_path, {"kremlin": "http://127.0.0.1:1/"})
    (tmp_path / "demo-out").mkdir()
    (tmp_path / "demo-out" / "demo.db").write_text("the store of a run before")
    with SlackServer(per_second=1.0) as slack:
        shown = monitor(tmp_path, "demo", "--slack", env={**variables(tmp_path, slack), "COLUMNS": "80"})

    assert shown.returncode == 0, shown.stderr
    told = int(re.search(r"(\d+) alerts? went to the chat", shown.stdout)[1])
    assert shown.stdout.count("ALERT ·") == told
    assert told >= 1
    first, *alerts = [message["text"] for message in slack.messages]
    assert "demonstration" in first
    assert len(alerts) == told
    assert all("Demonstration: " in text for text in alerts)
    page = re.search(r"Digest page: (.+)", shown.stdout)[1]
    digest = (tmp_path / page).read_text(encoding="utf-8")
    assert "<html" in digest
    assert "127.0.0.1" not in digest  # its own feeds, which ended with it
    assert "Traceback" not in shown.stderr
    assert not (tmp_path / "monitor.db").exists()
    assert_prints_the_alert_of_the_readme(shown.stdout)
    _assert_its_commands_work(tmp_path, shown.stdout, told)


def _assert_its_commands_work(folder: Path, printed: str, told: int) -> None:
    """Each command that it ends with, as it is printed."""
    given = re.findall(r"^    DATABASE_URL=(\S+) python -m monitor (.+)$", printed, re.MULTILINE)
    (url, site), (_, listed), (_, shown) = given
    assert "http://127.0.0.1:0" not in printed
    env = {**variables(folder), "DATABASE_URL": url}
    assert monitor(folder, *listed.split(), env=env).stdout.count(" chat ") == told
    assert monitor(folder, *shown.split(), env=env).stdout.startswith("ALERT ·")
    words = [sys.executable, "-m", "monitor", *site.split(), "--listen", "127.0.0.1:0"]
    with subprocess.Popen(words, cwd=folder, env=env, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            address = re.search(r"http://\S+", process.stdout.readline())[0]
            with urlopen(f"{address}api/week", timeout=30) as page:
                week = json.loads(page.read())
            assert (week["feeds"], week["answering"], week["troubled"], week["alerts_before"]) == (7, 7, [], "2026-W43")
            with urlopen(f"{address}api/feeds", timeout=30) as page:
                assert "nato" in page.read().decode()
            with urlopen(f"{address}alerts", timeout=30) as page:
                assert "Russian Foreign Ministry reverses" in page.read().decode()
            with urlopen(f"{address}metrics", timeout=30) as numbers:
                assert "monitor_leads 0.0" in numbers.read().decode().splitlines()
        finally:
            process.send_signal(signal.SIGTERM)
    assert process.returncode == 0


def test_a_clock_that_begins_at_a_moment_goes_on_from_it() -> None:
    then = datetime(2026, 11, 1, tzinfo=UTC)
    now = clock_from(then)
    first = now()
    wait_until(lambda: now() > first, longest=5)
    assert then <= first < now() < then + timedelta(minutes=5)


def test_a_demonstration_for_slack_needs_slack(tmp_path: Path) -> None:
    make_config(tmp_path, {"kremlin": "http://127.0.0.1:1/"})
    shown = monitor(tmp_path, "demo", "--slack")

    assert (shown.returncode, shown.stdout) == (2, "")
    assert "SLACK_BOT_TOKEN" in shown.stderr


@pytest.mark.parametrize("seconds", [1.5, 6.0])
def test_an_interrupted_command_ends_at_once_and_without_a_traceback(tmp_path: Path, seconds: float) -> None:
    make_config(tmp_path, {"kremlin": "http://127.0.0.1:1/"})
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # tests that run in the background ignore it, and so would the command
    with subprocess.Popen(
        [sys.executable, "-m", "monitor", "demo"],
        cwd=tmp_path,
        env=variables(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=30)

    # Interrupted inside a library's own initialisation, Python ends itself by the signal; a shell shows 130 for both.
    assert process.returncode in (130, -signal.SIGINT)
    assert err.splitlines() == ["interrupted"], out
