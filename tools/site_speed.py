"""How fast the review site is over a store of a million generated articles.

    python tools/site_speed.py sqlite:///big.db --articles 1000000
    python tools/site_speed.py postgresql://… --articles 1000000

Fills the store where it is empty (all words are generated), then asks every page twenty times over HTTP and tells median and worst,
and the processor time that this process took for one answer. The second run only measures.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import insert, text

from monitor.config import load_config
from monitor.digest import build_digest, week_of
from monitor.store import open_store, schema
from monitor.store.codec import encode, to_json
from monitor.store.weighing import monday_of
from monitor.types import StreamKey, Versions
from monitor.web import Health, create_app
from tests.builders import alert, digest_rows, evidence, statement, stream, utterance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitor.store import SqlStore
    from monitor.types import Config

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
SHIFTS = 52
PERIOD = timedelta(days=14)
CHUNK = 10_000
TIMES = 20
VERSIONS = Versions(baseline="b", model="m", code="c")
WORDS = 4_000
PAGES = (
    "/", "/?week=2026-W40", "/alerts", "/alerts?judged=open&sort=severity", "/alerts?office=RU-MFA&issue=DIA", "/alerts?page=300",
    "/alerts/al-7", "/map", "/map?week=2026-W40", "/said", "/said?week=2026-W40", "/said?office=RU-MFA&page=50",
    "/streams/RU-MFA/DIA", "/streams/RU-MFA/DIA?weeks=104", "/actors", "/actors/RU-MFA", "/issues", "/issues/DIA",
    "/articles", "/articles?q=word1", "/articles?q=word40+word90", "/articles?q=%22word1+word2%22", "/articles?q=word3999",
    "/articles?q=word1+-word2+word3*", "/articles?week=2026-W40", "/articles?stage=unread", "/articles/a-77", "/articles/a-77/copies",
    "/digests", "/weeks", "/digests/2026-W40", "/baseline", "/what-if", "/feeds", "/feeds/{feed}", "/decisions", "/alerts.atom",
    "/api/alerts?limit=1000", "/alerts.csv?limit=1000", "/healthz",
)  # fmt: skip
SHIFTED: tuple[tuple[Any, str, tuple[str, ...]], ...] = (
    (schema.articles, "id", ("seen", "published")),
    (schema.article_states, "article_id", ("seen", "dated")),
    (schema.readings, "article_id", ()),
    (schema.utterances, "id", ("said_at", "week")),
    (schema.alerts, "id", ("raised_at", "at")),
)


def fill(store: SqlStore, config: Config, articles: int) -> None:
    """Two weeks are written row by row, then shifted back fifty-one times by the database itself; the search is built at the end."""
    chance = random.Random(7)
    words = [f"word{n}" for n in range(WORDS)]
    weights = [1 / (n + 1) for n in range(WORDS)]
    offices = [o.id for o in config.world.offices][:120]
    issues = [i.code for i in config.world.issues]
    store.register_feeds(config.feeds, NOW)
    some = max(20, articles // SHIFTS)
    _forget_search(store)
    steps = (
        (schema.articles, _articles(some, config, chance, words, weights)),
        (schema.article_states, _states(some)),
        (schema.readings, _readings(some)),
        (schema.statements, _statements(some)),
        (schema.streams, _streams(offices, issues)),
        (schema.utterances, _utterances(some // 3, offices, issues, chance)),
        (schema.alerts, _alerts(max(10, some // 50), offices, issues, chance)),
        (schema.digests, _digests(config)),
    )
    for table, rows in steps:
        started, n = time.monotonic(), 0
        while chunk := list(islice(rows, CHUNK)):
            with store._database.write() as connection:  # noqa: SLF001 - in bulk, past the passes
                connection.execute(insert(table), chunk)
            n += len(chunk)
        print(f"{table.name}: {n:,} in {time.monotonic() - started:.0f} s", flush=True)
    for table, name, shifted in SHIFTED:
        started = time.monotonic()
        with store._database.write() as connection:  # noqa: SLF001 - as above
            connection.execute(text(_shift(table, name, shifted, connection.dialect.name)))
        print(f"{table.name}: shifted in {time.monotonic() - started:.0f} s", flush=True)
    _build_search(store)


def _shift(table: Any, name: str, shifted: tuple[str, ...], dialect: str) -> str:
    """INSERT … SELECT of the two weeks once for each shift, all their days and names changed."""
    columns = [column.name for column in table.c]
    made = []
    for column in columns:
        if column in shifted:
            made.append(_earlier(column, "date" if column == "week" else "moment", dialect))
        elif column in (name, "key", "item_key", "url_key"):
            made.append(f"{column} || '-' || k")
        elif column == "copy_of":
            made.append("CASE WHEN copy_of IS NULL THEN NULL ELSE copy_of || '-' || k END")
        else:
            made.append(column)
    series = " UNION ALL ".join(f"SELECT {back} AS k" for back in range(1, SHIFTS))
    return f"INSERT INTO {table.name} ({', '.join(columns)}) SELECT {', '.join(made)} FROM ({series}) AS shifts CROSS JOIN {table.name}"


def _earlier(column: str, kind: str, dialect: str) -> str:
    if dialect == "postgresql":
        return f"{column} - 14 * k" if kind == "date" else f"{column} - 14 * k * interval '1 day'"
    if kind == "date":
        return f"date({column}, '-' || (14 * k) || ' days')"
    earlier = f"strftime('%Y-%m-%d %H:%M:%f', {column}, '-' || (14 * k) || ' days') || '000'"
    return f"CASE WHEN {column} IS NULL THEN NULL ELSE {earlier} END"


def _forget_search(store: SqlStore) -> None:
    """Row by row it would take an hour."""
    with store._database.write() as connection:  # noqa: SLF001 - as above
        if connection.dialect.name == "postgresql":
            connection.execute(text("DROP INDEX article_search_words"))
        else:
            for name in ("added", "changed", "removed"):
                connection.execute(text(f"DROP TRIGGER article_search_{name}"))


def _build_search(store: SqlStore) -> None:
    started = time.monotonic()
    with store._database.write() as connection:  # noqa: SLF001 - as above
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL maintenance_work_mem = '512MB'"))
            connection.execute(text("CREATE INDEX article_search_words ON articles USING gin (article_search)"))
        else:
            numbers = "INSERT INTO article_search_numbers (article_id) SELECT id FROM articles ORDER BY seen, id"
            fill = (
                "INSERT INTO article_search (rowid, title, text) SELECT n.number, a.title, a.text FROM article_search_numbers n "
                "JOIN articles a ON a.id = n.article_id ORDER BY n.number"
            )
            for statement in (numbers, fill):
                connection.execute(text(statement))
    print(f"search: {time.monotonic() - started:.0f} s", flush=True)


def _seen(n: int, of: int) -> datetime:
    return NOW - PERIOD + PERIOD * ((n + 0.5) / of)


def _read(of: int) -> int:
    """All but the newest hundredth."""
    return of - max(1, of // 100)


def _articles(
    of: int, config: Config, chance: random.Random, words: list[str], weights: list[float]
) -> Iterator[dict[str, Any]]:
    some = chance.choices(words, weights, k=400_000)
    for n in range(of):
        at, feed = chance.randrange(399_900), config.feeds[n % len(config.feeds)]
        yield {
            "id": f"a-{n}", "feed_id": feed.id, "item_key": f"k-{n}", "url": f"https://news.example/{n}", "url_key": f"news/{n}",
            "outlet": feed.outlet, "owner": feed.owner, "title": " ".join(some[at : at + 8]), "text": " ".join(some[at : at + 60]),
            "seen": _seen(n, of), "published": _seen(n, of), "language": "en", "author": None, "country": None, "is_primary": False,
            "speaks_for": None, "backlog": False,
        }  # fmt: skip


def _states(of: int) -> Iterator[dict[str, Any]]:
    for n in range(of):
        stage = "weighed" if n < _read(of) else "unread"
        yield {"article_id": f"a-{n}", "stage": stage, "seen": _seen(n, of), "dated": _seen(n, of)}


def _readings(of: int) -> Iterator[dict[str, Any]]:
    for n in range(_read(of)):
        copy = f"a-{n - n % 10}" if n % 10 in (7, 8) else None
        yield {
            "article_id": f"a-{n}", "language": "en", "genre": "news", "furniture": "[]", "signature": b"", "copy_of": copy, "model": "m",
        }  # fmt: skip


def _statements(of: int) -> Iterator[dict[str, Any]]:
    document = encode(statement(start=0, end=10, text="word1 word"))
    for n in range(of):
        for place in range(3):
            yield {
                "article_id": f"a-{n}", "place": place, "office": "RU-MFA", "issue": "DIA", "abstained": False, "document": document,
            }  # fmt: skip


def _streams(offices: list[str], issues: list[str]) -> Iterator[dict[str, Any]]:
    memory = {"weights": [0.123456789] * 1500}
    for office in offices:
        for issue in issues:
            one = stream(key=StreamKey(office, issue), memory=memory, last_at=NOW - timedelta(hours=5))
            yield {
                "office": office, "issue": issue, "last_at": one.last_at, "versions": encode(one.versions), "document": encode(one),
                "state": one.state, "n": one.n, "mean": one.mean, "baseline_mean": one.baseline_mean,
            }  # fmt: skip


def _utterances(of: int, offices: list[str], issues: list[str], chance: random.Random) -> Iterator[dict[str, Any]]:
    usual = utterance(shingles=tuple(range(10**9, 10**9 + 40)))
    for n in range(of):
        office = offices[min(int(chance.expovariate(0.08)), len(offices) - 1)] if n % 20 else "RU-MFA"
        issue, said = issues[chance.randrange(len(issues))], _seen(n, of)
        one = replace(usual, id=f"u-{n}", key=StreamKey(office, issue), said_at=said)
        yield {
            "id": one.id, "office": office, "issue": issue, "said_at": said, "week": monday_of(said), "document": encode(one),
            "mean": one.mean, "weight": one.weight,
        }  # fmt: skip


def _alerts(of: int, offices: list[str], issues: list[str], chance: random.Random) -> Iterator[dict[str, Any]]:
    places = tuple(evidence(article=f"a-{n}") for n in range(8))
    for n in range(of):
        office = "RU-MFA" if n % 7 == 0 else offices[n % len(offices)]
        issue = "DIA" if n % 7 == 0 else issues[n % len(issues)]
        one = alert(
            id=f"al-{n}", key=f"k-{n}", office=office, issue=issue, raised_at=_seen(n, of), at=_seen(n, of),
            severity=20 + n % 75, confidence=round(chance.random(), 2), evidence=places, channel="chat" if n % 3 else "digest",
        )  # fmt: skip
        row = {
            name: getattr(one, name)
            for name in ("id", "key", "kind", "status", "raised_at", "at", "office", "issue", "channel")
        }
        more = {name: getattr(one, name) for name in ("story", "bloc", "severity", "confidence")}
        yield {
            **row, **more, "versions": encode(one.versions), "document": encode(one), "verdict": ("confirm", "stale", None)[n % 3],
        }  # fmt: skip


def _digests(config: Config) -> Iterator[dict[str, Any]]:
    streams = tuple(
        stream(key=StreamKey(office.id, issue.code))
        for office in config.world.offices[:40]
        for issue in config.world.issues
    )
    for back in range(1, 105):
        week = week_of(NOW - timedelta(weeks=back), "Europe/Brussels")
        rows = digest_rows(streams=streams)
        made = build_digest(rows, week=week, config=config, versions=VERSIONS, previous=None, now=week.end)
        yield {
            "week": week.name, "starts": week.start, "ends": week.end, "made_at": made.made_at, "content": to_json(made.content),
        }  # fmt: skip


async def measure(store: SqlStore, config: Config) -> float:
    health = Health(ticks={}, stale_after=timedelta(minutes=5))
    application = create_app(
        store, review=store.review, accounts=store.review, config=config, health=lambda: health, now=lambda: NOW, replays=Path("none")
    )  # fmt: skip
    worst = 0.0
    async with TestClient(TestServer(application)) as client:
        print(f"{'page':<46}{'median':>9}{'worst':>9}{'processor':>11}  (ms)")
        for path in PAGES:
            took, cost = await _ask(client, path.replace("{feed}", config.feeds[0].id))
            worst = max(worst, statistics.median(took))
            print(f"{path:<46}{statistics.median(took):>9.0f}{max(took):>9.0f}{cost:>11.0f}", flush=True)
    return worst


async def _ask(client: TestClient[Any, Any], path: str) -> tuple[list[float], float]:
    took = []
    processor = time.process_time()
    for _ in range(TIMES):
        started = time.perf_counter()
        answer = await client.get(path)
        await answer.read()
        took.append((time.perf_counter() - started) * 1000)
        if answer.status != 200:
            print(f"{path}: {answer.status} {(await answer.text())[:200]}")
    return took, (time.process_time() - processor) * 1000 / TIMES


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database")
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--config", type=Path, default=Path("config"))
    arguments = parser.parse_args()
    config, store = load_config(arguments.config), open_store(arguments.database)
    store.upgrade()
    if store.first_seen() is None:
        fill(store, config, arguments.articles)
    if arguments.database.startswith("postgresql"):
        with store._database.write() as connection:  # noqa: SLF001 - as its own housekeeping would
            connection.execute(text("ANALYZE"))
    worst = asyncio.run(measure(store, config))
    print(f"slowest median: {worst:.0f} ms")
    store.close()


if __name__ == "__main__":
    main()
