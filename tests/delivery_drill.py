"""Sends thousands of alerts and what follows them through a Slack that fails often, killing the sender, and counts what arrived.

    python -m tests.delivery_drill --alerts 10000 --kills 100 --per-second 50

Every message must be there exactly once, and each thread in its order. Then a second run without faults and kills measures how
long the outbox takes against the rate limit of the stand-in. Every fifth alert begins a story with two replies, every hundredth has
a picture. The sender is a
process of its own that runs the deliver pass alone, on SQLite, with slack_sdk; it is ended with SIGKILL at random moments.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.alerts import Pace, SlackNotifier
from monitor.pipeline import Pipeline
from monitor.store import open_store
from monitor.types import DeliverySettings, StreamKey, Versions, Weighed
from tests.builders import alert, found_article, stream, utterance, week_config
from tests.fakes import FakeFetcher, InlineWorkers
from tests.slack_server import SlackServer

ROOT = Path(__file__).resolve().parents[1]
FLAKY = {
    "rate_limited": 0.05,
    "error_before": 0.02,
    "error_after": 0.02,
    "hang_up": 0.02,
    "empty": 0.01,
    "not_json": 0.01,
}
STORY_EVERY = 5
PICTURE_EVERY = 100
DRAWN = StreamKey("NATO-SG", "FOR")
"""The one stream of the drill that has something to draw."""
IDLE = 0.02
TIMED, TIMED_PER_SECOND = 100, 1.0
"""The run that is measured, at the rate that Slack documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drilled:
    """What a run left. `twice`, `missing` and `out_of_order` must be empty; `of_limit` is the time against the rate limit's."""

    alerts: int
    messages: int
    kills: int
    seconds: float
    of_limit: float | None
    twice: tuple[str, ...]
    missing: tuple[str, ...]
    out_of_order: tuple[str, ...]

    @property
    def whole(self) -> bool:
        return not (self.twice or self.missing or self.out_of_order)


def fill(database: str, alerts: int) -> list[str]:
    """The outbox as weighing leaves it; answers the keys of all messages that must arrive."""
    now = datetime.now(UTC)
    firsts = [alert(id=f"a{n}", key=f"a{n}", raised_at=now, at=now) for n in range(alerts)]
    firsts[::PICTURE_EVERY] = [
        replace(first, office=DRAWN.office, issue=DRAWN.issue) for first in firsts[::PICTURE_EVERY]
    ]
    later = [
        replace(
            first, id=f"{first.id}-{n}", key=f"{first.id}-{n}", story=first.id, raised_at=now + timedelta(seconds=n)
        )
        for first in firsts[::STORY_EVERY]
        for n in (1, 2)
    ]
    store = open_store(database)
    try:
        store.upgrade()
        store.add_articles([found_article(id="drawn")])
        drawn = Weighed(utterances=(utterance(key=DRAWN, said_at=now),), streams=(stream(key=DRAWN),))
        store.save_weighed("drawn", drawn, now)
        store.add_alerts([*firsts, *later], now)
    finally:
        store.close()
    pictures = [f"picture:{first.id}" for first in firsts[::PICTURE_EVERY]]
    return [*(f"alert:{each.id}" for each in (*firsts, *later)), *pictures]


async def send(url: str, database: str, *, apart: float) -> None:
    """The deliver pass alone, until nothing waits."""
    store, workers = open_store(database), InlineWorkers()
    settings = DeliverySettings(lease=timedelta(seconds=2), timeout=timedelta(seconds=5), at_most=timedelta(seconds=2))
    pipeline = Pipeline(
        config=week_config(delivery=settings),
        versions=Versions(baseline="b", model="m", code="c"),
        store=store,
        fetcher=FakeFetcher(),
        parsers=workers,
        readers=workers,
        notifier=SlackNotifier(
            "xoxb-test-token", "C0TESTCHAN", base_url=url, timeout=settings.timeout, pace=Pace(apart=apart)
        ),
        pages_folder=Path(),
        now=lambda: datetime.now(UTC),
    )
    while store.backlog(datetime.now(UTC)).undelivered:
        if not (await pipeline.deliver()).done:
            await asyncio.sleep(IDLE)
    store.close()


def drill(folder: Path, *, alerts: int, kills: int, per_second: float, seed: int, faults: bool) -> Drilled:
    """One run: fills the outbox, lets a process send, kills it `kills` times, and counts."""
    database = f"sqlite:///{folder}/drill-{seed}-{faults}.db"
    wanted = fill(database, alerts)
    flaky = FLAKY if faults else {}
    with SlackServer(per_second=per_second, flaky=flaky, retry_after=1 / per_second, seed=seed) as slack:
        begun = time.monotonic()
        send_and_kill(slack, database, kills=kills, chance=random.Random(seed), expected=len(wanted))
        seconds = time.monotonic() - begun
        posted = first_to_last(slack) if not faults else None
        return count(slack, wanted, alerts=alerts, kills=kills, seconds=seconds, posted=posted, per_second=per_second)


def send_and_kill(slack: SlackServer, database: str, *, kills: int, chance: random.Random, expected: int) -> None:
    """The kills are spread over the messages; the last sender is left to finish."""
    apart = 1.02 / (slack.per_second or 1.0)
    command = [sys.executable, "-m", "tests.delivery_drill", "--senders", slack.url, database, str(apart)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as senders:
        for number in range(kills):
            sender = next_sender(senders)
            until = expected * (number + 1) / (kills + 1)
            while len(slack.messages) < until:
                time.sleep(0.005)
            time.sleep(chance.uniform(0.0, 0.2))
            os.kill(sender, signal.SIGKILL)
            senders.stdout.readline()
        next_sender(senders)
        senders.stdout.readline()
        senders.stdin.close()


def next_sender(senders: subprocess.Popen[str]) -> int:
    senders.stdin.write("another\n")
    senders.stdin.flush()
    return int(senders.stdout.readline())


def make_senders(url: str, database: str, *, apart: float) -> None:
    """For each line of the input a process that sends, born with all modules loaded; says its id, and when it has ended."""
    for _ in sys.stdin:
        sender = os.fork()
        if sender == 0:
            asyncio.run(send(url, database, apart=apart))
            os._exit(0)
        sys.stdout.write(f"{sender}\n")
        sys.stdout.flush()
        os.waitpid(sender, 0)
        sys.stdout.write("ended\n")
        sys.stdout.flush()


def first_to_last(slack: SlackServer) -> float:
    times = [float(message["ts"]) for message in slack.messages]
    return max(times) - min(times)


def count(
    slack: SlackServer,
    wanted: list[str],
    *,
    alerts: int,
    kills: int,
    seconds: float,
    posted: float | None,
    per_second: float,
) -> Drilled:
    keys = Counter((*slack.keys(), *pictures_in(slack)))
    return Drilled(
        alerts=alerts,
        messages=sum(keys.values()),
        kills=kills,
        seconds=round(seconds, 1),
        of_limit=None if posted is None else round(posted / ((len(wanted) - 1) / per_second), 3),
        twice=tuple(sorted(key for key, times in keys.items() if times > 1)),
        missing=tuple(sorted(set(wanted) - keys.keys())),
        out_of_order=tuple(disordered(slack, alerts)),
    )


def pictures_in(slack: SlackServer) -> list[str]:
    """Each picture by the alert that it hangs under."""
    alerts = {
        message["ts"]: message["metadata"]["event_payload"]["key"]
        for message in slack.messages
        if "metadata" in message
    }
    return [f"picture:{alerts[m['thread_ts']].removeprefix('alert:')}" for m in slack.messages if m.get("files")]


def disordered(slack: SlackServer, alerts: int) -> list[str]:
    """Stories whose replies are not under their first message in their order."""
    worded = [message for message in slack.messages if "metadata" in message]
    at = {message["metadata"]["event_payload"]["key"]: message for message in worded}
    wrong = []
    for number in range(0, alerts, STORY_EVERY):
        story = [at.get(f"alert:a{number}{end}") for end in ("", "-1", "-2")]
        told = [message for message in story if message is not None]
        times = [float(message["ts"]) for message in told]
        under = {message.get("thread_ts") for message in told[1:]}
        if times != sorted(times) or under - {told[0]["ts"]}:
            wrong.append(f"a{number}")
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--alerts", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--per-second", type=float, default=50.0)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--senders", nargs=3, metavar=("URL", "DATABASE", "APART"), help="what the drill itself starts")
    arguments = parser.parse_args()
    if arguments.senders:
        url, database, apart = arguments.senders
        make_senders(url, database, apart=float(apart))
        return 0
    usual = {"alerts": arguments.alerts, "per_second": arguments.per_second, "seed": arguments.seed}
    with tempfile.TemporaryDirectory(prefix="monitor-drill-") as folder:
        runs = [drill(Path(folder), kills=arguments.kills, faults=True, **usual)]
        timed = {**usual, "alerts": min(arguments.alerts, TIMED), "per_second": TIMED_PER_SECOND}
        runs.append(drill(Path(folder), kills=0, faults=False, **timed))
    for run in runs:
        sys.stdout.write(json.dumps(asdict(run)) + "\n")
    sys.stdout.write("whole\n" if all(run.whole for run in runs) else "NOT WHOLE\n")
    return 0 if all(run.whole for run in runs) else 1


if __name__ == "__main__":
    sys.exit(main())
