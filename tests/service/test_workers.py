"""The worker processes: what goes wrong in one costs one task, and what goes wrong with all of them heals."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import time
from concurrent.futures.process import BrokenProcessPool
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from monitor.engine import LocalWorkers
from monitor.errors import ParseError, ReadError, WorkersError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from pebble import ProcessPool

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


async def test_where_no_pool_starts_it_is_said_and_no_place_is_lost(workers: LocalWorkers) -> None:
    whole, workers._new_pool, workers._pool = workers._new_pool, EndsAtItsStart, EndsAtItsStart()
    for _ in range(4):
        with pytest.raises(WorkersError, match="end while they start"):
            await asyncio.wait_for(workers.run(len, "abc"), timeout=2)
    workers._new_pool = whole

    assert await workers.run(len, "abc") == 3


async def test_the_loop_goes_on_while_a_pool_starts(workers: LocalWorkers) -> None:
    whole = workers._new_pool

    def slow() -> ProcessPool:
        time.sleep(0.5)
        return whole()

    workers._new_pool, workers._pool = slow, EndsAtItsStart()
    answer, turns = asyncio.ensure_future(workers.run(len, "abc")), 0
    while not answer.done():
        await asyncio.sleep(0.01)
        turns += 1

    assert (await answer, turns > 20) == (3, True)
