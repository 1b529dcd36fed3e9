"""Whose turn it is to ask a host: few at a time, and not one right after the other. Also across processes, where they share a store."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4
from weakref import WeakValueDictionary

from monitor.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from contextlib import AbstractAsyncContextManager

    from monitor.ports import HostTurns, Turn

LONGEST_REST = timedelta(hours=1)
"""However long one address of a host asks us to wait, the others of that host wait no longer than this."""
_REMEMBERED = 10_000
_LEASE = timedelta(minutes=2)
"""A process that died holds its turn for so long: longer than any fetch may take by default."""
_LOOK_AT_MOST = 5.0


class Turns(Protocol):
    """Turns at hosts."""

    def at(self, host: str, *, spacing: timedelta) -> AbstractAsyncContextManager[None]:
        """Waits for a turn and holds it. Raises FetchError of kind rest while the host is to be left alone."""

    async def rest(self, host: str, span: timedelta) -> None:
        """The host asked for rest."""


class LocalTurns:
    """Turns among the tasks of this process: `_next` is when the next question may begin at each host (the loop's clock)."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._places: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()
        self._next: dict[str, float] = {}
        self._resting: dict[str, datetime] = {}

    @asynccontextmanager
    async def at(self, host: str, *, spacing: timedelta) -> AsyncIterator[None]:
        self._refuse_resting(host)
        async with self._places.setdefault(host, asyncio.Semaphore(self._most)):
            self._refuse_resting(host)
            if spacing:
                await self._wait(host, spacing.total_seconds())
            yield

    async def rest(self, host: str, span: timedelta) -> None:
        until = datetime.now(UTC) + min(span, LONGEST_REST)
        self._resting[host] = max(until, self._resting.get(host, until))

    def _refuse_resting(self, host: str) -> None:
        until = self._resting.get(host)
        left = until - datetime.now(UTC) if until else timedelta(0)
        if left > timedelta(0):
            raise resting(left)
        self._resting.pop(host, None)

    async def _wait(self, host: str, spacing: float) -> None:
        now = asyncio.get_running_loop().time()
        start = max(now, self._next.get(host, now))
        if len(self._next) >= _REMEMBERED:
            self._next = {name: moment for name, moment in self._next.items() if moment > now}
        self._next[host] = start + spacing
        await asyncio.sleep(start - now)


class SharedTurns:
    """Turns among all processes that share the store: first among our own tasks, then among the processes."""

    def __init__(self, most: int, store: HostTurns) -> None:
        self._most, self._store = most, store
        self._ours = LocalTurns(most)

    @asynccontextmanager
    async def at(self, host: str, *, spacing: timedelta) -> AsyncIterator[None]:
        holder = uuid4().hex
        async with self._ours.at(host, spacing=timedelta(0)):
            await self._take(host, holder, spacing)
            try:
                yield
            finally:
                await asyncio.shield(asyncio.to_thread(self._store.give_turn, host, holder))

    async def rest(self, host: str, span: timedelta) -> None:
        await asyncio.to_thread(self._store.rest_host, host, datetime.now(UTC) + min(span, LONGEST_REST))

    async def _take(self, host: str, holder: str, spacing: timedelta) -> None:
        while True:
            now = datetime.now(UTC)
            turn = await asyncio.to_thread(self._ask, host, holder, now, spacing)
            if turn.taken:
                return
            if turn.again - now > _LEASE:
                raise resting(turn.again - now)
            await asyncio.sleep(min(max((turn.again - now).total_seconds(), 0.05), _LOOK_AT_MOST))

    def _ask(self, host: str, holder: str, now: datetime, spacing: timedelta) -> Turn:
        return self._store.take_turn(host, holder=holder, now=now, spacing=spacing, most=self._most, lease=_LEASE)


def resting(left: timedelta) -> FetchError:
    """The error for a host that is to be left alone."""
    return FetchError(
        f"not asked: its host wants no questions for another {left.total_seconds():.0f} s",
        kind="rest",
        retry_after=left,
    )
