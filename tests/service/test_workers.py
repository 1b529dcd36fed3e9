"""The worker processes: what goes wrong in one costs one task, and what goes wrong with all of them heals."""

from __future__ import annotations

import asyncio
import errno
import multiprocessing
import os
import signal
import threading
import time
from concurrent.futures.process import BrokenProcessPool
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pebble import ProcessPool

from monitor.engine import LocalWorkers, local
from monitor.errors import ParseError, ReadError, WorkersError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

pytestmark = pytest.mark.slow


@pytest.fixture
async def workers() -> AsyncIterator[LocalWorkers]:
    made = LocalWorkers(1, deadline=timedelta(seconds=2))
    yield made
    await made.close()


def refuse() -> None:
    raise ParseError("not a feed")


def end_first_time(mark: str) -> str:
    """Is told to end while it works, as a service manager does it; works at the second try."""
    if not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(10)
    return "done"


def worker_ids() -> list[int]:
    return [child.pid for child in multiprocessing.active_children()]


async def test_what_goes_wrong_in_a_worker_costs_one_task_and_heals(workers: LocalWorkers, tmp_path: Path) -> None:
    with pytest.raises(ParseError, match="not a feed"):
        await workers.run(refuse)
    with pytest.raises(ReadError, match="TypeError"):
        await workers.run(len, 3)
    with pytest.raises(ReadError, match="ended"):
        await workers.run(os._exit, 9)
    with pytest.raises(ReadError, match="deadline of 2 s"):
        await workers.run(time.sleep, 60)
    assert await workers.run(end_first_time, str(tmp_path / "mark")) == "done"

    for pid in worker_ids():
        os.kill(pid, signal.SIGKILL)
    assert await asyncio.wait_for(workers.run(len, "idle processes that were killed"), timeout=30) == 31


async def test_a_call_that_was_cancelled_leaves_room_for_others(workers: LocalWorkers) -> None:
    calls = [asyncio.ensure_future(workers.run(time.sleep, 0.2)) for _ in range(20)]
    await asyncio.sleep(0.1)
    for call in calls:
        call.cancel()
    await asyncio.gather(*calls, return_exceptions=True)

    begun = time.monotonic()
    assert await workers.run(len, "abc") == 3
    assert time.monotonic() - begun < 10


class EndsAtItsStart:
    """A pool as it is where the process that workers are copied from is killed while it loads."""

    @property
    def active(self) -> bool:
        raise BrokenProcessPool

    def schedule(self, *_task: object, **_more: object) -> None:
        raise BrokenProcessPool

    def stop(self) -> None:
        """Nothing has begun."""

    join = stop


async def test_a_pool_that_ends_while_it_starts_is_replaced(workers: LocalWorkers) -> None:
    workers._pool = EndsAtItsStart()

    assert await workers.run(len, "abc") == 3


async def test_where_no_pool_starts_it_is_said_and_no_place_is_lost(
    workers: LocalWorkers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "START_AGAIN", 0.0)
    whole, workers._new_pool, workers._pool = workers._new_pool, EndsAtItsStart, EndsAtItsStart()
    for _ in range(4):
        with pytest.raises(WorkersError, match="end while they start"):
            await asyncio.wait_for(workers.run(len, "abc"), timeout=2)
    workers._new_pool = whole

    assert await workers.run(len, "abc") == 3


class FailsAtItsStart(EndsAtItsStart):
    """As a pool is where something is short."""

    def __init__(self, error: Exception, asked: list[int] | None = None) -> None:
        self._error, self._asked = error, [] if asked is None else asked

    @property
    def active(self) -> bool:
        self._asked.append(1)
        raise self._error


@pytest.mark.parametrize(
    "error", [OSError(errno.EMFILE, "Too many open files"), RuntimeError("can't start new thread")]
)
async def test_a_start_that_lacks_something_is_tried_again_later(
    workers: LocalWorkers, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr(local, "START_AGAIN", 0.05)
    workers._pool = FailsAtItsStart(error)
    with pytest.raises(WorkersError, match=r"cannot be started \(.*(open files|new thread)"):
        await workers.run(len, "abc")
    await asyncio.sleep(0.06)

    assert await workers.run(len, "abc") == 3


async def test_it_is_known_since_when_no_process_can_be_had_until_one_has_answered(
    workers: LocalWorkers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "START_AGAIN", 0.0)
    whole, workers._new_pool, workers._pool = workers._new_pool, EndsAtItsStart, EndsAtItsStart()
    seen = []
    for _ in range(2):
        with pytest.raises(WorkersError) as refused:
            await workers.run(len, "abc")
        seen.append(workers.unable)
    assert seen[0] == seen[1]
    assert seen[0].words.startswith("this machine cannot read feeds and pages since ")
    assert seen[0].words.endswith(str(refused.value))

    workers._new_pool = whole
    with pytest.raises(ReadError, match="exit code 9"):
        await workers.run(os._exit, 9)
    assert workers.unable is not None
    with pytest.raises(ParseError):
        await workers.run(refuse)
    assert workers.unable is None


async def test_a_start_that_was_cancelled_is_tried_again(workers: LocalWorkers) -> None:
    workers._started = asyncio.create_task(asyncio.sleep(60))
    workers._started.cancel()
    await asyncio.wait([workers._started])

    assert await workers.run(len, "abc") == 3


async def test_after_a_start_that_failed_none_is_tried_for_a_second(workers: LocalWorkers) -> None:
    asked: list[int] = []
    workers._pool = FailsAtItsStart(OSError("short"), asked)
    for _ in range(5):
        with pytest.raises(WorkersError, match="short"):
            await workers.run(len, "abc")

    assert asked == [1]


class NoProcess:
    """A context that has pipes and locks, and no process: as where the machine has no memory for another."""

    def __init__(self) -> None:
        whole = multiprocessing.get_context("forkserver")
        self.Pipe, self.RLock = whole.Pipe, whole.RLock

    def Process(self, *_what: object, **_more: object) -> None:  # noqa: N802  # multiprocessing calls it by this name
        raise OSError(errno.ENOMEM, "no memory")


def open_descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


async def test_starts_that_fail_give_back_what_they_took(workers: LocalWorkers) -> None:
    workers._new_pool = partial(ProcessPool, max_workers=1, context=NoProcess())
    workers._start(anew=True)
    before = open_descriptors()
    for _ in range(30):
        assert not workers._start(anew=True)

    assert open_descriptors() <= before


async def test_closing_does_not_wait_for_a_start_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "START_ENDS", 0.05)
    workers, on = LocalWorkers(1, deadline=timedelta(seconds=2)), threading.Event()

    class Hangs(EndsAtItsStart):
        ended = False

        @property
        def active(self) -> bool:
            return on.wait(10)

        def stop(self) -> None:
            self.ended = True

    workers._pool = hanging = Hangs()
    call = asyncio.ensure_future(workers.run(len, "abc"))
    await asyncio.sleep(0.05)
    await asyncio.wait_for(workers.close(), timeout=5)
    assert not hanging.ended
    on.set()
    await asyncio.wait([call], timeout=5)
    with pytest.raises(WorkersError):
        call.result()

    assert hanging.ended


async def test_the_loop_goes_on_while_a_pool_starts(workers: LocalWorkers) -> None:
    whole = workers._new_pool

    def slow() -> ProcessPool:
        time.sleep(0.5)  # as long as a start takes on a busy machine: the loop must turn meanwhile
        return whole()

    workers._new_pool, workers._pool = slow, EndsAtItsStart()
    answer, turns = asyncio.ensure_future(workers.run(len, "abc")), 0
    while not answer.done():
        await asyncio.sleep(0.01)
        turns += 1

    assert (await answer, turns > 20) == (3, True)
