"""Weeks of the service in simulated time, while everything round it fails, and then every article and alert beside what was served.

    python -m tests.endurance_drill --feeds 2000 --days 30 --kills 200 --of-each 5 --day 120 [--postgresql]

Feeds, pages, the database, worker processes and Slack are real and over the network; the calendar alone runs faster (`--day`: seconds
for one day) and crosses the end of summer time. The service is killed at random moments, its readers are killed, its disk is full, its
clock is wrong, no name is known, outlets and Slack are away, PostgreSQL is restarted as by a power cut. In the end:
lost 0, doubled 0, and the memory of the last process does not grow.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import text

from monitor.errors import StoreError
from monitor.store import open_store
from tests.endurance_faults import (
    KILLED_AT_START,
    Faults,
    fill,
    kill_one_below,
    plan,
    resident_mib,
    restart,
    small_disk,
)
from tests.endurance_service import DOMAIN, WORKING, SimulatedClock
from tests.newsstand import News, Newsstand, summary_of
from tests.service_process import ROOT, variables, wait_until
from tests.slack_server import SlackServer
from tests.store import throwaway_postgres as postgres
from tests.voices import line_of, make_folder, offer_of, office_of, print_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What is left. Nothing may be lost, doubled, changed or strange.

    `summaries`: articles whose page could not be had for an hour, so that what the feed shows was read. `slope`: MiB a day of the last
    process, from its second tenth on.
    """

    served: int
    stored: int
    moves: int
    told: int
    summed_up: int
    digests: int
    notices: int
    summaries: int
    faults: Mapping[str, int]
    lives: int
    polls: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    changed: tuple[str, ...]
    unread: tuple[str, ...]
    untold: tuple[str, ...]
    told_twice: tuple[str, ...]
    strange: tuple[str, ...]
    missed: tuple[str, ...]
    bugs: tuple[str, ...]
    slope: float | None
    memory: tuple[float, ...]

    @property
    def whole(self) -> bool:
        wrong = (
            self.lost,
            self.doubled,
            self.changed,
            self.unread,
            self.untold,
            self.told_twice,
            self.strange,
            self.missed,
            self.bugs,
        )
        return not any(wrong) and self.served > 0 and self.moves > 0


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
        self.env = variables(folder, self.slack, **more)
        self.shelves = _shelves(trial)
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
            time.sleep(self.chance.uniform(0.2, 2.0))
            self.kill()
            self.start()
        self.wait_for_work()

    def begin(self, kind: str) -> None:
        """A fault."""
        if kind == "kill":
            self._kill_and_start()
        elif kind == "reader":
            kill_one_below(self.process.pid, self.chance)
        elif kind == "database":
            restart(self.socket, self.programs)
        elif kind in ("ahead", "behind"):
            self._set_wrong(timedelta(hours=2 if kind == "ahead" else -1))
        else:
            self._take_away(kind, there=False)

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
            (self.disk / "ballast").unlink(missing_ok=True) if there else fill(self.disk)
        elif there:
            (self.folder / "no-names").unlink(missing_ok=True)
        else:
            (self.folder / "no-names").touch()


def _shelves(trial: Trial) -> dict[str, list[News]]:
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


def endure(folder: Path, trial: Trial, *, on_postgresql: bool = False) -> Outcome:
    with ExitStack() as ended:
        world = World(folder, trial, ended, on_postgresql=on_postgresql)
        length = trial.days - (MET + QUIET_END) / timedelta(days=1)
        planned = plan(
            BEGIN + MET, length, kills=trial.kills, of_each=trial.of_each, seed=trial.seed, without=world.left_out
        )
        world.start()
        world.wait_for_work()
        assert world.process.poll() is None, world.log
        world.clock.set(BEGIN - MEETING, speed=min(SLOWLY, world.speed))
        _until(lambda: _weighed(world) >= trial.feeds, longest=180 + trial.feeds)
        world.clock.set(BEGIN, speed=world.speed)
        faults, memory = Faults(planned, world), list[tuple[float, float, int]]()
        while (now := world.clock.right()) < BEGIN + timedelta(days=trial.days) - QUIET_END / 2:
            faults.look(now)
            world.keep_running()
            _note_memory(memory, world, now)
            time.sleep(0.05)
        faults.end()
        _settle(world)
        exit_code = _stop(world)
        bugs = tuple(line for line in world.log.splitlines() if "bug:" in line or line.startswith("Traceback"))
        return _outcome(world, faults.made, memory, bugs if exit_code == 0 else (*bugs, f"ended with {exit_code}"))


def _note_memory(memory: list[tuple[float, float, int]], world: World, now: datetime) -> None:
    """Ten times a day."""
    day = (now - BEGIN) / timedelta(days=1)
    if not memory or day - memory[-1][0] >= 0.1:
        size = resident_mib(world.process.pid)
        if size is not None:
            memory.append((day, size, world.lives))


def _settle(world: World) -> None:
    """Every feed is asked once more, and what waits is done."""
    asked = {name: shelf.asked for name, shelf in world.stand.shelves.items()}

    def done() -> bool:
        world.keep_running()
        if any(shelf.asked == asked[name] for name, shelf in world.stand.shelves.items()):
            return False
        try:
            return not _left(world)
        except StoreError:
            return False

    _until(done, longest=300 + 4 * world.trial.day)


def _left(world: World) -> int:
    """Pieces that wait."""
    question = "SELECT (SELECT count(*) FROM article_states WHERE stage NOT IN ('weighed', 'quarantined')) + (SELECT count(*) FROM deliveries WHERE state IN ('pending', 'sending'))"
    return int(next(_rows(world, question))[0])


def _weighed(world: World) -> int:
    return int(next(_rows(world, "SELECT count(*) FROM article_states WHERE stage = 'weighed'"))[0])


def _stop(world: World) -> int:
    world.process.send_signal(signal.SIGTERM)
    return world.process.wait(timeout=60)


def _rows(world: World, question: str) -> Iterator[Any]:
    with world.store._database.read() as connection:
        yield from connection.execute(text(question)).all()


def _until(holds: Callable[[], bool], *, longest: float) -> None:
    """Looks seldom, so that looking costs nothing."""
    end = time.monotonic() + longest
    while not holds():
        assert time.monotonic() < end, "it did not come true in time"
        time.sleep(0.5)


def _outcome(
    world: World, made: Mapping[str, int], memory: list[tuple[float, float, int]], bugs: tuple[str, ...]
) -> Outcome:
    served = {item.key: item.text for items in world.shelves.values() for item in items}
    stored = list(
        _rows(
            world,
            "SELECT item_key, text, stage FROM articles JOIN article_states ON article_states.article_id = articles.id",
        )
    )
    keys = Counter(row.item_key for row in stored)
    alerts = Counter(row.office for row in _rows(world, "SELECT office FROM alerts"))
    offices = {office_of(number) for number in range(world.trial.voices)}
    posted = Counter(world.slack.keys())
    rows = list(
        _rows(
            world,
            "SELECT deliveries.key, deliveries.state, deliveries.document, deliveries.ref, office FROM deliveries JOIN alerts ON alerts.id = deliveries.ref WHERE deliveries.kind = 'alert'",
        )
    )
    catch_ups = {
        row.key: row.document
        for row in _rows(world, "SELECT key, document FROM deliveries WHERE key LIKE 'catch-up:%'")
    }
    told = [
        row
        for row in rows
        if posted[row.key]
        or (row.document in catch_ups and posted[row.document] and row.ref in catch_ups[row.document])
    ]
    wanted = {row.key for row in rows} | set(catch_ups)
    last = [(day, size) for day, size, life in memory if life == world.lives]
    return Outcome(
        served=len(served),
        stored=sum(keys.values()),
        moves=world.trial.voices,
        told=len(told),
        summed_up=sum(row.state == "summed" for row in rows),
        digests=sum(key.startswith("digest:") for key in posted),
        notices=sum(key.startswith("health:") for key in posted),
        summaries=sum(row.text == summary_of(served.get(row.item_key, "")) for row in stored),
        faults=dict(sorted(made.items())),
        lives=world.lives,
        polls=sum(shelf.asked for shelf in world.stand.shelves.values()),
        lost=tuple(sorted(served.keys() - keys.keys())),
        doubled=tuple(sorted(key for key, times in keys.items() if times > 1)),
        changed=tuple(sorted(row.item_key for row in stored if not _is_of(row.text, served.get(row.item_key, "")))),
        unread=tuple(sorted(f"{row.item_key}: {row.stage}" for row in stored if row.stage != "weighed")),
        untold=tuple(sorted(offices - {row.office for row in told})),
        told_twice=tuple(
            sorted(
                [key for key, times in posted.items() if times > 1]
                + [office for office, times in alerts.items() if times > 1]
            )
        ),
        strange=tuple(
            sorted(
                (alerts.keys() - offices)
                | {key for key in posted if key.startswith(("alert:", "catch-up:")) and key not in wanted}
            )
        ),
        missed=tuple(sorted(world.stand.missed)),
        bugs=bugs[:20],
        slope=_slope(last),
        memory=tuple(round(size, 1) for _, size in last[:: max(1, len(last) // 10)]),
    )


def _is_of(stored: str, served: str) -> bool:
    return " ".join(stored.split()) in (" ".join(served.split()), summary_of(served))


def _slope(samples: list[tuple[float, float]]) -> float | None:
    """MiB a day; the first tenth is still warming up."""
    settled = samples[len(samples) // 10 :]
    if len(settled) < 10:
        return None
    days, sizes = zip(*settled, strict=True)
    return round(float(np.polyfit(days, sizes, 1)[0]), 3)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    usual = Trial()
    for name in ("feeds", "voices", "kills", "of_each", "seed"):
        parser.add_argument(f"--{name.replace('_', '-')}", type=int, default=getattr(usual, name))
    for name in ("days", "day", "every", "press_a_day"):
        parser.add_argument(f"--{name.replace('_', '-')}", type=float, default=getattr(usual, name))
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--log", type=Path, help="where the service's log is kept")
    given = vars(parser.parse_args())
    on_postgresql, log = given.pop("postgresql"), given.pop("log")
    with tempfile.TemporaryDirectory(prefix="monitor-endurance-") as folder:
        try:
            found = endure(Path(folder), Trial(**given), on_postgresql=on_postgresql)
        finally:
            if log:
                log.write_bytes((Path(folder) / "service.log").read_bytes())
    sys.stdout.write(json.dumps(asdict(found), indent=1) + f"\n{'whole' if found.whole else 'NOT WHOLE'}\n")
    return 0 if found.whole else 1


if __name__ == "__main__":
    sys.exit(main())
