"""A store with years of generated news, for measuring: half a month is written row by row, and shifted back by the database itself.

All words are generated, with frequencies as in real texts: `word0` is in most articles, `word3999` in few.
"""

from __future__ import annotations

import random
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, text

from monitor.digest import build_digest, week_of
from monitor.store import schema
from monitor.store.codec import encode, to_json
from monitor.store.weighing import monday_of
from monitor.types import StreamKey, Versions
from tests.builders import alert, digest_rows, evidence, statement, stream, utterance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitor.store import SqlStore
    from monitor.types import Config

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
SHIFTS = 52
PERIOD = timedelta(days=14)
CHUNK = 10_000
VERSIONS = Versions(baseline="b", model="m", code="c")
WORDS = 4_000
SHIFTED: tuple[tuple[Any, tuple[str, ...], tuple[str, ...]], ...] = (
    (schema.articles, ("id", "item_key", "url_key"), ("seen", "published")),
    (schema.article_states, ("article_id",), ("seen", "dated")),
    (schema.readings, ("article_id", "copy_of"), ()),
    (schema.statements, ("article_id",), ()),
    (schema.utterances, ("id",), ("said_at", "week")),
    (schema.alerts, ("id", "key"), ("raised_at", "at")),
)
"""Which columns get another name, and which an earlier day."""
AFTERWARDS = (
    (
        'INSERT INTO spoken (office, issue, n, "first", "last") '
        "SELECT office, issue, count(*), min(said_at), max(said_at) FROM utterances GROUP BY office, issue"
    ),
    "INSERT INTO verdicts (alert_id, word, \"by\", at, note) SELECT id, verdict, 'A. Analyst', raised_at, '' FROM alerts WHERE verdict IS NOT NULL",
    'INSERT INTO decisions (at, "by", action, about, detail) SELECT at, "by", \'verdict\', alert_id, word FROM verdicts',
    (
        "INSERT INTO deliveries (key, kind, ref, state, attempts, next_attempt, ended_at, sent_channel, sent_ts) "
        "SELECT 'alert:' || id, 'alert', id, 'sent', 1, raised_at, raised_at, 'C1', id FROM alerts WHERE channel = 'chat'"
    ),
)


def fill(store: SqlStore, config: Config, articles: int) -> None:
    chance = random.Random(7)
    offices = [office.id for office in config.world.offices][:120]
    issues = [issue.code for issue in config.world.issues]
    store.register_feeds(config.feeds, NOW)
    some = max(20, articles // SHIFTS)
    _forget_search(store)
    steps = (
        (schema.articles, _articles(some, config, chance)),
        (schema.article_states, _states(some)),
        (schema.readings, _readings(some)),
        (schema.statements, _statements(some, offices, issues, chance)),
        (schema.streams, _streams(offices, issues, chance)),
        (schema.utterances, _utterances(some // 3, offices, issues, chance)),
        (schema.alerts, _alerts(max(10, some // 50), offices, issues, chance)),
        (schema.digests, _digests(config)),
    )
    for table, rows in steps:
        _timed(f"{table.name}: written", lambda table=table, rows=rows: _write(store, table, rows))
    for table, named, dated in SHIFTED:
        _timed(f"{table.name}: shifted", lambda asked=(table, named, dated): _shift_rows(store, *asked))
    _run(store, *AFTERWARDS)
    _timed("search: built", lambda: _build_search(store))


def _timed(what: str, do: Any) -> None:
    started = time.monotonic()
    do()
    print(f"{what} in {time.monotonic() - started:.0f} s", flush=True)


def _run(store: SqlStore, *statements: str) -> None:
    with store._database.write() as connection:  # noqa: SLF001 - in bulk, past the passes
        for one in statements:
            connection.execute(text(one))


def _write(store: SqlStore, table: Any, rows: Iterator[dict[str, Any]]) -> None:
    while chunk := list(islice(rows, CHUNK)):
        with store._database.write() as connection:  # noqa: SLF001 - as above
            connection.execute(insert(table), chunk)


def _shift_rows(store: SqlStore, table: Any, named: tuple[str, ...], dated: tuple[str, ...]) -> None:
    """INSERT … SELECT of the two weeks once for each shift, all their days and names changed."""
    columns = [column.name for column in table.c]
    made = [_shifted(column, named, dated, is_postgres=store.is_shared) for column in columns]
    series = " UNION ALL ".join(f"SELECT {back} AS k" for back in range(1, SHIFTS))
    names = ", ".join(f'"{column}"' for column in columns)
    _run(
        store,
        f"INSERT INTO {table.name} ({names}) SELECT {', '.join(made)} FROM ({series}) AS shifts CROSS JOIN {table.name}",
    )


def _shifted(column: str, named: tuple[str, ...], dated: tuple[str, ...], *, is_postgres: bool) -> str:
    if column in named:
        return f"\"{column}\" || '-' || k"  # NULL stays NULL
    if column not in dated:
        return f'"{column}"'
    if is_postgres:
        return f"{column} - 14 * k" if column == "week" else f"{column} - 14 * k * interval '1 day'"
    if column == "week":
        return f"date({column}, '-' || (14 * k) || ' days')"
    earlier = f"strftime('%Y-%m-%d %H:%M:%f', {column}, '-' || (14 * k) || ' days') || '000'"
    return f"CASE WHEN {column} IS NULL THEN NULL ELSE {earlier} END"


def _forget_search(store: SqlStore) -> None:
    """Row by row it would take an hour."""
    if store.is_shared:
        _run(store, "DROP INDEX article_search_words")
    else:
        _run(store, *(f"DROP TRIGGER article_search_{name}" for name in ("added", "changed", "removed")))


def _build_search(store: SqlStore) -> None:
    if store.is_shared:
        index = "CREATE INDEX article_search_words ON articles USING gin (article_search)"
        _run(store, "SET LOCAL maintenance_work_mem = '512MB'", index)
        return
    numbers = "INSERT INTO article_search_numbers (article_id) SELECT id FROM articles ORDER BY seen, id"
    words = (
        "INSERT INTO article_search (rowid, title, text) SELECT n.number, a.title, a.text FROM article_search_numbers n "
        "JOIN articles a ON a.id = n.article_id ORDER BY n.number"
    )
    _run(store, numbers, words)


def _seen(n: int, of: int) -> datetime:
    return NOW - PERIOD + PERIOD * ((n + 0.5) / of)


def _read(of: int) -> int:
    """All but the newest hundredth."""
    return of - max(1, of // 100)


def _articles(of: int, config: Config, chance: random.Random) -> Iterator[dict[str, Any]]:
    """From 30 to 900 words, half of them under 110."""
    weights = [1 / (n + 1) for n in range(WORDS)]
    some = chance.choices([f"word{n}" for n in range(WORDS)], weights, k=400_000)
    for n in range(of):
        at, feed = chance.randrange(399_000), config.feeds[n % len(config.feeds)]
        long = min(900, max(30, int(chance.lognormvariate(4.7, 0.7))))
        yield {
            "id": f"a-{n}", "feed_id": feed.id, "item_key": f"k-{n}", "url": f"https://news.example/{n}", "url_key": f"news/{n}",
            "outlet": feed.outlet, "owner": feed.owner, "title": " ".join(some[at : at + 8]), "text": " ".join(some[at : at + long]),
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
        language = ("en", "en", "ru", "uk", "de", "fr", "pl")[n % 7]
        yield {
            "article_id": f"a-{n}", "language": language, "genre": "news", "furniture": "[]", "signature": b"", "copy_of": copy, "model": "m",
        }  # fmt: skip


def _statements(of: int, offices: list[str], issues: list[str], chance: random.Random) -> Iterator[dict[str, Any]]:
    """None in half of the articles, then from one to five."""
    document = encode(statement(start=0, end=10, text="word1 word"))
    for n in range(_read(of)):
        for place in range(max(0, chance.randrange(-4, 6))):
            yield {
                "article_id": f"a-{n}", "place": place, "office": _one_of(offices, chance), "issue": chance.choice(issues),
                "abstained": chance.random() < 0.4, "document": document,
            }  # fmt: skip


def _one_of(offices: list[str], chance: random.Random) -> str:
    """A few speak most."""
    return offices[min(int(chance.expovariate(0.08)), len(offices) - 1)]


def _streams(offices: list[str], issues: list[str], chance: random.Random) -> Iterator[dict[str, Any]]:
    memory = {"weights": [0.123456789] * 1500}
    for office in offices:
        for issue in issues:
            mean, base = round(chance.uniform(-2, 2), 2), round(chance.uniform(-2, 2), 2)
            one = stream(
                key=StreamKey(office, issue), memory=memory, last_at=NOW - timedelta(hours=5), mean=mean, baseline_mean=base
            )  # fmt: skip
            yield {
                "office": office, "issue": issue, "last_at": one.last_at, "versions": encode(one.versions), "document": encode(one),
                "state": one.state, "n": one.n, "mean": one.mean, "baseline_mean": one.baseline_mean,
            }  # fmt: skip


def _utterances(of: int, offices: list[str], issues: list[str], chance: random.Random) -> Iterator[dict[str, Any]]:
    """Every twentieth is of one stream, so that one is long."""
    usual = utterance(shingles=tuple(range(10**9, 10**9 + 40)))
    for n in range(of):
        key = StreamKey(_one_of(offices, chance), chance.choice(issues)) if n % 20 else StreamKey("RU-MFA", "DIA")
        at = _seen(n, of)
        one = replace(usual, id=f"u-{n}", key=key, said_at=at)
        yield {
            "id": one.id, "office": key.office, "issue": key.issue, "said_at": at, "week": monday_of(at), "document": encode(one),
            "mean": round(chance.uniform(-2, 2), 2), "weight": round(chance.random(), 2),
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
        made = build_digest(
            digest_rows(streams=streams), week=week, config=config, versions=VERSIONS, previous=None, now=week.end
        )
        yield {
            "week": week.name, "starts": week.start, "ends": week.end, "made_at": made.made_at, "content": to_json(made.content),
            "title": made.content["title"], "lines": to_json(made.content["lines"]),
        }  # fmt: skip
