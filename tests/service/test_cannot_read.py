"""A machine on which no process can be had that reads: whom it asks, what it keeps, what it says of itself, and when that is over."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from monitor import scheduler as clock
from monitor.app.clock import utc_now
from monitor.app.health import health_of
from monitor.cli.service import _run_passes
from monitor.engine import local
from monitor.errors import FetchError, WorkersError
from monitor.scheduler import Scheduler
from monitor.store import open_store
from monitor.types import CANNOT_READ, ChatSettings, Inability, PollResult, Reading
from monitor.web.health import report
from tests.cli.conftest import folder, say
from tests.fakes import InlineWorkers
from tests.service.test_workers import NoProcess
from tests.service_process import Web, make_config
from tests.test_poll_pass import FEED, Round, until_done

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said

__all__ = ["folder", "say"]
EVERY = timedelta(minutes=15)


async def refused(round_: Round) -> None:
    with pytest.raises(WorkersError, match="cannot read feeds and pages since"):
        await round_.pipeline.poll(limit=4)


def states(round_: Round) -> list:
    return round_.store.feed_states()


def titles(round_: Round) -> set[str]:
    return {article.title for article in round_.store.unread(99)}


def brings(round_: Round, title: str) -> None:
    for number, each in enumerate(round_.feeds):
        named = FEED.replace(b"One", f"{title} {number}".encode()).replace(b"%d", f"{title}{number}".encode())
        round_.web.documents[each.url] = named


async def test_what_came_is_kept_and_read_once_one_can_be_had_and_meanwhile_nobody_is_asked() -> None:
    round_ = Round(3)
    brings(round_, "first")
    round_.workers.away = True
    begun = round_.clock()
    await refused(round_)
    assert len(round_.web.asked) == 3
    assert all(state.next_due - begun >= EVERY / 2 and not state.failures for state in states(round_))
    assert all(state.outcome.startswith("came, and is not read yet") for state in states(round_))

    brings(round_, "second")
    for _ in range(4):
        round_.clock.pass_time(hours=6)
        await refused(round_)
    assert len(round_.web.asked) == 3

    round_.workers.away = False
    assert await until_done(round_, 6) == 6
    assert len(round_.web.asked) == 6
    assert titles(round_) == {f"{when} {n}" for when in ("first", "second") for n in range(3)}
    assert {article.seen for article in round_.store.unread(99)} == {begun, round_.clock()}
    assert round_.pipeline.kept == {}


async def test_what_came_after_its_pass_had_ended_is_read_before_the_feed_is_asked_again() -> None:
    round_ = Round(1)
    brings(round_, "first")
    round_.workers.away = True
    with pytest.raises(WorkersError):
        await round_.pipeline.poll(patience=0)
    await asyncio.wait(round_.pipeline.polling)
    round_.clock.pass_time(hours=6)
    await refused(round_)

    brings(round_, "second")
    round_.workers.away = False
    assert await until_done(round_, 3) == 3
    assert titles(round_) == {"first 0", "second 0"}


async def test_once_it_is_known_no_more_are_asked() -> None:
    round_ = Round(20)
    round_.workers.away = True
    await refused(round_)
    assert len(round_.web.asked) == 4


async def test_a_feed_that_failed_is_neither_blamed_nor_cleared_by_what_we_cannot_read() -> None:
    round_ = Round(1)
    (first,) = states(round_)
    round_.store.save_poll(PollResult(state=replace(first, failures=2, failing_since=round_.clock())))
    round_.workers.away = True
    await refused(round_)
    assert (states(round_)[0].failures, states(round_)[0].failing_since) == (2, round_.clock())


async def test_what_another_process_has_asked_since_is_not_read_from_what_is_kept() -> None:
    round_ = Round(1)
    round_.workers.away = True
    await refused(round_)
    (kept,) = states(round_)
    round_.clock.pass_time(minutes=1)
    newer = replace(kept, last_polled_at=round_.clock(), outcome="1 item", next_due=round_.clock() + EVERY)
    round_.store.save_poll(PollResult(state=newer))
    round_.workers.away = False

    assert (await round_.pipeline.poll()).done == 0
    assert (states(round_), round_.pipeline.kept) == ([newer], {})


async def test_three_days_in_which_we_could_not_read_are_no_silence_of_the_feed_nor_of_whom_it_hears() -> None:
    round_ = Round(2)
    await round_.pipeline.poll()
    last = round_.clock()
    round_.clock.pass_time(minutes=20)
    brings(round_, "second")
    round_.workers.away = True
    for _ in range(3):
        await refused(round_)
        round_.clock.pass_time(days=1)
    assert {state.condition(round_.clock()) for state in states(round_)} == {"working"}

    round_.workers.away = False
    round_.web.documents[round_.feeds[0].url] = FetchError("answered 503", kind="soft", status=503)
    await round_.pipeline.poll(patience=1)
    await round_.pipeline.poll(patience=1)
    failing, working = states(round_)
    assert (failing.condition(round_.clock()), working.condition(round_.clock())) == ("failing", "working")
    assert not failing.is_down(round_.clock() + timedelta(hours=20))
    assert round_.store.feed_absences(last, round_.clock())[working.feed_id] == [
        (last + timedelta(minutes=20), round_.clock())
    ]


async def until(holds: Callable[[], bool]) -> None:
    for _ in range(500):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not come true in time")


def signs(round_: Round) -> dict[str, bool]:
    return {sign.name: sign.well for sign in round_.store.life()}


async def test_health_and_the_store_say_so_until_a_process_answers_though_no_feed_is_due(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clock, "EVERY", {**clock.EVERY, "poll": 0.02})
    monkeypatch.setattr(clock, "LONGEST_PAUSE", timedelta(seconds=0.02))
    round_ = Round(2)
    round_.workers._read = lambda article: Reading(
        article_id=article.id, language="en", genre="news", statements=(), model="m"
    )
    round_.workers.away = True
    running = Scheduler(round_.pipeline)
    running.start()
    try:
        await until(lambda: "poll" in running.problems)
        tried = running.work["poll"].errors
        await until(lambda: running.work["poll"].errors >= tried + 5)

        health = health_of(running)
        well, content = report(health, database=None, now=utc_now())
        (told,) = set(content["problems"])
        assert (well, health.unable, signs(round_)) == (False, {"parse": True, "read": True}, {CANNOT_READ: False})
        assert told.startswith("this machine cannot read feeds and pages since")
        assert len(round_.web.asked) == 2

        round_.workers.away = False
        await until(lambda: not running.problems)
        health = health_of(running)
        assert (health.problems, health.unable) == ((), {"parse": False, "read": False})
        await until(lambda: signs(round_) == {CANNOT_READ: True})
        assert round_.store.counts()["articles"] == 2
    finally:
        await running.stop()


async def test_it_is_told_in_the_chat_once_a_day_while_it_lasts() -> None:
    round_ = Round(2)
    config = replace(round_.pipeline.config, chat=ChatSettings(health="C0HEALTH"))
    told = replace(round_.pipeline, config=config)
    round_.workers.away = True
    for away in (True, True, False):
        round_.workers.away = away
        with suppress(WorkersError):
            await told.poll()
        await told.health()
        await told.deliver()
    round_.clock.pass_time(days=1)
    await told.poll()
    await told.health()
    await told.deliver()

    ((key, notice),) = told.notifier.posted
    assert key.startswith("health:")
    assert notice.lines[0].startswith("Reading: this machine cannot read feeds and pages since ")


async def test_where_only_articles_cannot_be_read_feeds_are_asked_and_it_is_said() -> None:
    round_, readers = Round(2), InlineWorkers()
    readers.unable = Inability(what="articles", since=round_.clock(), why="no memory")
    tally = await replace(round_.pipeline, readers=readers).poll()

    assert (tally.new, signs(round_)) == (2, {CANNOT_READ: False})
    assert "cannot read articles since 2026-10-05 09:00 UTC: no memory" in round_.store.life()[0].words


async def test_one_round_goes_on_to_its_last_pass() -> None:
    round_ = Round(2)
    round_.workers.away = True
    lines, unable = await _run_passes(round_.pipeline)

    assert [line.values[0] for line in lines] == ["poll", "pages", "read", "weigh", "digest", "deliver"]
    assert "; ended early" in lines[0].values
    assert [words.split(" since ")[0] for words in unable] == ["poll: this machine cannot read feeds and pages"]


@pytest.mark.slow
def test_one_round_ends_with_a_code_and_says_why(
    say: Callable[..., Said], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "_context", NoProcess)
    with Web() as web:
        web.answers["/feed"] = FEED % 1
        make_config(folder, {"kremlin": web.address("/feed")})
        said = say("once")
        store = open_store(f"sqlite:///{folder}/data/monitor.db")
        (state,), signs = store.feed_states(), store.life()
        store.close()

    assert said.code == 1
    assert "Not all was done: poll: this machine cannot read feeds and pages since" in said.err
    assert " deliver: 0 done" in said.out
    assert (state.failures, [sign.well for sign in signs]) == (0, [False])
