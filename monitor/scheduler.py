"""When: a clock that starts the passes. The only file that imports APScheduler.

What is due stands in our own tables; the clock only says "look now". Nothing is lost with it: its jobs live in memory
and are the same at every start. A pass that is still running is not started twice.
"""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from monitor.engine import LEASE
from monitor.errors import MonitorError, StoreError
from monitor.pipeline.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from monitor.engine import Membership, Standing
    from monitor.pipeline import Pipeline
    from monitor.types import Inability

logger = logging.getLogger(__name__)

DRAIN = 10.0
"""Seconds that running passes get to end when the service is told to stop; the rest of the 30 is for closing."""

PATIENCE = 2.0
"""Seconds that a look at what is due waits for slow servers: the feeds that others send at once never wait for them."""

CUT_AT_ONCE = ("poll", "subscribe", "pages")
"""Passes that mostly wait for others' servers: what they had asked for is simply asked for again."""

EVERY = {
    "poll": 1.0,
    "subscribe": 30.0,
    "pages": 1.0,
    "read": 1.0,
    "weigh": 1.0,
    "deliver": 2.0,
    "digest": 30.0,
    "health": 60.0,
}
"""Seconds between looks. A look that finds nothing due costs one indexed query."""

FOLLOWED_BY = {"poll": ("pages", "read"), "pages": ("read",), "read": ("weigh",), "weigh": ("deliver",)}
"""Passes that take what another leaves: they look as soon as it has saved a piece of it, so that news waits neither for beats nor for what is done beside it."""

BEAT = 3.0
"""Seconds between signs of life, where processes share the store."""

AGAIN = 500
"""A pass that did anything is started again at once, at most so often in a row, so that a backlog is worked off at full speed."""


LONGEST_PAUSE = timedelta(seconds=60)
"""A pass that fails is tried again after 1 s, 2 s, 4 s and so on up to this: outlets are not asked every second for nothing."""


@dataclass(slots=True)
class Trouble:
    """Why a pass failed last, how often in a row, and when it is tried again."""

    words: str
    times: int
    again: datetime


class Work(NamedTuple):
    """What a pass has done since the start: pieces, of which failed, and the seconds it ran."""

    pieces: int = 0
    failures: int = 0
    seconds: float = 0.0
    errors: int = 0

    def after(self, tally: Tally, seconds: float) -> Work:
        failed = self.failures + len(tally.failures)
        return self._replace(pieces=self.pieces + tally.done, failures=failed, seconds=self.seconds + seconds)


class Scheduler:
    """Starts each pass on its beat and remembers when each last ended well."""

    def __init__(self, pipeline: Pipeline, member: Membership | None = None) -> None:
        self._member = member
        self._every = EVERY if member is None else {**EVERY, "read_ahead": 1.0, "beat": BEAT}
        self._passes: dict[str, Callable[[], Awaitable[Tally]]] = {
            name: self._beat if name == "beat" else getattr(pipeline, name) for name in self._every
        }
        self._passes["poll"] = partial(pipeline.poll, patience=PATIENCE)
        self._begin = pipeline.begin
        pipeline.hints.listen(self._follow)
        self._pools = {"parse": pipeline.parsers, "read": pipeline.readers}
        self._running: dict[str, asyncio.Task[None]] = {}
        self._wanted: set[str] = set()
        self._trouble: dict[str, Trouble] = {}
        self._stopping = False
        self.started = datetime.now(UTC)
        self._others: dict[str, datetime] = {}
        self.ticks: dict[str, datetime] = {}
        self.work: dict[str, Work] = {}
        self._clock = AsyncIOScheduler(
            timezone=UTC,
            # A late look is still wanted, many late looks are one, and we see to it ourselves that none runs twice.
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )

    def start(self) -> None:
        for name, seconds in self._every.items():
            self._clock.add_job(
                self._look, "interval", seconds=seconds, args=[name], id=name, next_run_time=datetime.now(UTC)
            )
        self._clock.start()

    @property
    def problems(self) -> Mapping[str, str]:
        """What is wrong with each pass that failed last, in words."""
        return {name: trouble.words for name, trouble in self._trouble.items()}

    def tasks(self) -> Mapping[str, tuple[int, float]]:
        """What the worker processes did, by kind: tasks, and processor seconds."""
        return {name: (pool.tasks, pool.cpu_seconds) for name, pool in self._pools.items()}

    def unable(self) -> Mapping[str, Inability | None]:
        """For each kind of worker process since when none can be had; None where they can."""
        return {name: pool.unable for name, pool in self._pools.items()}

    @property
    def standing(self) -> Standing | None:
        """What this process is among others; None where it is alone."""
        return None if self._member is None else self._member.standing

    async def _beat(self) -> Tally:
        member = self._member
        assert member is not None
        before = member.standing
        await asyncio.to_thread(member.beat)
        if member.standing.leads and not before.leads:
            await asyncio.to_thread(self._begin)
        if member.standing.words != before.words:
            logger.info("this process, %s, %s", member.sharing.holder, member.standing.words)
        return Tally()

    def _may(self, name: str) -> bool:
        """Whether the pass is this process's to do; where it is another's, it is no concern of ours that it rests here."""
        if self._member is None or name == "beat" or self._member.standing.may(name):
            return True
        self._others[name] = datetime.now(UTC)
        self.ticks.pop(name, None)
        self._trouble.pop(name, None)
        return False

    def _follow(self, name: str) -> None:
        """What the pass has saved is looked for at once; a follower that is looking already looks again."""
        for follower in FOLLOWED_BY.get(name, ()):
            self._wanted.add(follower)
            self._start(follower)

    async def _look(self, name: str) -> None:
        """For the clock, which runs what is no coroutine in a thread."""
        self._start(name)

    def _start(self, name: str) -> None:
        """Starts the pass unless it is still running: the clock itself never waits for work."""
        if not self._may(name):
            return
        running, trouble = self._running.get(name), self._trouble.get(name)
        waits = trouble is not None and datetime.now(UTC) < trouble.again
        if not (self._stopping or waits) and (running is None or running.done()):
            self._running[name] = asyncio.create_task(self._run(name), name=name)
            self._running[name].add_done_callback(self._note_end)

    async def _run(self, name: str) -> None:
        for _ in range(AGAIN):
            self._wanted.discard(name)
            begun = time.monotonic()
            tally = await self._passes[name]()
            self.ticks[name] = datetime.now(UTC)
            self.work[name] = self.work.get(name, Work()).after(tally, time.monotonic() - begun)
            if self._trouble.pop(name, None) is not None:
                logger.info("%s works again", name)
            # What was left for it while it looked it may have missed.
            more = tally.done > 0 or name in self._wanted
            if self._stopping or not more or name == "poll" or not self._may(name):
                return

    def _note_end(self, task: asyncio.Task[None]) -> None:
        """A failure is logged once, until its words change. Anything but a MonitorError is a bug, shown with its traceback."""
        name, error = task.get_name(), None if task.cancelled() else task.exception()
        if error is None:
            return
        work = self.work.get(name, Work())
        self.work[name] = work._replace(errors=work.errors + 1)
        bug = not isinstance(error, MonitorError)
        words = f"bug: {type(error).__name__}: {error}" if bug else str(error)
        before = self._trouble.get(name)
        times = before.times + 1 if before else 1
        pause = min(timedelta(seconds=2 ** min(times - 1, 10)), LONGEST_PAUSE)
        self._trouble[name] = Trouble(words, times, datetime.now(UTC) + pause)
        if before is None or before.words != words:
            logger.error("%s: %s", name, words, exc_info=error if bug else None)

    def silent(self, now: datetime, longest: timedelta) -> Mapping[str, datetime]:
        """Passes that have not ended well for longer than `longest`, with when they last did."""
        last = {name: self.ticks.get(name, self._others.get(name, self.started)) for name in self._every}
        return {name: moment for name, moment in last.items() if now - moment > longest}

    async def stop(self) -> None:
        """Stops the clock and waits for the passes under way; one that does not end in time is cut off, and redone later."""
        self._stopping = True
        self._clock.shutdown(wait=False)
        running = [task for task in self._running.values() if not task.done()]
        for name in CUT_AT_ONCE:
            if name in self._running:
                self._running[name].cancel()
        if running:
            _, late = await asyncio.wait(running, timeout=DRAIN)
            for task in late:
                logger.warning("%s did not end in %.0f s and is cut off; it will be done again", task.get_name(), DRAIN)
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        if self._member is not None:
            await self._leave(self._member)

    async def _leave(self, member: Membership) -> None:
        """Others need not wait for the lease to end; where the database is away they do."""
        try:
            await asyncio.to_thread(member.sharing.leave)
        except StoreError as error:
            logger.warning("what this process had in hand is taken over in %s: %s", LEASE, error)
