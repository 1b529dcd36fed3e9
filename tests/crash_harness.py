"""Kills the service at random moments and counts what is left: every article read once, every alert in Slack exactly once.

    python -m tests.crash_harness --kills 50 --seed 7

The articles are the demonstration pack, mirrored by two outlets until there are 200; their calendar runs while the
service is killed and started again. Before each start a few more alerts are put into the outbox, as weighing does it, so
that most kills meet a message on its way. Slack is the strict stand-in with one request in ten each answered 429,
answered 500, or taken and left without an answer. One kill in four comes while the service starts, the others once it works.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.app.demo import DEMO_END, DEMO_START
from monitor.demo import DemoServer, Outlet, PackArticle, load_pack
from monitor.store import open_store
from tests.builders import alert
from tests.slack_server import SlackServer

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = 200
EXTRA = 3
"""Alerts put into the outbox before each start."""
FLAKY = {"rate_limited": 0.1, "error_before": 0.1, "hang_up": 0.1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a run of kills left. `twice` and `missing` are alert keys; both must be empty."""

    kills: int
    articles: int
    expected: int
    readings: int
    weighed: int
    quarantined: int
    alerts: int
    posted: int
    twice: tuple[str, ...]
    missing: tuple[str, ...]
    strange: tuple[str, ...]
    exit_code: int

    @property
    def whole(self) -> bool:
        counts = {self.articles, self.expected, self.readings, self.weighed}
        return len(counts) == 1 and not (
            self.quarantined or self.twice or self.missing or self.strange or self.exit_code
        )


def mirrored_pack() -> tuple[tuple[Outlet, ...], tuple[PackArticle, ...]]:
    """The pack, with two outlets that reprint it until there are as many articles as wanted."""
    outlets, articles = load_pack()
    press = replace(outlets[-2], primary=False, speaks_for=None, full_text=False)
    mirrors = [replace(press, id=f"mirror-{n}", name=f"Mirror {n}", owner=f"Mirror {n}", language="en") for n in (1, 2)]
    more = [
        replace(
            article,
            outlet=mirror.id,
            slug=f"{article.outlet}-{article.slug}",
            published=article.published + timedelta(hours=6),
        )
        for mirror in mirrors
        for article in articles
        if article.outlet in ("nato", "northern-wire")
    ]
    return (*outlets, *mirrors), (*articles, *more[: ARTICLES - len(articles)])


class Calendar:
    """The pack's time, running: its seven weeks in `seconds`."""

    def __init__(self, seconds: float) -> None:
        self.zero, self.speed = time.monotonic(), (DEMO_END - DEMO_START).total_seconds() / seconds

    def __call__(self) -> datetime:
        return min(DEMO_START + timedelta(seconds=(time.monotonic() - self.zero) * self.speed), DEMO_END)


def write_config(folder: Path, server: DemoServer) -> None:
    """The shipped configuration with the pack's feeds, asked every second, and a budget that holds nothing back."""
    shutil.copytree(ROOT / "config", folder)
    rows = [
        f'[[feed]]\nid = "{feed.id}"\nurl = "{feed.url}"\noutlet = "{feed.outlet}"\nowner = "{feed.owner}"\nlanguage = "{feed.language}"\n'
        f'country = "{feed.country}"\nprimary = {str(feed.primary).lower()}\nevery = "1s"\n'
        + (f'speaks_for = "{feed.speaks_for}"\n' if feed.speaks_for else "")
        for feed in server.feeds()
    ]
    (folder / "feeds.toml").write_text("\n".join(rows), encoding="utf-8")
    (folder / "monitor.toml").write_text(
        '[network]\nallow_private = true\n[polling]\nat_least = "1s"\nevery = "1s"\nat_most = "2s"\n[alerts]\nper_week = 1000\nper_day = 1000\n'
        'min_severity = 0\n[web]\nlisten = "127.0.0.1:0"\n[work]\nworkers = 1\n[delivery]\nlease = "3s"\ntimeout = "2s"\nat_most = "2s"\n',
        encoding="utf-8",
    )


def start(folder: Path, slack: SlackServer) -> subprocess.Popen[bytes]:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("SLACK_")},
        "DATABASE_URL": f"sqlite:///{folder}/crash.db",
        "SLACK_BOT_TOKEN": slack.token,
        "SLACK_CHANNEL": slack.channel,
        "SLACK_API_URL": slack.url,
    }
    with (folder / "service.log").open("ab") as log:
        command = [sys.executable, "-m", "monitor", "run", "--config", str(folder / "config")]
        return subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True)


def kill(service: subprocess.Popen[bytes]) -> None:
    """The process and its workers at once, as a power cut would."""
    os.killpg(service.pid, signal.SIGKILL)
    service.wait()


def query(folder: Path, statement: str) -> list[tuple[object, ...]]:
    """Rows of the database; none while it has no tables yet."""
    with closing(sqlite3.connect(f"file:{folder}/crash.db?mode=ro", uri=True, timeout=30)) as connection:
        return connection.execute(statement).fetchall()


def settled(folder: Path, expected: int) -> bool:
    """Every article weighed, and no message waiting."""
    weighed = query(folder, "SELECT count(*) FROM article_states WHERE stage = 'weighed'")[0][0]
    waiting = query(folder, "SELECT count(*) FROM deliveries WHERE state IN ('pending', 'sending')")[0][0]
    return weighed == expected and waiting == 0


def add_alerts(folder: Path, start: int) -> None:
    """As weighing does it: the alerts and their outbox rows in one transaction."""
    now = datetime.now(UTC)
    names = [f"extra-{start}-{number}" for number in range(EXTRA)]
    store = open_store(f"sqlite:///{folder}/crash.db")
    try:
        store.upgrade()
        store.add_alerts([alert(id=name, key=name, at=now, raised_at=now) for name in names], now)
    finally:
        store.close()


def wait_for_work(folder: Path, starts: int) -> None:
    """Until the service has said for the last time that it works."""
    end = time.monotonic() + 60
    while (folder / "service.log").read_text(encoding="utf-8").count("monitoring ") < starts:
        assert time.monotonic() < end, "the service does not start"
        time.sleep(0.02)


def start_and_kill(folder: Path, slack: SlackServer, *, chance: random.Random, longest: float, starts: int) -> int:
    """One life of the service; answers how often it has come as far as working."""
    service = start(folder, slack)
    if chance.random() < 0.25:
        time.sleep(chance.uniform(0.2, 2.0))
    else:
        wait_for_work(folder, starts + 1)
        time.sleep(chance.uniform(0.0, longest))
    kill(service)
    return (folder / "service.log").read_text(encoding="utf-8").count("monitoring ")


def run_crashes(folder: Path, *, kills: int, seed: int, longest: float = 4.0) -> Report:
    """Starts the service `kills` times and kills it at a random moment, then lets it finish; answers what is left."""
    chance, starts = random.Random(seed), 0
    outlets, articles = mirrored_pack()
    # Feeds show all that they have: what moved past a feed's end while the service was down is not the service's loss.
    server = DemoServer(outlets, articles, Calendar(seconds=max(12.0, kills * longest)), shown=ARTICLES)
    try:
        with SlackServer(flaky=FLAKY, seed=seed) as slack:
            write_config(folder / "config", server)
            for number in range(kills):
                add_alerts(folder, number)
                starts = start_and_kill(folder, slack, chance=chance, longest=longest, starts=starts)
            service = start(folder, slack)
            wait_until_settled(folder, expected=len(articles))
            service.send_signal(signal.SIGTERM)
            exit_code = service.wait(timeout=30)
            return report(folder, slack, kills=kills, expected=len(articles), exit_code=exit_code)
    finally:
        server.close()


def wait_until_settled(folder: Path, *, expected: int, longest: float = 300.0) -> None:
    end = time.monotonic() + longest
    while time.monotonic() < end and not settled(folder, expected):
        time.sleep(0.5)
    time.sleep(2)


def report(folder: Path, slack: SlackServer, *, kills: int, expected: int, exit_code: int) -> Report:
    worded = [message for message in slack.messages if "metadata" in message]  # the others are pictures
    keys = Counter(message["metadata"]["event_payload"]["key"] for message in worded)
    wanted = {str(key) for (key,) in query(folder, "SELECT key FROM deliveries WHERE kind NOT IN ('edit', 'picture')")}
    return Report(
        kills=kills,
        expected=expected,
        articles=int(str(query(folder, "SELECT count(*) FROM articles")[0][0])),
        readings=int(str(query(folder, "SELECT count(*) FROM readings")[0][0])),
        weighed=int(str(query(folder, "SELECT count(*) FROM article_states WHERE stage = 'weighed'")[0][0])),
        quarantined=int(str(query(folder, "SELECT count(*) FROM article_states WHERE stage = 'quarantined'")[0][0])),
        alerts=int(str(query(folder, "SELECT count(*) FROM alerts WHERE channel = 'chat'")[0][0])),
        posted=sum(keys.values()),
        twice=tuple(sorted(key for key, count in keys.items() if count > 1)),
        missing=tuple(sorted(wanted - keys.keys())),
        strange=tuple(sorted(keys.keys() - wanted)),
        exit_code=exit_code,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="monitor-crash-") as folder:
        found = run_crashes(Path(folder), kills=arguments.kills, seed=arguments.seed)
    sys.stdout.write(json.dumps({name: getattr(found, name) for name in Report.__slots__}, indent=1) + "\n")
    sys.stdout.write("whole\n" if found.whole else "NOT WHOLE\n")
    return 0 if found.whole else 1


if __name__ == "__main__":
    sys.exit(main())
