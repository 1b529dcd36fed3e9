"""The commands as processes of their own: a configuration folder, a small web on loopback that they ask, and what they say."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.error import HTTPError
from urllib.request import urlopen

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from monitor.store import SqlStore
    from tests.slack_server import SlackServer

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = """
[network]
allow_private = true
timeout = "2s"
[polling]
every = "1s"
at_least = "1s"
at_most = "2s"
[alerts]
per_week = 1000
per_day = 1000
min_severity = 0
[web]
listen = "127.0.0.1:0"
[work]
workers = 1
[delivery]
lease = "3s"
timeout = "2s"
at_most = "2s"
"""


class Web(ThreadingHTTPServer):
    """`answers[path]` is a body, or what is to be done with the request."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, *, at: str = "127.0.0.1") -> None:
        super().__init__((at, 0), Answers)
        self.answers: dict[str, bytes | Callable[[Answers], None]] = {}
        self.asked: list[str] = []

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()

    def address(self, path: str) -> str:
        return f"http://{self.server_address[0]}:{self.server_address[1]}{path}"

    def handle_error(self, *_: object) -> None:
        """A service that is killed breaks its connections off."""


class Answers(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    server: Web

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        answer = self.server.answers.get(self.path)
        if answer is None:
            self.refuse(404)
        elif isinstance(answer, bytes):
            kind = "text/html" if answer.lstrip().startswith(b"<!doctype") else "application/rss+xml"
            self.head(200, {"Content-Type": f"{kind}; charset=utf-8", "Content-Length": str(len(answer))})
            self.wfile.write(answer)
        else:
            answer(self)

    def head(self, status: int, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def refuse(self, status: int) -> None:
        self.head(status, {"Content-Length": "0"})

    def log_message(self, *_: object) -> None:
        """Silent: a test's output is for the test."""


def gone(request: Answers) -> None:
    request.refuse(410)


def go_round(request: Answers) -> None:
    request.head(302, {"Location": request.path, "Content-Length": "0"})


def hundred_megabytes(request: Answers) -> None:
    request.head(200, {"Content-Type": "application/rss+xml", "Content-Length": str(100 << 20)})
    with suppress(OSError):
        for _ in range(100):
            request.wfile.write(b" " * (1 << 20))


def drip(request: Answers) -> None:
    """A byte now and then, for ever: no time-out between two bytes would end it."""
    request.head(200, {"Content-Type": "application/rss+xml", "Content-Length": "1000000"})
    with suppress(OSError):
        for _ in range(600):
            request.wfile.write(b" ")
            request.wfile.flush()
            time.sleep(0.1)


def make_config(folder: Path, feeds: Mapping[str, str], settings: str = SETTINGS, *, every: str = "1s") -> Path:
    """The shipped configuration with these feeds (id → address), asked `every`; "kremlin" is the president's own voice."""
    config = folder / "config"
    shutil.copytree(ROOT / "config", config, dirs_exist_ok=True)
    own = '\noutlet = "Kremlin"\nowner = "Russian state"\ncountry = "RU"\nprimary = true\nspeaks_for = "RU-President"'
    rows = [
        f'[[feed]]\nid = "{name}"\nurl = "{url}"\nlanguage = "en"\nevery = "{every}"{own if name == "kremlin" else ""}\n'
        for name, url in feeds.items()
    ]
    (config / "feeds.toml").write_text("\n".join(rows), encoding="utf-8")
    (config / "monitor.toml").write_text(settings, encoding="utf-8")
    return config


def variables(folder: Path, slack: SlackServer | None = None, **more: str) -> dict[str, str]:
    """The environment of a process: a database in the folder, Slack where there is one, no other secret of this machine's."""
    kept = {name: value for name, value in os.environ.items() if not re.match(r"SLACK_|LLM_|DATABASE_", name)}
    chat = {"SLACK_BOT_TOKEN": slack.token, "SLACK_CHANNEL": slack.channel, "SLACK_API_URL": slack.url} if slack else {}
    return {**kept, "DATABASE_URL": f"sqlite:///{folder}/monitor.db", **chat, **more}


def monitor(folder: Path, *words: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """A command, run to its end in the folder."""
    return subprocess.run(
        [sys.executable, "-m", "monitor", *words],
        cwd=folder,
        env=dict(env or variables(folder)),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


class Service:
    """A running `monitor run`, and what it has logged."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self.process, self._log = process, log
        self.memory_at_end = 0

    @property
    def log(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def wait_for(self, pattern: str, *, longest: float = 40.0) -> re.Match[str]:
        """The first match in the log. Fails with the log where none comes."""
        end = time.monotonic() + longest
        while time.monotonic() < end:
            found = re.search(pattern, self.log)
            if found:
                return found
            assert self.process.poll() is None, self.log
            time.sleep(0.1)
        raise AssertionError(f"{pattern!r} did not come:\n{self.log}")

    def address(self, path: str) -> str:
        return self.wait_for(r"review site: (http://\S+?)/\s").group(1) + path

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of a page."""
        try:
            with urlopen(self.address(path), timeout=20) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def memory(self) -> int:
        """The largest size that the main process has had, in MiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) // 1024

    def stop(self, name: signal.Signals = signal.SIGTERM) -> tuple[int, float]:
        """The exit code, and how many seconds it took."""
        begun, self.memory_at_end = time.monotonic(), self.memory()
        self.process.send_signal(name)
        return self.process.wait(timeout=40), time.monotonic() - begun


@contextmanager
def running(folder: Path, env: Mapping[str, str] | None = None) -> Iterator[Service]:
    """The service with the folder's configuration; killed with its workers at the end where it still runs."""
    log = folder / "service.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "monitor", "run"],
            cwd=folder,
            env=dict(env or variables(folder)),
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        yield Service(process, log)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def children_of(pid: int) -> list[int]:
    """All processes below it: workers are copies of a process that only copies itself."""
    with suppress(OSError):  # it may end while it is looked at
        own = [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
        return own + [each for child in own for each in children_of(child)]
    return []


def rows(store: SqlStore, question: str) -> Sequence[Any]:
    """What a running service has stored so far, past the store's own methods."""
    with store._database.read() as connection:
        return connection.execute(text(question)).all()


def wait_until(holds: Callable[[], Any], *, longest: float = 30.0, pause: float = 0.1) -> None:
    """Fails where it does not come true in time. `pause`: between two looks."""
    end = time.monotonic() + longest
    while not holds():
        assert time.monotonic() < end, "it did not come true in time"
        time.sleep(pause)  # between two looks at what another process does
