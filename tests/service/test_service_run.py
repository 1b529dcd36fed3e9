"""`monitor run` as a process, against the feeds and databases that real life brings."""

from __future__ import annotations

import json
import signal
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.remarks import refusal_of, rss
from tests.service_process import (
    SETTINGS,
    Web,
    drip,
    go_round,
    gone,
    hundred_megabytes,
    make_config,
    monitor,
    running,
    variables,
    wait_until,
)

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

OUTCOMES = {
    "html": "not a feed: it is an HTML page",
    "empty": "the answer is empty",
    "huge": "larger than the limit of 10 MiB",
    "drip": "gave no whole answer within 2 s",
    "missing": "answered 404",
    "gone": "answered 410",
    "round": "redirected more than 5 times",
}


def remarks(count: int) -> bytes:
    now = datetime.now(UTC)
    return rss([(f"r{n}", now - timedelta(days=count - n), refusal_of(n)) for n in range(count)])


def rows(folder: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"file:{folder}/monitor.db?mode=ro", uri=True, timeout=30)) as connection:
        return connection.execute(question).fetchall()


def stored(folder: Path) -> int:
    return int(str(rows(folder, "SELECT count(*) FROM articles")[0][0]))


def test_bad_feeds_each_get_a_clear_line_and_harm_nothing(tmp_path: Path) -> None:
    with Web() as web:
        web.answers = {
            "/kremlin": remarks(5),
            "/html": b"<!doctype html><html><body>Please accept cookies</body></html>",
            "/empty": b"",
            "/huge": hundred_megabytes,
            "/drip": drip,
            "/gone": gone,
            "/round": go_round,
        }
        make_config(tmp_path, {name: web.address(f"/{name}") for name in ("kremlin", *OUTCOMES)})
        with running(tmp_path) as service:
            for name, words in OUTCOMES.items():
                service.wait_for(f"feed {name}: {words}")
            service.wait_for("feed kremlin: 5 new")
            pages = {
                path: service.get(path) for path in ("/", "/feeds", "/healthz", "/readyz", "/metrics", "/api/alerts")
            }
            asked = web.asked.count("/drip")
            wait_until(lambda: web.asked.count("/drip") > asked)
            exit_code, seconds = service.stop()
            log, memory = service.log, service.memory_at_end
        status = json.loads(monitor(tmp_path, "status", "--json").stdout)

    assert {path: code for path, (code, _) in pages.items()} == dict.fromkeys(pages, 200)
    assert "answered 404 (Not Found)" in pages["/feeds"][1]
    assert json.loads(pages["/healthz"][1])["status"] == "ok"
    assert (exit_code, seconds < 10) == (0, True)
    assert memory < 400
    assert "Traceback" not in log
    assert stored(tmp_path) == 5
    assert {feed["id"]: feed["state"] for feed in status["feeds"]} == {
        "kremlin": "working",
        "gone": "ended",
        **{name: "failing" for name in OUTCOMES if name != "gone"},
    }


def test_a_service_that_was_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    with Web() as web:
        web.answers["/kremlin"] = remarks(5)
        make_config(tmp_path, {"kremlin": web.address("/kremlin")})
        with running(tmp_path) as service:
            service.wait_for("feed kremlin: 5 new")
            assert service.stop(signal.SIGINT)[0] == 130
        web.answers["/kremlin"] = remarks(6)
        with running(tmp_path) as service:
            service.wait_for("feed kremlin: [1-6] new")
            wait_until(lambda: rows(tmp_path, "SELECT count(*) FROM article_states WHERE stage = 'weighed'") == [(6,)])
            assert service.stop()[0] == 0

    assert rows(tmp_path, "SELECT count(*) FROM readings") == [(6,)]


def test_a_file_that_another_process_holds_is_waited_for_but_neither_by_the_page_nor_by_a_stop(tmp_path: Path) -> None:
    with Web() as web:
        web.answers["/kremlin"] = remarks(2)
        make_config(tmp_path, {"kremlin": web.address("/kremlin")})
        with running(tmp_path) as service:
            service.wait_for("feed kremlin: 2 new")
            other = sqlite3.connect(tmp_path / "monitor.db", isolation_level=None, timeout=30)
            other.execute("BEGIN IMMEDIATE")
            web.answers["/kremlin"] = remarks(9)
            time.sleep(4)
            held, begun = stored(tmp_path), time.monotonic()
            page = service.get("/readyz")[0]
            waited = time.monotonic() - begun
            other.execute("ROLLBACK")
            wait_until(lambda: stored(tmp_path) == 9)
            other.execute("BEGIN IMMEDIATE")
            time.sleep(1)
            exit_code, seconds = service.stop()
            other.close()
            log = service.log

    assert held == 2
    assert (page, waited < 3) == (200, True)
    assert (exit_code, seconds < 25) == (0, True)
    assert "Traceback" not in log


def test_a_port_in_use_is_said_and_ends_the_start(tmp_path: Path) -> None:
    with Web() as web:
        taken = SETTINGS.replace("127.0.0.1:0", f"127.0.0.1:{web.server_address[1]}")
        make_config(tmp_path, {"kremlin": web.address("/kremlin")}, taken)
        ended = monitor(tmp_path, "run")

    assert ended.returncode == 2
    assert f"cannot listen on 127.0.0.1:{web.server_address[1]}" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_database_that_is_out_of_reach_at_the_start_is_said_without_its_password(tmp_path: Path) -> None:
    make_config(tmp_path, {"kremlin": "http://127.0.0.1:1/"})
    ended = monitor(tmp_path, "run", env=variables(tmp_path, DATABASE_URL="postgresql://u:s3cret-word@127.0.0.1:1/x"))

    assert ended.returncode == 1
    assert "out of reach" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
    assert "s3cret-word" not in ended.stderr + ended.stdout
