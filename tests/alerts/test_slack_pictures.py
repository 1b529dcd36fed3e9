"""Pictures in a thread: uploaded once through every fault, with words for those who do not see them, and never in the way."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.alerts import SlackNotifier
from monitor.digest import parse_week
from monitor.errors import NotifyError
from monitor.pipeline import Pipeline
from monitor.store import open_store
from monitor.types import ChatSettings, DeliverySettings, Picture, Sent, Versions, Weighed
from tests.builders import alert, found_article, stream, utterance, week_config
from tests.fakes import FakeClock, FakeFetcher, FakeGallery, FakeNotifier, InlineWorkers
from tests.slack_server import SlackServer
from tests.slack_workspace import SCOPES

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
ONE = Picture(name="streams", title="The stream", alt="It rose from −1 to +1.", png=PNG)


def notifier_for(slack: SlackServer, **changes) -> SlackNotifier:
    return SlackNotifier(slack.token, slack.channel, base_url=slack.url, timeout=timedelta(seconds=5), **changes)


def told(slack: SlackServer) -> tuple[SlackNotifier, Sent]:
    notifier = notifier_for(slack)
    return notifier, notifier.send_alert(alert(), "alert:a")


# ---------------------------------------------------------------- the notifier


def test_pictures_are_one_message_of_the_thread_with_their_words():
    with SlackServer() as slack:
        notifier, first = told(slack)
        notifier.gallery.show([ONE, replace(ONE, name="positions")], first, "picture:alert:a")

        (message,) = slack.workspace.thread(first.ts)
        assert [file["title"] for file in message["files"]] == ["The stream"] * 2
        assert {file["alt_txt"] for file in message["files"]} == {"It rose from −1 to +1."}
        assert {upload.body for upload in slack.workspace.files.uploads.values()} == {PNG}


@pytest.mark.parametrize("flaw", ["hang_up", "error_after", "empty", "not_json"])
def test_a_picture_whose_outcome_is_unknown_is_found_in_its_thread(flaw):
    with SlackServer() as slack:
        notifier, first = told(slack)
        slack.plan = [None, None, flaw]
        with pytest.raises(NotifyError) as caught:
            notifier.gallery.show([ONE], first, "picture:alert:a")

        assert caught.value.outcome == "unknown"
        assert notifier.finder.find("picture:alert:a", NOW - timedelta(days=9999), first) is not None
        assert notifier.finder.find("picture:alert:b", NOW - timedelta(days=9999), first) is None


@pytest.mark.parametrize("step", [0, 1])
def test_what_breaks_before_the_last_step_leaves_nothing_in_the_thread(step):
    with SlackServer() as slack:
        notifier, first = told(slack)
        slack.plan = [*[None] * step, "error_before"]
        with pytest.raises(NotifyError):
            notifier.gallery.show([ONE], first, "picture:alert:a")

        assert slack.workspace.thread(first.ts) == []


def test_a_missing_scope_is_said_with_both_ways_out():
    with SlackServer(scopes=[scope for scope in SCOPES if scope != "files:write"]) as slack:
        notifier, first = told(slack)
        with pytest.raises(NotifyError) as caught:
            notifier.gallery.show([ONE], first, "picture:alert:a")
        lines = notifier.check()

    assert caught.value.outcome == "not_sent"
    assert "files:write" in str(caught.value)
    assert "pictures = false" in str(caught.value)
    assert str(caught.value) in lines


def test_nobody_is_asked_for_a_scope_that_is_not_wanted():
    with SlackServer(scopes=[scope for scope in SCOPES if scope != "files:write"]) as slack:
        notifier = notifier_for(slack, chat=ChatSettings(pictures=False))

        assert notifier.gallery is None
        assert not any("pictures" in line for line in notifier.check())


def test_a_thread_that_was_deleted_gets_no_pictures():
    with SlackServer() as slack:
        notifier, first = told(slack)
        slack.messages.clear()

        assert notifier.gallery.show([ONE], first, "picture:alert:a") == first
        assert slack.messages == []


# ---------------------------------------------------------------- with the outbox


class Told:
    """A store with an alert on a stream that can be drawn, and the deliver pass over it."""

    def __init__(self, notifier, *, clock=None) -> None:
        self.clock = clock or FakeClock(NOW)
        self.store = open_store("sqlite://")
        self.store.upgrade()
        self.store.add_articles([found_article(id="a1")])
        weighed = Weighed(utterances=(utterance(),), streams=(stream(),), alerts=(self.alert(1),))
        self.store.save_weighed("a1", weighed, self.clock())
        workers = InlineWorkers()
        settings = DeliverySettings(lease=timedelta(0), timeout=timedelta(seconds=5), at_most=timedelta(milliseconds=1))
        self.pipeline = Pipeline(
            config=week_config(delivery=settings),
            versions=Versions(baseline="b", model="m", code="c"),
            store=self.store,
            fetcher=FakeFetcher(),
            parsers=workers,
            readers=workers,
            notifier=notifier,
            pages_folder=Path(),
            now=self.clock,
        )

    def alert(self, number: int, **changes):
        return alert(id=f"al-{number}", key=f"k{number}", at=self.clock(), raised_at=self.clock(), **changes)

    def deliver(self):
        return asyncio.run(self.pipeline.deliver())


@pytest.fixture
def wall():
    return FakeGallery()


@pytest.fixture
def told_alert(wall):
    made = Told(FakeNotifier(gallery=wall))
    yield made
    made.store.close()


def test_the_stream_hangs_under_its_alert_once(told_alert, wall):
    told_alert.deliver()
    told_alert.deliver()

    ((key, place, pictures),) = wall.shown
    assert key == "picture:alert:al-1"
    assert place == Sent(channel="C1", ts="1")
    assert pictures[0].png.startswith(PNG[:8])


def test_the_charts_of_a_week_hang_under_its_digest(told_alert, wall):
    made = told_alert.pipeline.make_digest(parse_week("2026-W47", "Europe/Brussels"))
    told_alert.store.save_digest(made, send=True)
    told_alert.deliver()

    assert "picture:digest:2026-W47" in [key for key, _, _ in wall.shown]


def test_a_failed_picture_holds_up_no_alert_and_no_reply(told_alert, wall):
    wall.fail_with = NotifyError("the app lacks files:write", outcome="not_sent", retry_after=timedelta(minutes=15))
    told_alert.deliver()
    told_alert.store.add_alerts(
        [told_alert.alert(2), told_alert.alert(3, story="al-1", channel="digest")], told_alert.clock()
    )
    told_alert.deliver()

    posted = [key for key, _ in told_alert.pipeline.notifier.posted]
    assert posted == ["alert:al-1", "alert:al-2", "alert:al-3"]
    assert [waiting.key for waiting in told_alert.store.troubled_deliveries(9)][:1] == ["picture:alert:al-1"]


def test_a_picture_that_waits_goes_out_once_it_can_and_not_under_an_old_message(told_alert, wall):
    wall.fail_with = NotifyError("not now", outcome="not_sent")
    told_alert.deliver()
    wall.fail_with = None
    told_alert.clock.pass_time(days=8)
    told_alert.deliver()

    assert wall.shown == []
    assert told_alert.store.troubled_deliveries(9) == []


def test_trouble_with_pictures_is_logged_once(told_alert, wall, caplog):
    caplog.set_level("INFO")
    wall.fail_with = NotifyError("the app lacks files:write", outcome="not_sent")
    for _ in range(3):
        told_alert.deliver()
        told_alert.clock.pass_time(minutes=20)

    assert caplog.text.count("the app lacks files:write") == 1


def test_a_receiver_without_a_wall_gets_no_picture_rows():
    made = Told(FakeNotifier())
    made.deliver()

    assert made.store.backlog(made.clock()).undelivered == 0
    made.store.close()


FLAKY = {
    "rate_limited": 0.1,
    "error_before": 0.1,
    "error_after": 0.15,
    "hang_up": 0.15,
    "empty": 0.05,
    "not_json": 0.05,
}


def test_through_a_flaky_slack_each_alert_has_its_picture_once():
    with SlackServer(flaky=FLAKY, seed=5, retry_after=0.001) as slack:
        made = Told(notifier_for(slack), clock=lambda: datetime.now(UTC))
        made.store.add_alerts([made.alert(n) for n in range(2, 4)], made.clock())
        while made.store.backlog(made.clock()).undelivered:
            made.deliver()
        made.store.close()

        shown = [m for m in slack.messages if m.get("files")]
        assert sorted(slack.keys()) == [f"alert:al-{n}" for n in range(1, 4)]
        assert len(shown) == 3
        assert len({m["thread_ts"] for m in shown}) == 3
