"""How fast the review site is over a store of a million generated articles.

    python tools/site_speed.py sqlite:///big.db --articles 1000000
    python tools/site_speed.py postgresql://… --articles 1000000

Fills the store where it is empty (tools/site_fill.py), then asks every page and its JSON twin thirty times over HTTP and tells, by the
clock, best, median, 95th of a hundred and worst, and the processor time that the site's process took for one answer (with SQLite that is
all of it). On a busy machine the best is nearest to what an idle one takes. The second run only measures; `--only /map` asks the pages
that begin so, `--times 10` more seldom.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import text

from monitor.config import load_config
from monitor.store import open_store
from tools.shown_site import site_over
from tools.site_fill import NOW, fill

if TYPE_CHECKING:
    from monitor.store import SqlStore
    from monitor.types import Config

ALLOWED_MS = 200
PAGES = (
    "/", "/?week=2026-W40", "/alerts", "/alerts?judged=open&sort=severity", "/alerts?office=RU-MFA&issue=DIA", "/alerts?page=300",
    "/alerts/al-7", "/map", "/map?week=2026-W40", "/said", "/said?week=2026-W40", "/said?office=RU-MFA&page=50", "/said?page=6000",
    "/streams/RU-MFA/DIA", "/streams/RU-MFA/DIA?weeks=104", "/actors", "/actors/RU-MFA", "/issues", "/issues/DIA",
    "/articles", "/articles?q=word1", "/articles?q=word40+word90", "/articles?q=%22word1+word2%22", "/articles?q=word3999",
    "/articles?q=word1+-word2+word39*", "/articles?q=word1&feed={feed}", "/articles?q=word300", "/articles?q=word300&stage=unread", "/articles?q=word3000&week=2025-W40", "/articles?week=2026-W40",
    "/articles?stage=unread", "/articles?feed={feed}", "/articles?after=2025-01-06T12:00:00%2B00:00_a-77-49",
    "/articles/a-77", "/articles/a-70/copies", "/digests", "/digests?page=4", "/weeks", "/digests/2026-W40", "/baseline",
    "/what-if", "/feeds", "/feeds/{feed}", "/decisions", "/decisions?page=200",
)  # fmt: skip
ALONE = (
    "/alerts.atom",
    "/alerts.csv",
    "/api/alerts?limit=1000",
    "/alerts.csv?limit=1000",
    "/api/said?limit=1000",
    "/healthz",
    "/metrics",
)
"""What has no twin, and the longest answers that may be asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """Milliseconds."""

    clock: list[float]
    processor: float

    @property
    def median(self) -> float:
        return statistics.median(self.clock)

    @property
    def late(self) -> float:
        return sorted(self.clock)[int(len(self.clock) * 0.95)]


def asked(feed: str) -> list[str]:
    """Every page, and its twin."""
    pages = [page.replace("{feed}", feed) for page in PAGES]
    twins = [f"/api/week{page[1:]}" if page == "/" or page.startswith("/?") else f"/api{page}" for page in pages]
    return [*pages, *twins, *ALONE]


async def measure(store: SqlStore, config: Config, paths: list[str], *, times: int) -> dict[str, Took]:
    application = site_over(store, config, now=NOW, replays=Path("none"))
    found = {}
    async with TestClient(TestServer(application)) as client:
        print(f"{'page':<50}{'best':>8}{'median':>8}{'95 %':>8}{'worst':>8}{'processor':>11}  (ms)")
        for path in paths:
            found[path] = took = await _ask(client, path, times)
            told = f"{min(took.clock):>8.0f}{took.median:>8.0f}{took.late:>8.0f}{max(took.clock):>8.0f}{took.processor:>11.0f}"
            print(f"{path:<50}{told}{'  OVER' if took.processor > ALLOWED_MS else ''}", flush=True)
    return found


async def _ask(client: TestClient[Any, Any], path: str, times: int) -> Took:
    clock = []
    await (await client.get(path)).read()
    processor = time.process_time()
    for _ in range(times):
        started = time.perf_counter()
        answer = await client.get(path)
        await answer.read()
        clock.append((time.perf_counter() - started) * 1000)
        if answer.status != 200:
            print(f"{path}: {answer.status} {(await answer.text())[:200]}")
            break
    return Took(clock=clock, processor=(time.process_time() - processor) * 1000 / len(clock))


def tidy(store: SqlStore) -> None:
    """As PostgreSQL's own housekeeping does it before long."""
    engine = store._database.writing  # noqa: SLF001 - outside any transaction
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database")
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--config", type=Path, default=Path("config"))
    parser.add_argument("--only", default="")
    parser.add_argument("--times", type=int, default=30)
    arguments = parser.parse_args()
    config, store = load_config(arguments.config), open_store(arguments.database)
    store.upgrade()
    if store.first_seen() is None:
        fill(store, config, arguments.articles)
    if arguments.database.startswith("postgresql"):
        tidy(store)
    paths = [path for path in asked(config.feeds[0].id) if path.startswith(arguments.only)]
    found = asyncio.run(measure(store, config, paths, times=arguments.times))
    print(f"slowest median: {max(took.median for took in found.values()):.0f} ms")
    print(f"most processor time: {max(took.processor for took in found.values()):.0f} ms")
    store.close()


if __name__ == "__main__":
    main()
