"""Everything round the service of the endurance drill: what is published when, the disk, the database, Slack, the clock, and the service itself."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from monitor.store import open_store
from tests.endurance_faults import KILLED_AT_START, end_server, fill, kill_one_below, restart, small_disk
from tests.endurance_service import DOMAIN, WORKING, SimulatedClock
from tests.newsstand import News, Newsstand
from tests.service_process import ROOT, variables, wait_until
from tests.slack_server import SlackServer
from tests.store import throwaway_postgres as postgres
from tests.voices import line_of, make_folder, offer_of, print_of

if TYPE_CHECKING:
    from pathlib import Path

BEGIN = datetime(2025, 10, 25, 6, tzinfo=UTC)
"""A Saturday; in Brussels the clocks go back in the night after. In the past, so that what Slack's stand-in was sent lies after it."""
MET = timedelta(hours=4)
MEETING = timedelta(days=3)
"""So long before the begin the feeds are met, at `SLOWLY` times the machine's speed at most: what a feed holds then never alerts."""
SLOWLY = 300.0
QUIET_END = timedelta(days=2)
"""The news end so long before the end: a feed that failed is asked again after a day at most."""
FLAKY = {"error_before": 0.02, "error_after": 0.02, "hang_up": 0.02, "empty": 0.01}
SETTINGS = """
[network]
allow_private = true
timeout = "5s"
[polling]
at_least = "15m"
[alerts]
per_week = 100000
per_day = 100000
min_severity = 0
[work]
workers = 1
[delivery]
lease = "{lease:.0f}s"
timeout = "3s"
[chat]
pictures = false
health = "C0TESTCHAN"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """`day`: the machine's seconds for one; `press_a_day`: articles that a feed prints."""

    feeds: int = 2000
    voices: int = 200
    days: float = 30.0
    day: float = 120.0
    every: float = 6.0
    press_a_day: float = 0.5
    kills: int = 200
    of_each: int = 5
    seed: int = 17


class World:
    """Everything round the service, and the service itself, which is started again whenever it has ended."""

    def __init__(self, folder: Path, trial: Trial, ended: ExitStack, *, on_postgresql: bool) -> None:
        self.folder, self.trial, self.chance = folder, trial, random.Random(trial.seed)
        self.clock = SimulatedClock(folder)
        ended.callback(self.clock.close)
        self.clock.set(BEGIN - MEETING, speed=0)
        self.wrong = timedelta(0)
        self.slack = ended.enter_context(SlackServer(flaky=FLAKY, seed=trial.seed))
        self.disk = folder / "disk"
        self.has_disk = ended.enter_context(small_disk(self.disk, 4096 if trial.feeds > 500 else 128))
        self.programs, self.socket = postgres.server_programs(), ""
        more = {"DATABASE_URL": f"sqlite:///{self.disk}/monitor.db"}
        if on_postgresql:
            assert self.programs is not None, postgres.MISSING
            self.socket = ended.enter_context(postgres.running(self.programs))
            more = {"DATABASE_URL": postgres.create_database(self.socket, "endurance")}
            restart(self.socket, self.programs)
            ended.callback(end_server, self.socket)
        self.env = variables(folder, self.slack, **more)
        self.shelves = shelves(trial)
        self.stand = ended.enter_context(Newsstand(self.shelves, self.clock.right, window=60))
        self._configure()
        self.store = open_store(self.env["DATABASE_URL"])
        ended.callback(self.store.close)
        self.lives, self.process = 0, None
        ended.callback(self.kill)

    def _configure(self) -> None:
        addresses = {name: self.stand.address(name, f"{name}.{DOMAIN}") for name in self.shelves}
        make_folder(
            self.folder,
            voices={number: addresses[f"voice-{number}"] for number in range(self.trial.voices)},
            press={name: url for name, url in addresses.items() if name.startswith("press")},
            settings=SETTINGS.format(lease=max(60, 6 * self.speed)),
            every=f"{self.trial.every:g}h",
        )

    @property
    def speed(self) -> float:
        return 86_400 / self.trial.day

    @property
    def left_out(self) -> frozenset[str]:
        """Faults that cannot be made here: a full disk is SQLite's, a restart is PostgreSQL's."""
        return frozenset({"disk"} if self.socket or not self.has_disk else ()) | frozenset(
            () if self.socket else {"database"}
        )

    def start(self) -> None:
        self.lives += 1
        with (self.folder / "service.log").open("ab") as log:
            words = [sys.executable, "-m", "tests.endurance_service", str(self.folder)]
            self.process = subprocess.Popen(
                words, cwd=ROOT, env=self.env, stdout=log, stderr=log, start_new_session=True
            )

    @property
    def log(self) -> str:
        return (self.folder / "service.log").read_text(encoding="utf-8", errors="replace")

    def wait_for_work(self) -> None:
        """Until this life of the service works; it may not come to it while its disk is full. The calendar waits too: at its speed a
        start would take hours."""
        pid, right = self.process.pid, self.clock.right()
        self.clock.set(right, speed=0, wrong=self.wrong)
        wait_until(lambda: f"{WORKING}{pid}\n" in self.log or self.process.poll() is not None, longest=90)
        self.clock.set(right, speed=self.speed, wrong=self.wrong)

    def kill(self) -> None:
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def keep_running(self) -> None:
        if self.process.poll() is not None:
            self.start()
            self.wait_for_work()

    def _kill_and_start(self) -> None:
        self.kill()
        self.start()
        if self.chance.random() < KILLED_AT_START:
            time.sleep(self.chance.uniform(0.2, 2.0))  # killed somewhere in its start
            self.kill()
            self.start()
        self.wait_for_work()

    def begin(self, kind: str) -> bool:
        """A fault; whether it did something."""
        if kind == "kill":
            lived = self.process.poll() is None
            self._kill_and_start()
            return lived
        if kind == "reader":
            return kill_one_below(self.process.pid, self.chance)
        if kind == "disk":
            return fill(self.disk)
        if kind == "database":
            restart(self.socket, self.programs)
        elif kind in ("ahead", "behind"):
            self._set_wrong(timedelta(hours=2 if kind == "ahead" else -1))
        else:
            self._take_away(kind, there=False)
        return True

    def end(self, kind: str) -> None:
        if kind in ("ahead", "behind"):
            self._set_wrong(timedelta(0))
        else:
            self._take_away(kind, there=True)

    def _set_wrong(self, wrong: timedelta) -> None:
        self.wrong = wrong
        self.clock.set(self.clock.right(), speed=self.speed, wrong=wrong)

    def _take_away(self, kind: str, *, there: bool) -> None:
        if kind == "outlets":
            self.stand.away = not there
        elif kind == "slack":
            self.slack.force = None if there else (503, "service_unavailable")
        elif kind == "disk":
            (self.disk / "ballast").unlink(missing_ok=True)
        elif there:
            (self.folder / "no-names").unlink(missing_ok=True)
        else:
            (self.folder / "no-names").touch()


def shelves(trial: Trial) -> dict[str, list[News]]:
    """What is published when. Each voice moves once; some articles of the press have their text on a page."""
    chance, first, last = random.Random(trial.seed), BEGIN + MET, BEGIN + timedelta(days=trial.days) - QUIET_END
    shelves: dict[str, list[News]] = {}
    for number in range(trial.voices):
        at = first + (last - first) * chance.random()
        shelves[f"voice-{number}"] = [
            News(f"line-{number}", BEGIN - 2 * MEETING, line_of(number)),
            News(f"move-{number}", at, offer_of(number)),
        ]
    for number in range(trial.feeds - trial.voices):
        count = 1 + sum(chance.random() < trial.press_a_day * (last - first) / timedelta(days=10) for _ in range(10))
        times = [BEGIN - 2 * MEETING, *sorted(first + (last - first) * chance.random() for _ in range(count - 1))]
        shelves[f"press-{number}"] = [
            News(f"p{number}-{n}", at, print_of(number * 40 + n), summary=(number + n) % 10 == 9)
            for n, at in enumerate(times)
        ]
    return shelves
