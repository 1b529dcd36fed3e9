"""A monitor with its Slack in one process: store, outbox, notifier and socket are the real ones, Slack is the strict stand-in."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monitor.alerts import SlackGroups, SlackNotifier, SlackViews, respond
from monitor.answers import Desk, SlackSocket
from monitor.pipeline import Pipeline
from monitor.store import open_store
from monitor.types import ChatSettings, Versions
from tests.builders import week_config
from tests.fakes import FakeFetcher, InlineWorkers
from tests.service_process import wait_until as wait
from tests.slack_people import Person
from tests.slack_server import SlackServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitor.types import Alert, SignOfLife

TIMEOUT = timedelta(seconds=5)
wait_until = partial(wait, longest=10.0, pause=0.01)
"""Here all is in one process, where looking costs nothing."""


class Office:
    """The parts, and two people who use them."""

    def __init__(self, slack: SlackServer, chat: ChatSettings | None = None) -> None:
        self.slack = slack
        self.config = week_config(chat=chat or ChatSettings())
        self.store = open_store("sqlite://")
        self.store.upgrade()
        self.later = timedelta()
        views = SlackViews(slack.token, base_url=slack.url, timeout=TIMEOUT)
        groups = SlackGroups(slack.token, base_url=slack.url, timeout=TIMEOUT)
        answer = partial(respond, timeout=TIMEOUT)
        self.desk = Desk(store=self.store, config=self.config, views=views, respond=answer, now=self.now, groups=groups)
        self.signs: list[SignOfLife] = []
        self.maria, self.igor = Person(slack), Person(slack, id="U0IGOR", name="igor")
        notifier = SlackNotifier(slack.token, slack.channel, base_url=slack.url, timeout=TIMEOUT, buttons=True)
        workers = InlineWorkers()
        self.pipeline = Pipeline(
            config=self.config,
            versions=Versions(baseline="b", model="m", code="c"),
            store=self.store,
            fetcher=FakeFetcher(),
            parsers=workers,
            readers=workers,
            notifier=notifier,
            pages_folder=Path(),
            now=self.now,
        )

    def now(self) -> datetime:
        return datetime.now(UTC) + self.later

    def tell(self, alert: Alert) -> dict[str, Any]:
        """Raises the alert and sends it; answers its message."""
        self.store.add_alerts([replace(alert, raised_at=self.now())], self.now())
        self.deliver()
        return next(message for message in reversed(self.slack.messages) if "blocks" in message)

    def deliver(self) -> None:
        asyncio.run(self.pipeline.deliver())


@contextmanager
def watching(office: Office, **changes: Any) -> Iterator[SlackSocket]:
    """The socket, started."""
    socket = SlackSocket(
        office.slack.app_token,
        office.desk,
        base_url=office.slack.url,
        timeout=TIMEOUT,
        note=office.signs.append,
        **changes,
    )
    socket.start()
    try:
        yield socket
    finally:
        socket.stop()


@contextmanager
def listening(office: Office, **changes: Any) -> Iterator[SlackSocket]:
    """The socket, connected."""
    with watching(office, **changes) as socket:
        office.slack.switchboard.wait_for_line()
        yield socket


@contextmanager
def opened(*, chat: ChatSettings | None = None, **changes: Any) -> Iterator[Office]:
    """An office that listens; its store is closed at the end, and Slack has found nothing wrong."""
    with SlackServer() as slack:
        office = Office(slack, chat)
        try:
            with listening(office, **changes):
                yield office
            assert slack.switchboard.problems == [], slack.switchboard.problems
        finally:
            office.store.close()
