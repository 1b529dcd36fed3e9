"""When: a clock that starts the passes. The only file that imports APScheduler.

What is due stands in our own tables; the clock only says "look now". Nothing is lost with it: its jobs live in memory
and are the same at every start. A pass that is still running is not started twice.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from monitor.errors import MonitorError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from monitor.pipeline import Pipeline, Tally

logger = logging.getLogger(__name__)

DRAIN = 20.0
"""Seconds that running passes get to end when the service is told to stop; the rest of the 30 is for closing."""

EVERY = {"poll": 1.0, "pages": 1.0, "read": 1.0, "weigh": 1.0, "deliver": 2.0, "digest": 30.0}
"""Seconds between looks. A look that finds nothing due costs one indexed query."""

AGAIN = 500
"""A pass that did anything is started again at once, at most so often in a row, so that a backlog is worked off at full speed."""


class Scheduler:
    """Starts each pass on its beat and remembers when each last ended well."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._passes: dict[str, Callable[[], Awaitable[Tally]]] = {name: getattr(pipeline, name) for name in EVERY}
        self._running: dict[str, asyncio.Task[None]] = {}
        self._stopping = False
        self.started = datetime.now(UTC)
        self.ticks: dict[str, datetime] = {}
        self.problems: dict[str, str] = {}
        self._clock = AsyncIOScheduler(
            timezone=UTC,
            # A late look is still wanted, many late looks are one, and we see to it ourselves that none runs twice.
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )

    def start(self) -> None:
        for name, seconds in EVERY.items():
            self._clock.add_job(
                self._look, "interval", seconds=seconds, args=[name], id=name, next_run_time=datetime.now(UTC)
            )
        self._clock.start()

    async def _look(self, name: str) -> None:
        """Starts the pass unless it is still running: the clock itself never waits for work."""
        running = self._running.get(name)
        if not self._stopping and (running is None or running.done()):
            task = asyncio.create_task(self._run(name), name=name)
            task.add_done_callback(self._report_bug)
            self._running[name] = task

    async def _run(self, name: str) -> None:
        for _ in range(AGAIN):
            try:
                tally = await self._passes[name]()
            except MonitorError as error:
                if self.problems.get(name) != str(error):
                    logger.error("%s: %s", name, error)  # noqa: TRY400 - the message says what to do; a traceback would hide it
                self.problems[name] = str(error)
                return
            if self.problems.pop(name, None) is not None:
                logger.info("%s works again", name)
            self.ticks[name] = datetime.now(UTC)
            if self._stopping or tally.done == 0 or name == "poll":
                return

    def _report_bug(self, task: asyncio.Task[None]) -> None:
        """Anything but a MonitorError is a bug: it is shown with its traceback, and the next beat tries again."""
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self.problems[task.get_name()] = f"bug: {type(error).__name__}: {error}"
            logger.error("%s failed: this is a bug", task.get_name(), exc_info=error)

    def silent(self, now: datetime, longest: timedelta) -> Mapping[str, datetime]:
        """Passes that have not ended well for longer than `longest`, with when they last did."""
        last = {name: self.ticks.get(name, self.started) for name in EVERY}
        return {name: moment for name, moment in last.items() if now - moment > longest}

    async def stop(self) -> None:
        """Stops the clock and waits for the passes under way; one that does not end in time is cut off, and redone later."""
        self._stopping = True
        self._clock.shutdown(wait=False)
        running = [task for task in self._running.values() if not task.done()]
        if running:
            _, late = await asyncio.wait(running, timeout=DRAIN)
            for task in late:
                logger.warning("%s did not end in %.0f s and is cut off; it will be done again", task.get_name(), DRAIN)
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
