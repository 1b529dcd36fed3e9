"""Several processes on one PostgreSQL: how fast, and whether anything is lost or done twice where they are killed, stopped and cut off.

    python -m tests.workers_drill --articles 1000 --workers 4 [--runs 2] [--kills 5] [--cuts 5] [--stop] [--hosts]

A service and workers poll a small web on loopback whose articles are told anew by several outlets, so that most are copies: whichever
machine reads which when, the first that was met must be the original, and each is read, weighed and told of once.

With --hosts (as root) each process runs in a network of its own, and a cut is a cable that is pulled for longer than a lease.
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
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from monitor.demo import load_pack
from tests.hosts import HERE, Host, hosts
from tests.remarks import OFFER, refusal_of, rss
from tests.service_process import Web, make_config, variables
from tests.slack_server import SlackServer
from tests.store import throwaway_postgres as postgres

if TYPE_CHECKING:
    from collections.abc import Iterator

ITEMS = 25
"""Articles of one feed; each text is told in several feeds, with a line of its own at the end."""
TOLD = 4
DATABASE = "drill"
LONGER_THAN_A_LEASE = 35.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a drill left. `wrong_originals`: copies whose original was met after them; `posted_twice`: alerts, by key."""

    expected: int
    articles: int
    readings: int
    weighed: int
    waiting: int
    copies: int
    wrong_originals: int
    alerts: int
    posted: int
    posted_twice: tuple[str, ...]
    left_behind: int
    seconds: float
    cpu_seconds: float
    kills: int
    cuts: int

    @property
    def whole(self) -> bool:
        counts = {self.expected, self.articles, self.readings, self.weighed}
        wrong = self.waiting or self.wrong_originals or self.posted_twice or self.left_behind
        return len(counts) == 1 and not wrong and self.posted >= self.alerts > 0


class Processes:
    """`monitor run` and workers on one database, each on its host if there are any; ended ones are started again under the same number."""

    def __init__(self, folder: Path, env: dict[str, str], machines: tuple[Host, ...] = ()) -> None:
        self._folder, self._env, self.machines = folder, env, machines
        self.running: list[subprocess.Popen[bytes]] = []
        self._commands: list[str] = []

    def start(self, command: str) -> None:
        self._commands.append(command)
        self.running.append(self._started(len(self.running)))

    def _started(self, number: int) -> subprocess.Popen[bytes]:
        command, host = self._commands[number], self.machines[number].words if self.machines else ()
        words = [*host, sys.executable, "-m", "monitor", command]
        with (self._folder / f"{command}.log").open("ab") as log:
            return subprocess.Popen(
                words, cwd=self._folder, env=self._env, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self, number: int) -> None:
        """As the machine would be switched off, and another takes its place."""
        os.killpg(self.running[number].pid, signal.SIGKILL)
        self.running[number].wait()
        self.running[number] = self._started(number)

    def signal(self, number: int, name: signal.Signals) -> None:
        os.killpg(self.running[number].pid, name)

    def end(self) -> None:
        for process in self.running:
            process.send_signal(signal.SIGTERM)
        for process in self.running:
            process.wait(timeout=40)


def feeds_of(articles: int) -> dict[str, bytes]:
    """Path → feed: every text of ours in several feeds, each time with another last line."""
    texts, now = [article.text for article in load_pack()[1] if article.text], datetime.now(UTC)
    count, feeds = articles // ITEMS, {}
    for feed in range(count):
        block = feed // TOLD  # the same block of texts in TOLD feeds
        items = []
        for number in range(ITEMS):
            which = block * ITEMS + number
            body = f"{texts[which % len(texts)]} {refusal_of(which)} Nr. {which}. Edition {feed}."
            items.append((f"f{feed}-{number}", now - timedelta(hours=number), body))
        feeds[f"/feed{feed}"] = rss(items)
    return feeds


def remarks(count: int, *, offer: bool) -> bytes:
    now = datetime.now(UTC)
    items = [(f"r{n}", now - timedelta(days=count - n), refusal_of(n)) for n in range(count)]
    return rss([*items, ("offer", now, OFFER)] if offer else items)


def query(socket: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(host=socket, user="monitor", dbname=DATABASE) as connection:
        return connection.execute(statement).fetchall()


def one(socket: str, statement: str) -> int:
    """A number; none yet where the tables are not made."""
    try:
        return int(str(query(socket, statement)[0][0]))
    except psycopg.errors.UndefinedTable:
        return -1


def wait_for(socket: str, statement: str, number: int, *, longest: float) -> bool:
    end = time.monotonic() + longest
    while (found := one(socket, statement)) != number and time.monotonic() < end:
        time.sleep(0.2)
    return found == number


WEIGHED = "SELECT count(*) FROM article_states WHERE stage = 'weighed'"
WAITING = "SELECT count(*) FROM deliveries WHERE state IN ('pending', 'sending')"
WRONG = (
    "SELECT count(*) FROM readings JOIN article_states c ON c.article_id = readings.article_id "
    "JOIN article_states o ON o.article_id = readings.copy_of WHERE (o.seen, o.dated, o.article_id) > (c.seen, c.dated, c.article_id)"
)


def cut(socket: str, processes: Processes, chance: random.Random) -> None:
    """Pulls a host's cable, the leading one's every other time; else ends half of the open connections, as a router that was restarted would."""
    if processes.machines:
        host = processes.machines[chance.choice((0, chance.randrange(len(processes.machines))))]
        host.cut_off()
        time.sleep(LONGER_THAN_A_LEASE)
        host.come_back()
        return
    found = query(socket, "SELECT pid FROM pg_stat_activity WHERE application_name = 'messaging-monitor'")
    for (pid,) in found:
        if chance.random() < 0.5:
            query(socket, f"SELECT pg_terminate_backend({pid})")


@contextmanager
def drilled(
    folder: Path, *, articles: int, runs: int, workers: int, apart: bool
) -> Iterator[tuple[str, Web, SlackServer, Processes]]:
    programs = postgres.server_programs()
    assert programs is not None, postgres.MISSING
    at = HERE if apart else "127.0.0.1"
    with ExitStack() as ended:
        machines = ended.enter_context(hosts(runs + workers)) if apart else ()
        socket = ended.enter_context(postgres.running(programs, listen=HERE if apart else ""))
        web, slack = ended.enter_context(Web(at=at)), ended.enter_context(SlackServer(at=at))
        web.answers.update(feeds_of(articles))
        web.answers["/kremlin"] = remarks(ITEMS, offer=False)
        names = {path.strip("/"): web.address(path) for path in web.answers}
        make_config(folder, names)
        url = postgres.create_database(socket, DATABASE)
        env = variables(folder, slack, DATABASE_URL=postgres.url_of(HERE, DATABASE) if apart else url)
        processes = Processes(folder, env, machines)
        try:
            for command in ["run"] * runs + ["worker"] * workers:
                processes.start(command)
                if len(processes.running) == 1:
                    wait_for(socket, "SELECT count(*) FROM claims WHERE kind = 'lead'", 1, longest=60)
            yield socket, web, slack, processes
        finally:
            for process in processes.running:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)


def run_drill(
    folder: Path,
    *,
    articles: int,
    workers: int,
    runs: int = 1,
    kills: int = 0,
    cuts: int = 0,
    stop: bool = False,
    apart: bool = False,
) -> Report:
    """Lets the processes read everything while some are killed, cut off and stopped, then waits for an alert."""
    chance, expected = random.Random(5), articles // ITEMS * ITEMS + ITEMS
    with drilled(folder, articles=articles, runs=runs, workers=workers, apart=apart) as (socket, web, slack, processes):
        # From the first article that is weighed, so that starting is not measured.
        while one(socket, WEIGHED) <= 0:
            time.sleep(0.05)
        begun, already, cpu = time.monotonic(), one(socket, WEIGHED), cpu_of(processes)
        disturb(socket, processes, chance, kills=kills, cuts=cuts, stop=stop)
        wait_for(socket, WEIGHED, expected, longest=600)
        seconds, cpu = time.monotonic() - begun, cpu_of(processes) - cpu
        web.answers["/kremlin"] = remarks(ITEMS, offer=True)
        wait_for(socket, WEIGHED, expected + 1, longest=240)
        wait_for(socket, WAITING, 0, longest=120)
        time.sleep(1)
        processes.end()
        done = max(expected - already, 1)
        keys = Counter(m["metadata"]["event_payload"]["key"] for m in slack.messages if "metadata" in m)
        return Report(
            expected=expected + 1,
            articles=one(socket, "SELECT count(*) FROM articles"),
            readings=one(socket, "SELECT count(*) FROM readings"),
            weighed=one(socket, WEIGHED),
            waiting=one(socket, WAITING),
            copies=one(socket, "SELECT count(*) FROM readings WHERE copy_of IS NOT NULL"),
            wrong_originals=one(socket, WRONG),
            alerts=one(socket, "SELECT count(*) FROM alerts WHERE channel = 'chat'"),
            posted=sum(keys.values()),
            posted_twice=tuple(sorted(key for key, count in keys.items() if count > 1)),
            left_behind=one(socket, "SELECT (SELECT count(*) FROM claims) + (SELECT count(*) FROM drafts)"),
            seconds=round(seconds * expected / done, 1),
            cpu_seconds=round(cpu * expected / done, 1),
            kills=kills,
            cuts=cuts,
        )


def cpu_of(processes: Processes) -> float:
    """Processor seconds of the processes and all that they started and that still lives or was waited for."""
    total = 0.0
    groups = {process.pid for process in processes.running}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[2]) in groups:
            total += sum(int(field) for field in fields[11:15]) / os.sysconf("SC_CLK_TCK")
    return total


def disturb(socket: str, processes: Processes, chance: random.Random, *, kills: int, cuts: int, stop: bool) -> None:
    if stop:
        processes.signal(-1, signal.SIGSTOP)
    for number in range(max(kills, cuts)):
        time.sleep(chance.uniform(0.5, 3.0))
        if number < kills:
            processes.kill(chance.randrange(len(processes.running) - stop))
        if number < cuts:
            cut(socket, processes, chance)
    if stop:
        time.sleep(LONGER_THAN_A_LEASE)  # it wakes with work in hand that others have done
        processes.signal(-1, signal.SIGCONT)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--cuts", type=int, default=0)
    parser.add_argument("--stop", action="store_true", help="stop a process for longer than its lease, and wake it")
    parser.add_argument("--hosts", dest="apart", action="store_true", help="each process in a network of its own")
    parser.add_argument("--logs", action="store_true")
    arguments = vars(parser.parse_args())
    logs = arguments.pop("logs")
    with tempfile.TemporaryDirectory(prefix="monitor-workers-") as folder:
        found = run_drill(Path(folder), **arguments)
        if logs or not found.whole:
            sys.stderr.write("".join(path.read_text() for path in sorted(Path(folder).glob("*.log"))))
    each = f"{found.expected / found.seconds:.1f} articles a second, {1000 * found.cpu_seconds / found.expected:.0f} ms of processor time each"
    sys.stdout.write(json.dumps(asdict(found), indent=1) + f"\n{each}\n{'whole' if found.whole else 'NOT WHOLE'}\n")
    return 0 if found.whole else 1


if __name__ == "__main__":
    sys.exit(main())
