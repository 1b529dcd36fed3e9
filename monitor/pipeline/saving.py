"""Saves what polls left: all that is ready at a time in one transaction, which costs more than what is written in it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from monitor.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.ports import Store
    from monitor.types import PollResult

AT_ONCE = 16
"""So many at most, so that the page and the other passes have their turn."""
GATHER = 0.2
"""Seconds that are waited for others while many polls are under way."""


class PollSaver:
    """One batch is saved at a time; what is ready meanwhile is the next."""

    def __init__(self) -> None:
        self._waiting: list[tuple[PollResult, asyncio.Future[int]]] = []
        self._work: asyncio.Task[None] | None = None
        self._under_way = 0

    async def save(self, store: Store, result: PollResult, *, under_way: int) -> int:
        """How many articles were new, once it is saved; where many polls are `under_way`, a few others are waited for. Raises StoreError."""
        self._under_way = under_way
        saved: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._waiting.append((result, saved))
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
                await asyncio.sleep(GATHER)
            waiting = [one for one in self._waiting if not one[1].done()]  # not those who were stopped meanwhile
            batch, self._waiting = waiting[:AT_ONCE], waiting[AT_ONCE:]
            found = await asyncio.to_thread(_saved, store, [result for result, _ in batch])
            for (_, saved), new in zip(batch, found, strict=True):
                if saved.done():
                    continue
                if isinstance(new, StoreError):
                    saved.set_exception(new)
                else:
                    saved.set_result(new)


def _saved(store: Store, results: Sequence[PollResult]) -> Sequence[int | StoreError]:
    """Where they cannot be saved together, each by itself: one that the database refuses stops no other."""
    try:
        return store.save_polls(results) if results else []
    except StoreError as error:
        return [error] if len(results) == 1 else [_alone(store, result) for result in results]


def _alone(store: Store, result: PollResult) -> int | StoreError:
    try:
        return store.save_poll(result)
    except StoreError as error:
        return error
