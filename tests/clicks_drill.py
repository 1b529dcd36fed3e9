"""Clicks in Slack while the service reads: how long each takes to be acknowledged.

    python -m tests.clicks_drill --articles 1000 --clicks 100

The service is a process of its own; a feed brings it the articles, an alert is in the channel, and while articles wait to be read a
person presses its buttons and types commands. Slack gives an app three seconds.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.store import open_store
from tests.builders import alert
from tests.remarks import refusal_of, rss
from tests.service_process import Web, make_config, running, variables, wait_until
from tests.slack_people import Person
from tests.slack_server import SlackServer

if TYPE_CHECKING:
    from monitor.ports import Store

IN_A_FEED = 400
"""A feed that holds far more is cut when it is first met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clicked:
    """Seconds to the acknowledgement; `unread` before the first and after the last click."""

    articles: int
    clicks: int
    slowest: float
    median: float
    unread: tuple[int, int]
    problems: tuple[str, ...]


def click_while_reading(folder: Path, *, articles: int, clicks: int) -> Clicked:
    now = datetime.now(UTC)
    with Web() as web, SlackServer() as slack:
        items = [(f"r{n}", now - timedelta(hours=articles - n), refusal_of(n)) for n in range(articles)]
        feeds = {f"feed-{n}": rss(items[n : n + IN_A_FEED]) for n in range(0, articles, IN_A_FEED)}
        web.answers = {f"/{name}": body for name, body in feeds.items()}
        make_config(folder, {name: web.address(f"/{name}") for name in feeds})
        with running(folder, variables(folder, slack, SLACK_APP_TOKEN=slack.app_token)):
            slack.switchboard.wait_for_line(longest=60)
            store = open_store(f"sqlite:///{folder}/monitor.db")
            try:
                store.add_alerts([alert(raised_at=now)], now)
                wait_until(lambda: slack.messages, longest=30)
                wait_until(lambda: reading(store, articles, now), longest=300)
                before = store.backlog(now).unread
                seconds = press(slack, clicks)
                after = store.backlog(now).unread
            finally:
                store.close()
    ordered = sorted(seconds)
    return Clicked(
        articles=articles,
        clicks=clicks,
        slowest=round(ordered[-1], 3),
        median=round(ordered[len(ordered) // 2], 3),
        unread=(before, after),
        problems=tuple(slack.switchboard.problems),
    )


def reading(store: Store, articles: int, now: datetime) -> bool:
    """All are there, and the first have been read."""
    return store.counts()["articles"] == articles and store.backlog(now).unread < articles


def press(slack: SlackServer, clicks: int) -> list[float]:
    """Buttons of every kind, one after another, with a moment between them."""
    person, message, seconds = Person(slack), slack.messages[0], []
    for number in range(clicks):
        action = ("confirm", "dismiss", "timeline", "mute")[number % 4]
        seconds.append(person.press(action, message=message, value="stale").seconds)
        time.sleep(0.05)
    return seconds


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--clicks", type=int, default=100)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="monitor-clicks-") as folder:
        found = click_while_reading(Path(folder), articles=arguments.articles, clicks=arguments.clicks)
    sys.stdout.write(json.dumps(asdict(found)) + "\n")
    return 0 if found.slowest < 3 and not found.problems else 1


if __name__ == "__main__":
    sys.exit(main())
