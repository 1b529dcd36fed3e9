"""Worker processes with a deadline: a hostile document costs one worker's time, and no more.

The only file that imports Pebble.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING, TypeVar

from pebble import ProcessExpired, ProcessPool

from monitor.engine.tasks import prepare
from monitor.errors import MonitorError, ReadError

if TYPE_CHECKING:
    from collections.abc import Callable

    from monitor.types import MergeRules, WorkSettings, World

T = TypeVar("T")


class LocalWorkers:
    """A pool of spawned processes, each with a reader of its own; a task past its deadline is ended with its process."""

    def __init__(self, settings: WorkSettings, *, world: World, merge: MergeRules) -> None:
        self._deadline = settings.deadline.total_seconds()
        self._pool = ProcessPool(
            max_workers=settings.workers,
            max_tasks=2000,  # parsers of foreign documents leak; a fresh process now and then is cheaper than finding out where
            initializer=prepare,
            initargs=(world, merge),
            context=multiprocessing.get_context("spawn"),
        )

    async def run(self, function: Callable[..., T], *args: object) -> T:
        """`function(*args)` in a worker. Raises its MonitorError, or ReadError for a crash, a deadline or a bug."""
        future = asyncio.wrap_future(self._pool.schedule(function, args=args, timeout=self._deadline))
        await asyncio.wait([future])
        error = None if future.cancelled() else future.exception()
        if isinstance(error, MonitorError):
            raise error
        if future.cancelled() or isinstance(error, CancelledError):
            raise ReadError("the workers are being stopped")
        if isinstance(error, TimeoutError):
            raise ReadError(f"ran past the deadline of {self._deadline:.0f} s") from error
        if isinstance(error, ProcessExpired):
            raise ReadError(f"the worker process ended (exit code {error.exitcode})") from error
        if error is not None:
            raise ReadError(f"{type(error).__name__}: {error}") from error
        return future.result()

    async def close(self) -> None:
        """Ends the processes; what they had in hand is done again after the next start."""
        self._pool.stop()  # type: ignore[no-untyped-call]  # Pebble types all but this
        await asyncio.to_thread(self._pool.join, 10)
