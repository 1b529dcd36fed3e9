"""Saves what polls left: all that is ready at a time in one transaction, which costs more than what is written in it."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from itertools import accumulate
from typing import TYPE_CHECKING

from monitor.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.ports import Store
    from monitor.types import PollResult

    _Waiting = tuple[PollResult, asyncio.Future[int]]

AT_ONCE = 16
"""So many are waited for while many polls are under way: a transaction costs more than most polls do."""
GATHER = 0.2
"""Seconds that are waited for them at most."""
MOST_ARTICLES, MOST_POLLS = 500, 100
"""So much at most in one transaction, so that the page and the other passes have their turn."""


class PollSaver:
    """One batch is saved at a time; what is ready meanwhile is the next."""

    def __init__(self) -> None:
        self._waiting: list[_Waiting] = []
        self._enough = asyncio.Event()
        self._work: asyncio.Task[None] | None = None
        self._under_way = 0

    async def save(self, store: Store, result: PollResult, *, under_way: int) -> int:
        """How many articles were new, once it is saved; where many polls are `under_way`, a few others are waited for. Raises StoreError."""
        self._under_way = under_way
        saved: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._waiting.append((result, saved))
        if len(self._waiting) >= AT_ONCE:
            self._enough.set()
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._save_all(store))
        work = self._work  # another save may begin a new one before this one wakes
        try:
            await asyncio.wait((saved, work), return_when=asyncio.FIRST_COMPLETED)
            if not saved.done():
                work.result()  # raises what is a bug, and would else be waited for without end
            return saved.result()
        finally:
            saved.cancel()

    async def _save_all(self, store: Store) -> None:
        while self._waiting:
            if len(self._waiting) < AT_ONCE < self._under_way:
                await self._gather()
            waiting = [one for one in self._waiting if not one[1].done()]  # not those who were stopped meanwhile
            fitting = _fitting(waiting)
            batch, self._waiting = waiting[:fitting], waiting[fitting:]
            found = await asyncio.to_thread(_saved, store, [result for result, _ in batch])
            for (_, saved), new in zip(batch, found, strict=True):
                if saved.done():
                    continue
                if isinstance(new, StoreError):
                    saved.set_exception(new)
                else:
                    saved.set_result(new)

    async def _gather(self) -> None:
        self._enough.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(GATHER):
                await self._enough.wait()


def _fitting(waiting: Sequence[_Waiting]) -> int:
    """How many of them go into one transaction."""
    articles = accumulate(len(result.articles) for result, _ in waiting[:MOST_POLLS])
    return max(1, sum(so_far <= MOST_ARTICLES for so_far in articles))


def _saved(store: Store, results: Sequence[PollResult]) -> list[int | StoreError]:
    """Where they cannot be saved together, each by itself: one that the database refuses stops no other.

    Where that is hopeless, the rest is tried together; if it fails in the same words, all of it has. Nothing of that is remembered:
    what is wrong with two of these says nothing of those that are saved after them.
    """
    found, gave_up = list[int | StoreError](), ""
    while rest := results[len(found) :]:
        try:
            return [*found, *store.save_polls(rest)]
        except StoreError as error:
            if len(rest) == 1 or str(error) == gave_up:
                return [*found, *[error] * len(rest)]
            found += _one_by_one(store, rest)
            gave_up = str(found[-1])
    return found


def _one_by_one(store: Store, results: Sequence[PollResult]) -> list[int | StoreError]:
    """Stops where it is hopeless: a locked database would be waited for half a minute each time."""
    found = list[int | StoreError]()
    for result in results:
        found.append(_alone(store, result))
        if _hopeless(found[-2:]):
            break
    return found


def _hopeless(last: Sequence[int | StoreError]) -> bool:
    """Two in a row failed in the same words, so that it is perhaps not they that are wrong."""
    return len(last) == 2 and all(isinstance(new, StoreError) for new in last) and len({str(new) for new in last}) == 1


def _alone(store: Store, result: PollResult) -> int | StoreError:
    try:
        return store.save_poll(result)
    except StoreError as error:
        return error
