"""Worker processes with a deadline: a hostile document costs one worker's time, and no more.

The only file that imports Pebble.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import time
from concurrent.futures import CancelledError
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from multiprocessing import forkserver, resource_tracker
from typing import TYPE_CHECKING, TypeVar

from pebble import ProcessExpired, ProcessPool

from monitor.engine.tasks import prepare
from monitor.errors import MonitorError, ReadError, WorkersError
from monitor.types import Inability

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta
    from multiprocessing.context import BaseContext

    from monitor.types import MergeRules, ModelSettings, World

T = TypeVar("T")

TOLD_TO_END = frozenset({signal.SIGTERM, -signal.SIGTERM, 255})
"""Exit codes of a worker that somebody ended, with and without Pebble's own handler; and what is told where the process that it was
copied from was ended with it, so that nobody knows."""

LOOK = 5.0
"""Seconds between looks whether the pool still lives while a task waits for its answer."""

START_AGAIN = 1.0
"""Seconds after a start that failed before another is tried: what is short (descriptors, threads, memory) is not had sooner by asking for more."""

START_ENDS = 10.0
"""Seconds that closing waits for a start under way; one that hangs for longer ends with the service."""


class LocalWorkers:
    """A pool of spawned processes; a task past its deadline is ended with its process.

    `topic`: what each process builds its reader from; None for processes that only parse. `unable`: since when none can be had; None again once
    one has answered.
    """

    def __init__(
        self, count: int, *, deadline: timedelta, topic: tuple[World, MergeRules, ModelSettings] | None = None
    ) -> None:
        self._deadline = deadline.total_seconds()
        self.tasks, self.cpu_seconds = 0, 0.0
        self.unable: Inability | None = None
        self._what = "feeds and pages" if topic is None else "articles"
        # Read by numpy when a worker starts. Each worker is one core's worth: threads of its own only spin against the others.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        self._new_pool = partial(
            ProcessPool,
            max_workers=count,
            max_tasks=2000,  # parsers of foreign documents leak; a fresh process now and then is cheaper than finding out where
            initializer=None if topic is None else prepare,
            initargs=() if topic is None else topic,
            context=_context(),
        )
        self._pool = self._new_pool()
        self._started: asyncio.Task[str | None] | None = None
        self._again_at = 0.0
        self._closed = False
        # Few tasks wait inside the pool, where they cannot be taken back; the others wait here.
        self._turns = asyncio.Semaphore(2 * count)

    async def run(self, function: Callable[..., T], *args: object) -> T:
        """`function(*args)` in a worker.

        Raises its MonitorError; ReadError for a crash, a deadline or a bug; WorkersError where no process can be started.
        """
        try:
            answer = await self._answered(function, args)
        except MonitorError as error:
            self._note(error)
            raise
        self._note(None)
        return answer

    def _note(self, error: MonitorError | None) -> None:
        """Whether a process was had; one that crashed or was too slow says nothing of the others."""
        if isinstance(error, WorkersError):
            since = datetime.now(UTC) if self.unable is None else self.unable.since
            self.unable = Inability(what=self._what, since=since, why=str(error))
        elif not isinstance(error, ReadError):
            self.unable = None

    async def _answered(self, function: Callable[..., T], args: tuple[object, ...]) -> T:
        future = await self._ended(function, args)
        if _is_not_the_tasks_fault(_error_of(future)):
            future = await self._ended(function, args)
        error = _error_of(future)
        if isinstance(error, MonitorError):
            raise error
        if error is not None:
            raise self._translated(error) from error
        seconds, answer = future.result()
        self.tasks, self.cpu_seconds = self.tasks + 1, self.cpu_seconds + seconds
        return answer

    async def _ended(self, function: Callable[..., T], args: tuple[object, ...]) -> asyncio.Future[tuple[float, T]]:
        await self._turns.acquire()
        with ExitStack() as failed:
            failed.callback(self._turns.release)
            pool = await self._whole_pool()
            future = self._scheduled(pool, function, args)
            failed.pop_all()
        # Not when this call ends: a task whose caller was cancelled still holds its place.
        future.add_done_callback(self._give_back)
        while not future.done():
            await asyncio.wait([future], timeout=LOOK)
            if not _is_active(pool):  # what waited in the pool when it broke is never answered
                future.cancel()
        return future

    def _give_back(self, future: asyncio.Future[T]) -> None:
        """Frees the place; an outcome that nobody waits for any more is taken note of, or asyncio would print it."""
        self._turns.release()
        if not future.cancelled():
            future.exception()

    def _scheduled(
        self, pool: ProcessPool, function: Callable[..., T], args: tuple[object, ...]
    ) -> asyncio.Future[tuple[float, T]]:
        try:
            return asyncio.wrap_future(pool.schedule(timed, args=(function, *args), timeout=self._deadline))
        except RuntimeError as error:
            raise WorkersError(f"the workers take no work: {error}") from error

    async def _whole_pool(self) -> ProcessPool:
        """A pool whose idle processes were killed never works again (Pebble gives it up), so another takes its place. Raises WorkersError."""
        started = self._started
        ended = started is not None and started.done() and not (_has_worked(started) and _is_active(self._pool))
        if not self._closed and (started is None or (ended and time.monotonic() >= self._again_at)):
            self._started = started = asyncio.create_task(self._trouble(anew=ended))
        # Shielded: who waits may be cancelled, and the pool is whole or not all the same.
        trouble = "they are closed" if started is None else await asyncio.shield(started)
        if trouble is not None:
            raise WorkersError(f"the workers take no work: {trouble}")
        return self._pool

    async def _trouble(self, *, anew: bool) -> str | None:
        """Starts the pool, and says why it does not work; None where it does."""
        try:
            # In a thread: it waits for the process that workers are copied from, which on a busy machine loads for long, and feeds and
            # the page must not wait with it.
            works = await asyncio.to_thread(self._start, anew=anew)
            trouble = None if works else "their processes end while they start"
        # No descriptor, no memory, no thread left; also for the thread that would start it.
        except (OSError, RuntimeError) as error:
            trouble = f"their processes cannot be started ({error})"
        if trouble is not None:
            self._again_at = time.monotonic() + START_AGAIN
        return trouble

    def _start(self, *, anew: bool) -> bool:
        """Whether it works now. Raises OSError and RuntimeError."""
        if anew:
            self._replace()
        works = _is_active(self._pool)
        if not works:
            self._replace()
            works = _is_active(self._pool)
        if self._closed:  # meanwhile, by somebody who could not wait so long
            _end(self._pool)
        return works

    def _replace(self) -> None:
        """What the old one holds (pipes, processes, threads) is given back before the new one wants as much."""
        old, self._pool = self._pool, self._new_pool()
        _end(old)

    def _translated(self, error: BaseException) -> MonitorError:
        if isinstance(error, BrokenProcessPool | CancelledError):
            return WorkersError("the worker processes end as soon as they start; their own message stands in the log")
        if isinstance(error, TimeoutError):
            return ReadError(f"ran past the deadline of {self._deadline:.0f} s")
        if isinstance(error, ProcessExpired):
            return ReadError(f"the worker process ended (exit code {error.exitcode})")
        return ReadError(f"{type(error).__name__}: {error}")

    async def close(self) -> None:
        """Ends the processes; what they had in hand is done again after the next start."""
        self._closed = True
        if self._started is not None:
            await asyncio.wait([self._started], timeout=START_ENDS)
            if not self._started.done():  # it holds the pool's lock, so that nobody else can end the pool
                return
            _has_worked(self._started)
        await asyncio.to_thread(_end, self._pool)


async def run_apart(function: Callable[..., T], *args: object, deadline: timedelta) -> T:
    """`function(*args)` in a process of its own, which ends with it.

    Raises its MonitorError; ReadError for a crash or a deadline; WorkersError where no process can be started. A bug stays what it is.
    """
    workers = LocalWorkers(1, deadline=deadline)
    try:
        return await workers.run(function, *args)
    except ReadError as error:
        bug = error.__cause__
        if bug is None or isinstance(bug, TimeoutError | ProcessExpired):
            raise
        raise bug from bug.__cause__  # which is its traceback of there
    finally:
        await workers.close()


def _context() -> BaseContext:
    """Workers are copies of one process that has loaded the code once: they start in a tenth of a second and share its memory.

    An interruption at the terminal, which reaches all of them, is for the service to hear: while that process still loaded, it would end
    with a traceback.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["monitor.engine.tasks", "monitor.feeds"])
    resource_tracker.ensure_running()  # first: starting it lets interruptions through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return context


def timed(function: Callable[..., T], *args: object) -> tuple[float, T]:
    """Runs in the worker: how much processor time it took, and the answer."""
    begun = time.process_time()
    answer = function(*args)
    return time.process_time() - begun, answer


def _is_active(pool: ProcessPool) -> bool:
    """Asking starts it; where the process that workers are copied from is ended meanwhile, that fails."""
    try:
        return pool.active
    except BrokenProcessPool:
        return False


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]  # Pebble leaves `stop` alone without types
    pool.join()


def _has_worked(started: asyncio.Task[str | None]) -> bool:
    """Whether a start that is over left a pool that works; one that was cancelled or failed did not."""
    return _error_of(started) is None and started.result() is None


def _error_of(future: asyncio.Future[T]) -> BaseException | None:
    return CancelledError() if future.cancelled() else future.exception()


def _is_not_the_tasks_fault(error: BaseException | None) -> bool:
    """The process was ended from outside (a service manager ends the whole group), or the pool had none left."""
    return isinstance(error, BrokenProcessPool | CancelledError) or (
        isinstance(error, ProcessExpired) and error.exitcode in TOLD_TO_END
    )
