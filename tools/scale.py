"""How many machines so many feeds and articles take: a model on paper, and what it is fitted to.

python tools/scale.py measure [--articles 400] [--postgresql]   processor time and bytes of an article, by what is done with it
python tools/scale.py model [--feeds 100000] [--articles 5000000]   what follows (docs/scale.md)

Measured are articles of about a thousand letters in our own words: one kind names offices and issues, the other nobody whom the topic
knows. Each text differs from the others. What the database's own processes take is counted apart.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import text

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from monitor.alerts import ConsoleNotifier
from monitor.app.parts import open_database
from monitor.config import load_config
from monitor.demo import load_pack
from monitor.engine.tasks import build_reader
from monitor.pipeline import Pipeline
from monitor.types import NewArticle, Versions
from tests.service_process import children_of
from tests.store import throwaway_postgres as postgres
from tests.voices import print_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from monitor.store import SqlStore
    from monitor.types import Article, Reading

START = datetime(2026, 10, 5, tzinfo=UTC)
JOINED = 6
"""Texts of the pack in one article."""
WARM = 10
"""Articles before those that are measured: what is made once is not theirs."""
DAY = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Milliseconds of processor time, and bytes in the database with its indexes. Where each is from: docs/scale.md."""

    poll_same: float = 1.2
    poll_new: float = 20.0
    page: float = 20.0
    read_topic: float = 355.0
    read_other: float = 8.0
    save: float = 5.0
    weigh_topic: float = 26.0
    weigh_other: float = 3.4
    database_topic: float = 9.0
    database_other: float = 2.7
    database_poll: float = 1.5
    bytes_topic: float = 20_000.0
    bytes_other: float = 7_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """`topic`: the share of articles in which an office that is followed says something; `polls`: of a feed in a day; `pages`: the share
    of articles whose text is asked for; `busy`: how full a core may be on average; `peak`: the busiest hour against the mean."""

    feeds: int = 100_000
    articles: int = 5_000_000
    topic: float = 0.1
    polls: float = 72.0
    pages: float = 0.7
    busy: float = 0.6
    peak: float = 2.0
    kept_days: int = 365


# ------------------------------------------------------------------------ the model


def cores(demand: Demand, costs: Costs) -> dict[str, float]:
    """Cores that are busy on average, by what they do."""
    topic, other = demand.articles * demand.topic, demand.articles * (1 - demand.topic)
    polls, news = demand.feeds * demand.polls, min(demand.articles, demand.feeds * demand.polls)
    spent = {
        "poll": (polls - news) * costs.poll_same + news * costs.poll_new,
        "page": demand.articles * demand.pages * costs.page,
        "read": topic * costs.read_topic + other * costs.read_other,
        "lead": demand.articles * costs.save + topic * costs.weigh_topic + other * costs.weigh_other,
        "database": topic * costs.database_topic + other * costs.database_other + polls * costs.database_poll,
    }
    return {name: milliseconds / 1000 / DAY for name, milliseconds in spent.items()}


def model(demand: Demand, costs: Costs) -> None:
    found = cores(demand, costs)
    print(
        f"{demand.feeds:,} feeds, {demand.articles:,} articles a day: {demand.feeds * demand.polls / DAY:.0f} polls and {demand.articles / DAY:.0f} articles a second"
    )
    print("| what | cores busy on average | cores to have |")
    for name, busy in found.items():
        print(f"| {name} | {busy:.1f} | {busy * demand.peak / demand.busy:.0f} |")
    spread = sum(busy for name, busy in found.items() if name not in ("lead", "database"))
    print(f"workers of 16 cores: {spread * demand.peak / demand.busy / 16:.1f}")
    topic = demand.articles * demand.topic
    daily = topic * costs.bytes_topic + (demand.articles - topic) * costs.bytes_other
    print(f"database: {daily / 1e9:.0f} GB a day, {daily * demand.kept_days / 1e12:.1f} TB in {demand.kept_days} days")
    whole = 1000 / (found["lead"] * 1000 * DAY / demand.articles)
    print(
        f"one leading process saves and weighs {whole:.0f} articles a second, {whole * DAY / 1e6:.1f} million a day, where it does nothing else"
    )


# ------------------------------------------------------------------------ what it is fitted to


class Given:
    """Answers readings that were made before, so that what is measured is not the reading."""

    tasks, cpu_seconds = 0, 0.0

    def __init__(self, read: Callable[[Article], Reading]) -> None:
        self._read = read
        self.readings: dict[str, Reading] = {}

    async def run(self, _function: object, found: Article) -> Reading:
        return self.readings.pop(found.id)

    def prepare(self, articles: list[Article]) -> float:
        """Processor milliseconds for each."""
        began = time.process_time()
        self.readings |= {found.id: self._read(found) for found in articles}
        return 1000 * (time.process_time() - began) / max(len(articles), 1)

    async def close(self) -> None:
        """Nothing is open."""


def on_topic(number: int) -> str:
    texts = [each.text for each in load_pack()[1] if each.text.isascii() or "“" in each.text]
    return " ".join(texts[(number * 5 + place * 7) % len(texts)] for place in range(JOINED)) + f" Edition {number}."


def measure(count: int, *, on_postgresql: bool) -> None:
    config = load_config(Path("config"))
    reader = build_reader(config.world, config.rules.merge, config.models)
    reader.read(_article_of(-1, on_topic))
    print("| articles | read, ms | save, ms | weigh, ms | database's processes, ms | bytes | statements |")
    for name, words in (("on the topic", on_topic), ("on nothing", lambda n: f"{print_of(n)} {print_of(n + 5000)}")):
        with ExitStack() as ended:
            url = f"sqlite:///{ended.enter_context(tempfile.TemporaryDirectory())}/scale.db"
            if on_postgresql:
                programs = postgres.server_programs()
                assert programs is not None, postgres.MISSING
                url = postgres.create_database(ended.enter_context(postgres.running(programs)), "scale")
            store = open_database(url)
            ended.callback(store.close)
            given = Given(reader.read)
            pipeline = Pipeline(
                config=config, versions=Versions(baseline="b", model="m", code="c"), store=store, fetcher=cast("Any", None),
                parsers=given, readers=given, notifier=ConsoleNotifier(), pages_folder=Path(), now=lambda: START + timedelta(days=30),
            )  # fmt: skip
            _row(name, count, pipeline, given, words)


def _row(name: str, count: int, pipeline: Pipeline, given: Given, words: Callable[[int], str]) -> None:
    store = cast("SqlStore", pipeline.store)
    store.add_articles([_new(-number, words) for number in range(1, WARM + 1)])
    given.prepare(store.unread(WARM))
    asyncio.run(pipeline.read(WARM))
    asyncio.run(pipeline.weigh())
    before, empty = _server_seconds(), _bytes(store)
    store.add_articles([_new(number, words) for number in range(count)])
    read, save = [], 0.0
    while waiting := store.unread(64):
        read.append(given.prepare(waiting))
        began = time.process_time()
        asyncio.run(pipeline.read(64))
        save += time.process_time() - began
    began = time.process_time()
    while asyncio.run(pipeline.weigh()).done:
        pass
    weigh = time.process_time() - began
    server = _server_seconds() - before
    statements = store.counts()["statements"] / (count + WARM)
    print(
        f"| {name} | {sum(read) / len(read):.0f} | {1000 * save / count:.1f} | {1000 * weigh / count:.1f} | {1000 * server / count:.1f}"
        f" | {(_bytes(store) - empty) / count:.0f} | {statements:.1f} |",
        flush=True,
    )


def _new(number: int, words: Callable[[int], str]) -> NewArticle:
    address = f"https://outlet{number % 50}.example/{number}"
    return NewArticle(
        feed_id=f"f{number % 50}", item_key=str(number), url=address, url_key=address, outlet=f"Outlet {number % 50}", owner=f"Owner {number % 50}",
        title=f"Report {number}", text=words(number), seen=START + timedelta(minutes=number), published=START + timedelta(minutes=number), language="en",
    )  # fmt: skip


def _article_of(number: int, words: Callable[[int], str]) -> Any:
    from tests.builders import article  # noqa: PLC0415  # only what is read before the clock runs

    return article(words(number), language="en")


def _bytes(store: SqlStore) -> int:
    """Of all tables with their indexes."""
    question = (
        "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind = 'r' AND nspname = 'public'"
        if store.is_shared
        else "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    )
    with store._database.read() as connection:  # noqa: SLF001  # no pass needs it
        return int(connection.scalar(text(question)) or 0)


def _server_seconds() -> float:
    """Processor time of all processes of a PostgreSQL below this one, and of those that they saw end."""
    return sum(_seconds_of(pid) for pid in children_of(os.getpid()))


def _seconds_of(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return sum(int(field) for field in fields[11:15]) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["measure", "model"])
    parser.add_argument("--feeds", type=int, default=Demand().feeds)
    parser.add_argument("--articles", type=int)
    parser.add_argument("--postgresql", action="store_true")
    given = parser.parse_args()
    if given.what == "measure":
        measure(given.articles or 400, on_postgresql=given.postgresql)
    else:
        model(Demand(feeds=given.feeds, articles=given.articles or Demand().articles), Costs())


if __name__ == "__main__":
    main()
