"""What rounds of polling cost, against `feed_server.py` on this machine.

python tools/feed_rounds.py compare 1000 --reader PYTHON   first and second round, beside lemon24/reader in that Python; peak memory
python tools/feed_rounds.py round 10000                    first, unchanged and one-in-ten-changed round; resident memory
python tools/feed_rounds.py archive 1000000                the same on a store with so many articles, beside an empty one
python tools/feed_rounds.py slow                           500 feeds alone, and with 20 that hang, drip, never end or unpack for ever
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from shutil import copyfile
from statistics import median
from threading import Event, Thread
from typing import TYPE_CHECKING, Literal, NotRequired, TypedDict

from feed_server import address, document
from sqlalchemy import text

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from monitor.alerts import ConsoleNotifier
from monitor.app.clock import utc_now
from monitor.app.parts import open_database, running_pipeline
from monitor.config import load_config
from monitor.feeds import parse_feed
from monitor.types import Feed
from tests.service_process import children_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from monitor.pipeline import Pipeline
    from monitor.store import SqlStore

AT_ONCE = 50_000
NUMBERS = "WITH RECURSIVE n(k) AS (SELECT :first UNION ALL SELECT k + 1 FROM n WHERE k < :last) "
SEEN = "strftime('%Y-%m-%d %H:%M:%f', '2022-01-01', (k * 2) || ' minutes') || '000'"
ARTICLES = (
    "INSERT INTO articles (id, feed_id, item_key, url, url_key, outlet, owner, title, text, seen, is_primary, backlog) "
    f"{NUMBERS} SELECT 'old-' || k, 'old' || (k % 2000), k, 'https://old.example/' || k, 'https://old.example/' || k, 'Old', 'Owner', "
    f"'Old item ' || k, replace(hex(zeroblob(6)), '00', 'Officials said that talks would go on. ') || k, {SEEN}, 0, 0 FROM n"
)
STATES = (
    "INSERT INTO article_states (article_id, stage, seen, dated) "
    f"{NUMBERS} SELECT 'old-' || k, 'weighed', {SEEN}, {SEEN} FROM n"
)
UNCHANGED = 5
"""Such a round is so short that one says little."""
PARTS = {"first": slice(1), "unchanged": slice(1, 1 + UNCHANGED), "changed": slice(1 + UNCHANGED, None)}
HERE = Path(__file__).resolve().parent
HOSTS = 100
UNITS: tuple[tuple[Literal["seconds", "cpu"], str], ...] = (("seconds", "s"), ("cpu", "s of processor time"))
THEIRS = """
import json, os, resource, sys, time
from reader import make_reader
urls, path = json.load(sys.stdin), sys.argv[1]
reader = make_reader(path)
for url in urls:
    reader.add_feed(url)
seconds, used = [], []
for _ in range(2):
    began, cpu = time.monotonic(), time.process_time()
    for _ in reader.update_feeds_iter(workers=10, scheduled=False):
        pass
    seconds.append(time.monotonic() - began)
    used.append(time.process_time() - cpu)
print(json.dumps({"seconds": seconds, "cpu": used, "entries": reader.get_entry_counts().total,
                  "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


@contextmanager
def serving(count: int) -> Iterator[int]:
    """The server as a process of its own; its port."""
    words = [sys.executable, str(HERE / "feed_server.py"), str(count), str(HOSTS)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            yield int(server.stdout.readline())
        finally:
            server.terminate()


def feeds_at(urls: list[str]) -> tuple[Feed, ...]:
    every = timedelta(minutes=15)
    return tuple(
        Feed(id=f"f{n}", url=url, outlet=f"Outlet {n}", owner=f"Owner {n}", every=every) for n, url in enumerate(urls)
    )


def memory() -> float:
    """MiB of this process and all below it; what several share counts once."""
    with suppress(OSError):  # one may end while it is looked at
        return sum(_proportional(pid) for pid in (os.getpid(), *children_of(os.getpid())))
    return 0.0


def _proportional(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))


class Watch:
    """Looks five times a second how much memory is taken; `peak`: the most that was seen, in MiB."""

    def __init__(self) -> None:
        self.peak, self._over = 0.0, Event()
        self._thread = Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._over.wait(0.2):
            self.peak = max(self.peak, memory())

    def end(self) -> float:
        self._over.set()
        self._thread.join()
        return max(self.peak, memory())


def used() -> float:
    """Seconds of processor time of this process and all below it."""
    spent = resource.getrusage(resource.RUSAGE_SELF)
    return spent.ru_utime + spent.ru_stime + sum(map(_ticks, children_of(os.getpid()))) / os.sysconf("SC_CLK_TCK")


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


class Clock:
    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def __call__(self) -> datetime:
        return utc_now() + self.ahead


class Measured(TypedDict):
    """Of one run: seconds and processor time of each round, what was stored, MiB at its highest and at the end."""

    seconds: list[float]
    cpu: list[float]
    mib: float
    articles: NotRequired[int]
    resident: NotRequired[float]


async def rounds(
    store: SqlStore, feeds: tuple[Feed, ...], *, unchanged: int = 1, editions: int = 0, port: int = 0
) -> Measured:
    """A first round, so many that change nothing, and so many in which every tenth feed is new."""
    config, clock, folder = load_config(Path("config")), Clock(), Path(tempfile.gettempdir())
    network = replace(config.network, allow_private=True)
    config = replace(config, feeds=feeds, network=network)
    store.register_feeds(feeds, clock())
    seconds, cpu, watch = list[float](), list[float](), Watch()
    _edition(port, 0)
    async with running_pipeline(config, store, ConsoleNotifier(), pages_folder=folder, now=clock) as pipeline:
        await pipeline.parsers.run(parse_feed, document(0), "https://outlet.example/", {})
        for number in range(1 + unchanged + editions):
            if number > unchanged:
                _edition(port, number)
            before = used()
            seconds.append(await _one(pipeline))
            cpu.append(used() - before)
            clock.ahead += timedelta(hours=2)
        resident, peak = memory(), watch.end()
    return {"seconds": seconds, "cpu": cpu, "articles": store.counts()["articles"], "mib": peak, "resident": resident}


def _edition(port: int, number: int) -> None:
    if port:
        urllib.request.urlopen(f"http://127.0.1.1:{port}/edition/{number}").read()


async def _one(pipeline: Pipeline) -> float:
    began = time.monotonic()
    await pipeline.poll()
    return time.monotonic() - began


def ours(urls: list[str], folder: str, **more: int) -> Measured:
    store = open_database(f"sqlite:///{folder}/ours.db")
    try:
        return asyncio.run(rounds(store, feeds_at(urls), **more))
    finally:
        store.close()


def apart(words: list[str], urls: list[str]) -> Measured:
    """In a process of its own, so that memory is its own."""
    env = os.environ | {"READER_NO_VENDORED_FEEDPARSER": "1", "PYTHONPATH": str(HERE.parent)}
    done = subprocess.run(words, input=json.dumps(urls), capture_output=True, text=True, env=env, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    found: Measured = json.loads(done.stdout.splitlines()[-1])
    return found


def compare(count: int, reader: str, times: int) -> None:
    found: dict[str, list[Measured]] = {"ours": [], "theirs": []}
    with serving(count) as port:
        urls = [address(port, n, HOSTS) for n in range(count)]
        for _ in range(times):
            with tempfile.TemporaryDirectory() as folder:
                found["ours"].append(apart([sys.executable, __file__, "ours", folder], urls))
                found["theirs"].append(apart([reader, "-c", THEIRS, f"{folder}/theirs.db"], urls))
                print({name: runs[-1] for name, runs in found.items()}, flush=True)
    for number, name in enumerate(("first", "second")):
        for what, unit in UNITS:
            a, b = (median(run[what][number] for run in found[who]) for who in ("ours", "theirs"))
            print(f"{name} round of {count} feeds: ours {a:.1f} {unit}, reader {b:.1f}, {b / a:.1f} times as fast")
    print("peak memory, MiB:", {who: round(max(run["mib"] for run in runs)) for who, runs in found.items()})


def one_round(count: int) -> None:
    with serving(count) as port, tempfile.TemporaryDirectory() as folder:
        urls = [address(port, n, HOSTS) for n in range(count)]
        print(apart([sys.executable, __file__, "ours", folder, "--port", str(port)], urls))


def archive(count: int) -> None:
    """Rounds on an empty store and on a full one, in turn, three times each: the median of each kind of round."""
    with serving(500) as port, tempfile.TemporaryDirectory() as folder:
        urls = [address(port, n, HOSTS) for n in range(500)]
        full = f"{folder}/full.db"
        fill(full, count)
        found: dict[str, list[list[float]]] = {"empty": [], "full": []}
        for number in range(3):
            copyfile(full, f"{folder}/full{number}.db")
            for name, runs in found.items():
                store = open_database(f"sqlite:///{folder}/{name}{number}.db")
                done = asyncio.run(rounds(store, feeds_at(urls), unchanged=UNCHANGED, editions=2, port=port))
                store.close()
                runs.append(done["cpu"])
                print(name, done, flush=True)
        for what, part in PARTS.items():
            a, b = (median(cpu for run in found[name] for cpu in run[part]) for name in ("empty", "full"))
            print(
                f"{what} round of 500 feeds: empty store {a:.2f} s of processor time, {count} articles {b:.2f}, ratio {b / a:.2f}"
            )


def fill(path: str, count: int) -> None:
    """A store with so many articles, which were read and weighed long ago; the database writes them itself."""
    store, began = open_database(f"sqlite:///{path}"), time.monotonic()
    for first in range(0, count, AT_ONCE):
        with store._database.write() as connection:  # noqa: SLF001  # in bulk, past the passes
            for line in (ARTICLES, STATES):
                connection.execute(text(line), {"first": first, "last": min(first + AT_ONCE, count) - 1})
    print(f"{store.counts()['articles']} articles stored in {time.monotonic() - began:.0f} s", flush=True)
    store.close()


def slow(times: int) -> None:
    """When the last good feed was saved, with and without the bad ones beside it."""
    kinds = ("hang", "drip", "endless", "bomb")
    found: dict[int, list[float]] = {0: [], 20: []}
    with serving(500) as port:
        good = [address(port, n, HOSTS) for n in range(500)]
        for _ in range(times):
            for bad, runs in found.items():
                urls = [address(port, n, HOSTS, kinds[n % 4]) for n in range(bad)] + good
                with tempfile.TemporaryDirectory() as folder:
                    runs.append(asyncio.run(until_good(urls, bad, folder)))
                print(f"{bad} bad: {runs[-1]:.2f} s", flush=True)
    a, b = median(found[0]), median(found[20])
    print(f"500 good feeds: {a:.2f} s alone, {b:.2f} s beside 20 bad ones, ratio {b / a:.2f}")


async def until_good(urls: list[str], bad: int, folder: str) -> float:
    feeds, config = feeds_at(urls), load_config(Path("config"))
    config = replace(config, feeds=feeds, network=replace(config.network, allow_private=True))
    store = open_database(f"sqlite:///{folder}/slow.db")
    store.register_feeds(feeds, utc_now())
    waiting = {feed.id for feed in feeds[bad:]}
    async with running_pipeline(config, store, ConsoleNotifier(), pages_folder=Path(folder)) as pipeline:
        await pipeline.parsers.run(parse_feed, document(0), "https://outlet.example/", {})
        began = time.monotonic()
        while waiting:  # as the scheduler does
            await pipeline.poll(patience=0.1)
            waiting -= {state.feed_id for state in store.feed_states() if state.last_success_at}
        seconds = time.monotonic() - began
    store.close()
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["compare", "round", "archive", "slow", "ours"])
    parser.add_argument("count", nargs="?", default="500")
    parser.add_argument("--reader", help="a Python that has reader 3.26")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument(
        "--port", type=int, default=0, help="of the server, where every tenth feed is to change; for `ours`"
    )
    given = parser.parse_args()
    if given.what == "ours":
        print(json.dumps(ours(json.load(sys.stdin), given.count, editions=int(given.port > 0), port=given.port)))
    elif given.what == "compare":
        compare(int(given.count), given.reader or sys.exit("name a Python that has reader with --reader"), given.times)
    elif given.what == "slow":
        slow(given.times)
    else:
        {"round": one_round, "archive": archive}[given.what](int(given.count))


if __name__ == "__main__":
    main()
