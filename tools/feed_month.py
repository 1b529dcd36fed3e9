"""A month of feeds in simulated time, through the real pass and store: is an item missed, a feed forgotten, or one asked too often?

python tools/feed_month.py [FEEDS] [DAYS] [--every HOURS] [--outlets NUMBER…]

Each outlet publishes at a rhythm of its own, shows its twenty newest items, and is honest about what it wishes: some ask for longer intervals, some answer
503 or 429 for a while, some are away for eight hours, one in a hundred ends. Only the network, feedparser and the threads are left out. The longer
`--every`, the fewer polls: a feed is asked at its own rhythm, between a third of it and four times it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import resource
import tempfile
import time
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from monitor.alerts import ConsoleNotifier
from monitor.app.parts import open_database
from monitor.config import load_config
from monitor.errors import FetchError
from monitor.feeds import settle_feed
from monitor.feeds.polling import settle_success
from monitor.pipeline import Pipeline
from monitor.types import Feed, Fetched, Item, NotModified, ParsedFeed, Validators, Versions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from monitor.types import Access

START = datetime(2026, 10, 1, tzinfo=UTC)
WINDOW = 20
MINUTE = timedelta(minutes=1)


@dataclass
class Clock:
    moment: datetime = START

    def __call__(self) -> datetime:
        return self.moment


class Inline(ThreadPoolExecutor):
    """Runs where it is called: in simulated time nobody gains by waiting for a thread."""

    def submit(self, function: Any, /, *args: Any, **more: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(function(*args, **more))
        except BaseException as error:  # noqa: BLE001  # as a thread would, it hands over whatever came
            done.set_exception(error)
        return done


class Outlet:
    """What one publishes, and how its server behaves. `allowed`: before that it does not want to be asked; `good`: when it last answered well."""

    def __init__(self, number: int, days: int) -> None:
        rng = Random(number)
        gap = timedelta(hours=rng.choice([2, 4, 8, 24, 72]))
        self.items = [START - gap * WINDOW]
        while self.items[-1] < START + timedelta(days=days):
            self.items.append(self.items[-1] + gap * rng.uniform(0.5, 1.5))
        self.wish = timedelta(minutes=rng.choice([0, 0, 0, 20, 50]))
        self.conditional = rng.random() < 0.7
        self.bad = [START + timedelta(days=rng.uniform(1, days)) for _ in range(3)]
        self.kind = rng.choice(["503", "429", "away"])
        self.ends = START + timedelta(days=rng.uniform(5, days)) if number % 100 == 0 else None
        self.allowed, self.asked, self.last, self.good = START, 0, START, START
        self.too_often: list[str] = []

    def answer(self, now: datetime, validators: Validators, url: str) -> Fetched | NotModified:
        self.asked += 1
        if now < self.allowed:
            self.too_often.append(f"{url} at {now}, {self.allowed - now} early")
        self.last = now
        self._trouble(now)
        self.good = now
        headers = {"cache-control": f"max-age={int(self.wish.total_seconds())}"} if self.wish else {}
        self.allowed = now + max(self.wish, 5 * MINUTE)
        shown = [n for n, at in enumerate(self.items) if at <= now][-WINDOW:]
        tag = f'"{shown[-1]}"'
        if self.conditional and validators.etag == tag:
            return NotModified(url=url, headers=headers)
        body = json.dumps(shown).encode()
        given = Validators(etag=tag) if self.conditional else Validators()
        return Fetched(url=url, status=200, body=body, headers=headers, validators=given)

    def _trouble(self, now: datetime) -> None:
        if self.ends and now >= self.ends:
            self.allowed = datetime.max.replace(tzinfo=UTC)
            raise FetchError("answered 410 (Gone)", kind="gone", status=410)
        if any(timedelta(0) <= now - at < timedelta(hours=8) for at in self.bad):
            if self.kind == "away":
                self.allowed = now + 5 * MINUTE
                raise FetchError("no connection", kind="temporary")
            wait = 30 * MINUTE
            self.allowed = now + wait
            raise FetchError("answered", kind="temporary", status=int(self.kind), retry_after=wait)


class Web:
    """The Fetcher port over the outlets."""

    def __init__(self, outlets: dict[str, Outlet], now: Callable[[], datetime]) -> None:
        self.outlets, self.now = outlets, now

    async def fetch(
        self, url: str, validators: Validators, *, accept: str, access: Access | None = None
    ) -> Fetched | NotModified:
        _ = accept, access
        return self.outlets[url].answer(self.now(), validators, url)

    async def fetch_page(self, url: str) -> Fetched:
        raise FetchError(f"{url} has no page", kind="hard")

    async def look_again(self, url: str, validators: Validators) -> Fetched | NotModified:
        _ = validators
        return await self.fetch_page(url)

    async def close(self) -> None:
        """Nothing is open."""


class Workers:
    """Settles here; what feedparser would say is written in the body."""

    def __init__(self, outlets: dict[str, Outlet]) -> None:
        self.outlets = outlets

    async def run(self, function: Any, *args: Any) -> Any:
        assert function.func is settle_feed
        feed, state, got = args
        dates = self.outlets[feed.url].items
        items = tuple(Item(key=str(n), link=None, title=f"Item {n}", published=dates[n]) for n in json.loads(got.body))
        return settle_success(feed, state, got, ParsedFeed(title="", language="en", items=items), **function.keywords)

    async def close(self) -> None:
        """Nothing is open."""


async def month(numbers: Sequence[int], days: int, every: timedelta) -> dict[str, object]:
    asyncio.get_running_loop().set_default_executor(Inline(1))
    clock, config = Clock(), load_config(Path("config"))
    feeds = tuple(
        Feed(
            id=f"f{n}",
            url=f"https://o{n}.example/",
            outlet=f"O{n}",
            owner=f"O{n}",
            every=every,
            quickest=every / 3,
            slowest=4 * every,
        )
        for n in numbers
    )
    outlets = {feed.url: Outlet(n, days) for n, feed in zip(numbers, feeds, strict=True)}
    with tempfile.TemporaryDirectory() as folder:
        store = open_database(f"sqlite:///{folder}/month.db")
        store.register_feeds(feeds, clock())
        workers: Any = Workers(outlets)
        pipeline = Pipeline(
            config=replace(config, feeds=feeds), versions=Versions(baseline="b", model="m", code="c"), store=store, fetcher=Web(outlets, clock),
            parsers=workers, readers=workers, notifier=ConsoleNotifier(), pages_folder=Path(folder), now=clock,
        )  # fmt: skip
        memory: list[int] = []
        began = time.monotonic()
        while clock.moment < START + timedelta(days=days):
            await pipeline.poll()
            clock.moment = max(clock.moment + MINUTE, store.next_due() or clock.moment)
            if (clock.moment - START) / timedelta(days=1) >= len(memory) + 1:
                memory.append(int(_resident()))
        found = _judge(outlets, store, clock.moment)
        store.close()
    return {
        **found,
        "resident MiB by day": memory[:: max(len(memory) // 10, 1)],
        "seconds": round(time.monotonic() - began),
    }


def _judge(outlets: dict[str, Outlet], store: Any, until: datetime) -> dict[str, object]:
    stored = _stored(store)
    names = {address: address.removeprefix("https://o").removesuffix(".example/") for address in outlets}
    missed = {f"f{names[at]}": _shown(each) - stored[f"f{names[at]}"] for at, each in outlets.items()}
    living = [each for each in outlets.values() if each.ends is None]
    conditions = Counter(state.condition(until) for state in store.feed_states())
    return {
        "polls": sum(each.asked for each in outlets.values()),
        "items stored": store.counts()["articles"],
        "items missed": sum(missed.values()),
        "feeds that missed some": sorted(name for name, number in missed.items() if number),
        "asked too often": sum(len(each.too_often) for each in outlets.values()),
        "first of these": next((each.too_often[0] for each in outlets.values() if each.too_often), None),
        "longest without a question": str(max(until - each.last for each in living)),
        "conditions": dict(conditions),
    }


def _shown(outlet: Outlet) -> int:
    """Items that were in the window at the first question or came later, up to the last good answer: nobody can have others."""
    before = sum(at <= START for at in outlet.items)
    return sum(at <= outlet.good for at in outlet.items) - max(before - WINDOW, 0)


def _stored(store: Any) -> Counter[str]:
    """Articles by feed."""
    with store._database.read() as connection:  # noqa: SLF001  # no pass needs it
        found = connection.execute(text("SELECT feed_id, count(*) FROM articles GROUP BY 1"))
        return Counter({feed: number for feed, number in found})  # noqa: C416  # rows are no pairs to a type checker


def _resident() -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("feeds", nargs="?", type=int, default=2000)
    parser.add_argument("days", nargs="?", type=int, default=30)
    parser.add_argument("--every", type=float, default=0.25, help="hours; default 0.25")
    parser.add_argument("--outlets", type=int, nargs="+", help="only these, by their numbers")
    given = parser.parse_args()
    logging.disable(logging.WARNING)  # outlets that are away are meant to be
    numbers = given.outlets or range(given.feeds)
    print(json.dumps(asyncio.run(month(numbers, given.days, timedelta(hours=given.every))), indent=1))
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_utime:.0f} s of processor time")


if __name__ == "__main__":
    main()
