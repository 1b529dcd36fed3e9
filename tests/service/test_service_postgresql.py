"""The service on PostgreSQL: a server that goes away and comes back."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.remarks import refusal_of, rss
from tests.service_process import Web, make_config, running, variables, wait_until
from tests.store import throwaway_postgres as postgres

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow


def remarks(count: int) -> bytes:
    now = datetime.now(UTC)
    return rss([(f"r{n}", now - timedelta(days=count - n), refusal_of(n)) for n in range(count)])


def stop_server(socket: str) -> None:
    number = int((Path(socket) / "db" / "postmaster.pid").read_text().splitlines()[0])
    os.kill(number, signal.SIGINT)
    wait_until(lambda: not (Path(socket) / "db" / "postmaster.pid").exists())


@contextmanager
def server_again(programs: Path, socket: str) -> Iterator[None]:
    owner, command = (
        Path(socket).stat(),
        [programs / "postgres", "-D", f"{socket}/db", "-k", socket, "-c", "listen_addresses="],
    )
    own = {} if os.geteuid() else {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}
    server = subprocess.Popen(command, cwd=socket, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **own)
    try:
        yield
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=30)


def count(socket: str) -> int:
    try:
        with psycopg.connect(host=socket, user="monitor", dbname="monitor") as connection:
            return connection.execute("SELECT count(*) FROM articles").fetchone()[0]
    except psycopg.OperationalError:
        return -1


def test_a_server_that_goes_away_and_comes_back_is_waited_for(tmp_path: Path) -> None:
    programs = postgres.server_programs()
    if programs is None:
        pytest.skip(postgres.MISSING)
    with postgres.running(programs) as socket, Web() as web:
        env = variables(tmp_path, DATABASE_URL=postgres.create_database(socket, "monitor"))
        web.answers["/kremlin"] = remarks(2)
        make_config(tmp_path, {"kremlin": web.address("/kremlin")})
        with running(tmp_path, env) as service:
            service.wait_for("feed kremlin: 2 new")
            stop_server(socket)
            service.wait_for("ERROR .*out of reach")
            away, ready = service.get("/healthz"), service.get("/readyz")[0]
            front = service.get("/")
            web.answers["/kremlin"] = remarks(6)
            time.sleep(1)
            with server_again(programs, socket):
                wait_until(lambda: count(socket) == 6)
                wait_until(lambda: service.get("/healthz")[0] == 200, longest=70)
                exit_code, _ = service.stop()
            log = service.log

    assert (away[0], ready, front[0]) == (503, 503, 503)
    assert "out of reach" in away[1]
    assert "The database does not answer" in front[1]
    assert "works again" in log
    assert "Traceback" not in log
    assert "bug" not in log
    told = re.findall(r"ERROR +monitor.scheduler: (\w+): ", log)
    assert len(told) < 20
    assert exit_code == 0
