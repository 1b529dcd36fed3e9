"""Whatever Slack does to a message, `monitor status` and the page say in words what it means and what to do."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.alerts import SlackNotifier
from monitor.app.environment import read_environment
from monitor.cli.status import status_document
from monitor.pipeline import Pipeline
from monitor.store import open_store
from monitor.types import Versions
from monitor.web import Health
from monitor.web.shelf import Shelf
from monitor.web.views.week import WeekAsked, week_view
from tests.builders import alert, week_config
from tests.fakes import FakeFetcher, InlineWorkers
from tests.slack_server import SlackServer
from tests.slack_workspace import SCOPES

ROOT = Path(__file__).resolve().parents[2]


def revoke(slack: SlackServer) -> None:
    slack.force = (200, "token_revoked")


def archive(slack: SlackServer) -> None:
    slack.workspace.archived.add(slack.channel)


def take_the_scope(slack: SlackServer) -> None:
    slack.workspace.scopes = tuple(scope for scope in SCOPES if scope != "chat:write")


def throw_out(slack: SlackServer) -> None:
    slack.force = (200, "not_in_channel")


def refuse(slack: SlackServer) -> None:
    slack.force = (200, "invalid_blocks")


def plan(flaw: str):
    def spoil(slack: SlackServer) -> None:
        slack.plan = [flaw]

    return spoil


TROUBLE = [
    (revoke, "the token was revoked: install the app again"),
    (archive, "the channel is archived: unarchive it or set SLACK_CHANNEL to another"),
    (take_the_scope, "missing_scope (needed: chat:write); the app lacks a scope: add it"),
    (throw_out, "type /invite @monitor in it"),
    (refuse, "Slack does not take these blocks"),
    (plan("empty"), "an answer that is not Slack's (HTTP 200)"),
    (plan("not_json"), "an answer that is not Slack's (HTTP 200)"),
    (plan("error_before"), "Slack had trouble of its own: internal_error (HTTP 500)"),
    (plan("error_after"), "Slack had trouble of its own: internal_error (HTTP 500)"),
    (plan("hang_up"), "Slack did not answer (RemoteDisconnected)"),
    (plan("rate_limited"), "Slack asks to wait 30 s"),
]


@pytest.fixture
def store():
    opened = open_store("sqlite://")
    opened.upgrade()
    now = datetime.now(UTC)
    opened.add_alerts([alert(raised_at=now, at=now)], now)
    yield opened
    opened.close()


def send(store, slack: SlackServer) -> None:
    workers = InlineWorkers()
    pipeline = Pipeline(
        config=week_config(),
        versions=Versions(baseline="b", model="m", code="c"),
        store=store,
        fetcher=FakeFetcher(),
        parsers=workers,
        readers=workers,
        notifier=SlackNotifier(slack.token, slack.channel, base_url=slack.url, timeout=timedelta(seconds=5)),
        pages_folder=Path(),
        now=lambda: datetime.now(UTC),
    )
    asyncio.run(pipeline.deliver(limit=1))


@pytest.mark.parametrize(("spoil", "words"), TROUBLE, ids=lambda part: getattr(part, "__name__", None))
def test_what_went_wrong_stands_in_the_status_and_on_the_page(store, spoil, words):
    with SlackServer(retry_after=30.0) as slack:
        spoil(slack)
        send(store, slack)

    now = datetime.now(UTC)
    document = status_document(store, week_config(), read_environment({}), now)
    (troubled,) = document["troubled"]
    assert words in str(troubled["error"])
    healthy = Health(ticks={}, stale_after=timedelta(minutes=5))
    shelf = Shelf(
        store=store, review=store.review, config=week_config(), now=now, health=healthy, replays=Path("no-replays")
    )
    assert words in week_view(shelf, WeekAsked()).unsent[0]


def test_what_was_put_right_is_sent_and_said_no_more(store):
    with SlackServer() as slack:
        archive(slack)
        send(store, slack)
        slack.workspace.archived.clear()
        store.wake_deliveries(datetime.now(UTC))
        send(store, slack)

        assert slack.keys() == ["alert:al-0001"]
        assert store.troubled_deliveries(9) == []
