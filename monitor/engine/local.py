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
from functools import partial
from multiprocessing import forkserver, resource_tracker
from typing import TYPE_CHECKING, TypeVar

from pebble import ProcessExpired, ProcessPool

from monitor.engine.tasks import prepare
from monitor.errors import MonitorError, ReadError, WorkersError

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


class LocalWorkers:
    """A pool of spawned processes; a task past its deadline is ended with its process.

    `topic`: what each process builds its reader from; None for processes that only parse.
    """

    def __init__(
        self, count: int, *, deadline: timedelta, topic: tuple[World, MergeRules, ModelSettings] | None = None
    ) -> None:
        self._deadline = deadline.total_seconds()
        self.tasks, self.cpu_seconds = 0, 0.0
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
        self._started: asyncio.Task[bool] | None = None
        self._broken: list[ProcessPool] = []
        self._closed = False
        # Few tasks wait inside the pool, where they cannot be taken back; the others wait here.
        self._turns = asyncio.Semaphore(2 * count)

    async def run(self, function: Callable[..., T], *args: object) -> T:
        """`function(*args)` in a worker.

        Raises its MonitorError; ReadError for a crash, a deadline or a bug; WorkersError where no process can be started.
        """
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
        ended = started is not None and started.done() and not (started.result() and _is_active(self._pool))
        if not self._closed and (started is None or ended):
            self._started = started = asyncio.create_task(asyncio.to_thread(self._start, anew=ended))
        # Shielded: who waits may be cancelled, and the pool is whole or not all the same.
        if started is None or not await asyncio.shield(started):
            raise WorkersError("the workers take no work: their processes end while they start")
        return self._pool

    def _start(self, *, anew: bool) -> bool:
        """Whether it works now. In a thread: it waits for the process that workers are copied from, which on a busy machine loads for
        long, and feeds and the page must not wait with it."""
        if anew:
            self._replace()
        if _is_active(self._pool):
            return True
        self._replace()
        return _is_active(self._pool)

    def _replace(self) -> None:
        self._broken.append(self._pool)
        self._pool = self._new_pool()

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
            await asyncio.wait([self._started])
        for pool in (*self._broken, self._pool):
            pool.stop()  # type: ignore[no-untyped-call]  # Pebble types all but this
            await asyncio.to_thread(pool.join)


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


def _error_of(future: asyncio.Future[T]) -> BaseException | None:
    return CancelledError() if future.cancelled() else future.exception()


def _is_not_the_tasks_fault(error: BaseException | None) -> bool:
    """The process was ended from outside (a service manager ends the whole group), or the pool had none left."""
    return isinstance(error, BrokenProcessPool | CancelledError) or (
        isinstance(error, ProcessExpired) and error.exitcode in TOLD_TO_END
    )
