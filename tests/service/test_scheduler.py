"""The clock: a pass that fails or hangs is seen, and stops no other."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from monitor import scheduler as clock
from monitor.app.clock import utc_now
from monitor.app.health import health_of
from monitor.errors import StoreError
from monitor.pipeline.hints import Hints
from monitor.pipeline.tally import Tally
from monitor.scheduler import Scheduler
from monitor.web.health import report
from tests.fakes import InlineWorkers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class Passes:
    """A pipeline whose passes only count, but for what a test makes of one of them."""

    def __init__(self) -> None:
        self.counts = dict.fromkeys(clock.EVERY, 0)
        self.raises: dict[str, Exception] = {}
        self.hangs: set[str] = set()

        self.parsers = self.readers = InlineWorkers()
        self.hints = Hints()

    def begin(self) -> None:
        """Nothing to prepare."""

    def __getattr__(self, name: str) -> object:
        async def work(**_patience: float) -> Tally:
            self.counts[name] += 1
            if name in self.raises:
                raise self.raises[name]
            if name in self.hangs:
                await asyncio.sleep(3600)
            return Tally()

        return work


@pytest.fixture
def passes() -> Passes:
    return Passes()


@pytest.fixture
async def running(passes: Passes, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Scheduler]:
    monkeypatch.setattr(clock, "EVERY", dict.fromkeys(clock.EVERY, 0.02))
    monkeypatch.setattr(clock, "LONGEST_PAUSE", timedelta(seconds=0.05))
    monkeypatch.setattr(clock, "DRAIN", 0.05)
    made = Scheduler(passes)
    made.start()
    yield made
    if not made._stopping:
        await made.stop()


async def until(holds: object) -> None:
    for _ in range(300):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not come true in time")


def well(scheduler: Scheduler) -> tuple[bool, list[str]]:
    fine, content = report(health_of(scheduler), database=None, now=utc_now())
    return fine, content["problems"]


async def test_a_bug_in_one_pass_is_shown_stops_no_other_and_is_over_when_it_is_over(
    passes: Passes, running: Scheduler, caplog: pytest.LogCaptureFixture
) -> None:
    passes.raises["weigh"] = KeyError("stream")
    await until(lambda: passes.counts["weigh"] >= 3)
    seen = passes.counts["deliver"]
    await until(lambda: passes.counts["deliver"] > seen + 2)

    assert well(running) == (False, ["weigh: bug: KeyError: 'stream'"])
    assert [record.exc_info is not None for record in caplog.records if record.levelno == logging.ERROR] == [True]

    passes.raises.clear()
    await until(lambda: well(running)[0])


async def test_trouble_with_the_database_is_told_in_words_once_and_without_a_traceback(
    passes: Passes, running: Scheduler, caplog: pytest.LogCaptureFixture
) -> None:
    passes.raises["read"] = StoreError("it is out of reach")
    await until(lambda: passes.counts["read"] >= 3)

    assert well(running) == (False, ["read: it is out of reach"])
    assert [(r.getMessage(), r.exc_info) for r in caplog.records if r.levelno == logging.ERROR] == [
        ("read: it is out of reach", None)
    ]


async def test_a_pass_that_fails_is_asked_more_and_more_seldom(
    passes: Passes, running: Scheduler, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "LONGEST_PAUSE", timedelta(seconds=60))
    passes.raises["poll"] = StoreError("the disk is full")
    await until(lambda: passes.counts["pages"] >= 20)

    assert passes.counts["poll"] == 1


async def test_a_pass_that_hangs_holds_up_no_other_and_is_told_of(passes: Passes, running: Scheduler) -> None:
    passes.hangs.add("deliver")
    await until(lambda: passes.counts["deliver"] == 1 and passes.counts["read"] > 5)
    await until(lambda: passes.counts["read"] > 15)

    assert passes.counts["deliver"] == 1
    assert "read" in running.ticks
    assert list(running.silent(utc_now() + timedelta(minutes=4), timedelta(minutes=5))) == []
    assert "deliver" in running.silent(utc_now() + timedelta(minutes=5), timedelta(minutes=5))


async def test_a_stop_cuts_off_a_pass_that_hangs(passes: Passes, running: Scheduler) -> None:
    passes.hangs |= {"poll", "read"}
    await until(lambda: passes.counts["poll"] == passes.counts["read"] == 1)
    await asyncio.wait_for(running.stop(), timeout=2)
    counted = dict(passes.counts)
    await asyncio.sleep(0.1)

    assert passes.counts == counted


async def test_a_backlog_is_worked_off_without_waiting_for_the_next_beat(passes: Passes) -> None:
    left = [3, 2, 1]

    async def work() -> Tally:
        return Tally(done=left.pop()) if left else Tally()

    made = Scheduler(passes)
    made._passes["read"] = work
    await made._run("read")

    assert left == []


async def test_what_a_pass_has_left_is_taken_by_the_next_without_waiting_for_its_beat(
    passes: Passes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "EVERY", dict.fromkeys(clock.EVERY, 3600))
    left = {"poll": [1], "pages": [1], "read": [1, 1], "weigh": [1]}

    def leaves(name: str) -> object:
        async def work(**_patience: float) -> Tally:
            await asyncio.sleep(0)
            passes.counts[name] += 1
            if not left[name]:
                return Tally()
            passes.hints.left(name)
            return Tally(done=left[name].pop())

        return work

    made = Scheduler(passes)
    for name in left:
        made._passes[name] = leaves(name)
    await made._look("poll")
    await until(lambda: passes.counts["deliver"] and not any(left.values()))


async def test_what_a_pass_has_left_is_taken_while_the_pass_goes_on(
    passes: Passes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "EVERY", dict.fromkeys(clock.EVERY, 3600))
    made, slow_feed = Scheduler(passes), asyncio.Event()

    async def poll(**_patience: float) -> Tally:
        passes.hints.left("poll")
        await slow_feed.wait()
        return Tally(done=2, new=1)

    made._passes["poll"] = poll
    await made._look("poll")
    await until(lambda: passes.counts["read"] and passes.counts["pages"])
    assert not made._running["poll"].done()
    slow_feed.set()


async def test_what_comes_while_a_pass_looks_for_the_last_time_is_looked_for_again(passes: Passes) -> None:
    made, looking, left = Scheduler(passes), asyncio.Event(), []

    async def weigh() -> Tally:
        found = [left.pop()] if left else []
        await looking.wait()
        return Tally(done=len(found))

    async def read() -> Tally:
        left.append("statement")
        passes.hints.left("read")
        return Tally()

    made._passes |= {"weigh": weigh, "read": read}
    await made._look("weigh")
    await asyncio.sleep(0)
    await made._run("read")
    looking.set()
    await made._running["weigh"]

    assert left == []
