"""How long from an item in a feed to its alert in Slack, while thousands of feeds are asked and what the press prints is read.

    python -m tests.latency_drill --feeds 2000 --moves 100 --every 300 --minutes 10 [--postgresql]

`monitor run` is a process of its own, the feeds are real ones over HTTP, Slack is the strict stand-in. Each move of an office is an
item that must raise one alert. What is counted is the time beyond the poll interval: from the moment a feed with the item was handed
out until the message is in Slack, and what the question came later than the interval allows.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monitor.demo import load_pack
from monitor.store import open_store
from tests.newsstand import News, Newsstand
from tests.service_process import rows, running, variables, wait_until
from tests.slack_server import SlackServer
from tests.store import throwaway_postgres as postgres
from tests.voices import line_of, make_folder, offer_of, office_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.service_process import Service

SETTINGS = """
[network]
allow_private = true
[polling]
at_least = "{least:.0f}s"
[alerts]
per_week = 100000
per_day = 100000
min_severity = 0
[web]
listen = "127.0.0.1:0"
"""
STAGES = """
SELECT alerts.office, articles.seen, article_states.read_at, article_states.weighed_at, deliveries.ended_at, articles.item_key
FROM alerts JOIN deliveries ON deliveries.ref = alerts.id AND deliveries.kind = 'alert'
JOIN articles ON articles.item_key LIKE 'move-%' AND articles.speaks_for = alerts.office
JOIN article_states ON article_states.article_id = articles.id
"""
UNENDED = "SELECT count(*) FROM deliveries WHERE kind = 'alert' AND ended_at IS NULL"
WATCHED = ("monitor_alert_lag_seconds", "monitor_pass_seconds_total", "monitor_pass_pieces_total", "monitor_task")
STARTS = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantiles:
    """Seconds."""

    p50: float
    p95: float
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """`told`: offices, each of which moves once; `twice`: messages and alerts beyond these. `beyond`: past the poll interval; the next five are its parts. `waited`: from publication
    until the feed was asked."""

    feeds: int
    moves: int
    told: int
    twice: int
    polls_a_second: float
    articles_read: int
    waited: Quantiles
    beyond: Quantiles
    late: Quantiles
    parsed: Quantiles
    read: Quantiles
    weighed: Quantiles
    posted: Quantiles
    metrics: dict[str, float]

    @property
    def whole(self) -> bool:
        return self.told == self.moves and self.twice == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`press_a_day`: articles a feed prints in a day. The calendar of moves begins when all feeds have been met."""

    feeds: int
    moves: int
    every: float
    seconds: float
    press_a_day: float = 12.0
    seed: int = 11


def measure(folder: Path, plan: Plan, *, on_postgresql: bool = False) -> Measured:
    """One run."""
    with ExitStack() as ended:
        slack = ended.enter_context(SlackServer())
        more = {}
        if on_postgresql:
            programs = postgres.server_programs()
            assert programs is not None, postgres.MISSING
            more["DATABASE_URL"] = postgres.create_database(ended.enter_context(postgres.running(programs)), "latency")
        shelves = _first(plan)
        stand = ended.enter_context(Newsstand(shelves, lambda: datetime.now(UTC)))
        make_folder(
            folder,
            voices={number: stand.address(f"voice-{number}") for number in range(plan.moves)},
            press={name: stand.address(name) for name in shelves if name.startswith("press")},
            settings=SETTINGS.format(least=min(plan.every / 2, 300)),
            every=f"{plan.every:.0f}s",
        )
        env = variables(folder, slack, **more)
        service = ended.enter_context(running(folder, env))
        service.wait_for("monitoring ", longest=60)
        store = open_store(env["DATABASE_URL"])
        ended.callback(store.close)
        wait_until(lambda: _all_met(store, plan.feeds), longest=1800)
        begun, asked = time.monotonic(), _asked(stand)
        before = store.counts()["articles"]
        moves = _publish(stand, plan)
        wait_until(lambda: len(slack_moves(slack)) >= plan.moves, longest=plan.seconds + 2 * plan.every + 120)
        seconds, asked = time.monotonic() - begun, _asked(stand) - asked
        wait_until(lambda: _unended(store) == 0, longest=60)
        return _measured(plan, stand, slack, store, service, moves, polls=asked / seconds, before=before)


def _first(plan: Plan) -> dict[str, list[News]]:
    """What each feed shows when it is met: its past."""
    now, texts = datetime.now(UTC), [article.text for article in load_pack()[1] if len(article.text) > 300]
    shelves = {f"voice-{n}": [News(f"line-{n}", now - STARTS, line_of(n))] for n in range(plan.moves)}
    for number in range(plan.feeds - plan.moves):
        shelves[f"press-{number}"] = [
            News(f"p{number}-0", now - STARTS, f"{texts[number % len(texts)]} Edition {number}.")
        ]
    return shelves


def _publish(stand: Newsstand, plan: Plan) -> dict[str, datetime]:
    """Puts the calendar on the shelves: one move of each voice, and the press all the while."""
    chance, begin = random.Random(plan.seed), datetime.now(UTC) + timedelta(seconds=2)
    texts = [article.text for article in load_pack()[1] if len(article.text) > 300]
    moves = {
        f"move-{n}": begin + timedelta(seconds=plan.seconds * (n + chance.random()) / plan.moves)
        for n in range(plan.moves)
    }
    for number in range(plan.moves):
        stand.add(f"voice-{number}", [News(f"move-{number}", moves[f"move-{number}"], offer_of(number))])
    length = plan.seconds + plan.every
    for number in range(plan.feeds - plan.moves):
        count = sum(chance.random() < length * plan.press_a_day / 86_400 / 10 for _ in range(10))
        times = sorted(begin + timedelta(seconds=length * chance.random()) for _ in range(count))
        items = [
            News(
                f"p{number}-{n + 1}",
                at,
                f"{texts[(number + 7 * n) % len(texts)]} Edition {number}, page {n}.",
                summary=n % 4 == 3,
            )
            for n, at in enumerate(times)
        ]
        stand.add(f"press-{number}", items)
    return moves


def _asked(stand: Newsstand) -> int:
    return sum(shelf.asked for shelf in stand.shelves.values())


def _all_met(store: Any, feeds: int) -> bool:
    backlog = store.backlog(datetime.now(UTC))
    return store.counts()["articles"] >= feeds and not (backlog.unread or backlog.unweighed or backlog.pages)


def _unended(store: Any) -> int:
    """Messages in Slack that the store has not noted yet."""
    return int(rows(store, UNENDED)[0][0])


def slack_moves(slack: SlackServer) -> list[str]:
    return [key for key in slack.keys() if key.startswith("alert:")]  # noqa: SIM118  # the server's own method, no mapping's


def _measured(
    plan: Plan,
    stand: Newsstand,
    slack: SlackServer,
    store: Any,
    service: Service,
    moves: dict[str, datetime],
    *,
    polls: float,
    before: int,
) -> Measured:
    parts: dict[str, list[float]] = {
        name: [] for name in ("waited", "late", "parsed", "read", "weighed", "posted", "beyond")
    }
    offices = {office_of(number) for number in range(plan.moves)}
    seen = [row for row in rows(store, STAGES) if row.office in offices]
    for row in seen:
        handed, published = stand.handed[row.item_key][0], moves[row.item_key]
        stages = [handed, *(_moment(value) for value in (row.seen, row.read_at, row.weighed_at, row.ended_at))]
        spans = [(later - earlier).total_seconds() for earlier, later in pairwise(stages)]
        waited = (handed - published).total_seconds()
        late = max(0.0, waited - plan.every)
        for name, value in zip(
            ("waited", "late", "parsed", "read", "weighed", "posted", "beyond"),
            (waited, late, *spans, late + sum(spans)),
            strict=True,
        ):
            parts[name].append(value)
    told, twice = told_of([row.office for row in seen], slack_moves(slack))
    return Measured(
        feeds=plan.feeds,
        moves=plan.moves,
        told=told,
        twice=twice,
        polls_a_second=round(polls, 1),
        articles_read=store.counts()["articles"] - before,
        metrics=_metrics(service),
        **{name: _quantiles(values) for name, values in parts.items()},
    )


def told_of(alerted: Sequence[str], keys: Sequence[str]) -> tuple[int, int]:
    """How many offices were told of, and how many alerts of an office and messages of an alert were too many."""
    offices = len(set(alerted))
    return offices, len(alerted) - offices + len(keys) - len(set(keys))


def _moment(value: Any) -> datetime:
    """SQLite gives the text of a time, PostgreSQL a time."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found


def _quantiles(values: list[float]) -> Quantiles:
    ranked = sorted(values) or [float("nan")]
    at = [ranked[min(len(ranked) - 1, round(share * (len(ranked) - 1)))] for share in (0.5, 0.95, 1.0)]
    return Quantiles(**dict(zip(("p50", "p95", "most"), (round(value, 2) for value in at), strict=True)))


def _metrics(service: Service) -> dict[str, float]:
    lines = [line.rpartition(" ") for line in service.get("/metrics")[1].splitlines() if line.startswith(WATCHED)]
    return {name: round(float(value), 2) for name, _, value in lines if float(value)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=2000)
    parser.add_argument("--moves", type=int, default=100)
    parser.add_argument("--every", type=float, default=300.0, help="seconds between two questions to a feed")
    parser.add_argument("--minutes", type=float, default=10.0, help="over which the moves are spread")
    parser.add_argument("--press", type=float, default=12.0, help="articles that each other feed prints in a day")
    parser.add_argument("--postgresql", action="store_true")
    given = parser.parse_args()
    plan = Plan(
        feeds=given.feeds, moves=given.moves, every=given.every, seconds=given.minutes * 60, press_a_day=given.press
    )
    with tempfile.TemporaryDirectory(prefix="monitor-latency-") as folder:
        found = measure(Path(folder), plan, on_postgresql=given.postgresql)
    sys.stdout.write(json.dumps(asdict(found), indent=1) + f"\n{'whole' if found.whole else 'NOT WHOLE'}\n")
    return 0 if found.whole else 1


if __name__ == "__main__":
    sys.exit(main())
