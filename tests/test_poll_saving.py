"""What polls left is saved in batches: how many at once, how long is waited, and what is done while the database takes nothing."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from threading import Event
from typing import TYPE_CHECKING

import pytest

from monitor.errors import StoreError
from monitor.pipeline import saving
from monitor.pipeline.saving import PollSaver, _fitting
from monitor.types import FeedState, PollResult
from tests.builders import found_article

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)


def result(number: int, articles: int = 0) -> PollResult:
    state = FeedState(feed_id=f"f{number}", next_due=NOW)
    return PollResult(state=state, articles=(found_article(1),) * articles)


class Refusing:
    """A store that says why it takes nothing. `tried`: the feeds of each transaction; `saved`: those that are in it."""

    def __init__(self, refuse: Callable[[list[str], int], str]) -> None:
        self._refuse = refuse
        self.tried: list[list[str]] = []
        self.saved: list[str] = []

    def save_polls(self, results: Sequence[PollResult]) -> list[int]:
        names = [result.state.feed_id for result in results]
        self.tried.append(names)
        if words := self._refuse(names, len(self.tried)):
            raise StoreError(words)
        self.saved += names
        return [0] * len(names)

    def save_poll(self, result: PollResult) -> int:
        return self.save_polls([result])[0]


async def saved_by(store: Refusing, count: int, *, under_way: int = 1) -> list[int | BaseException]:
    saver = PollSaver()
    saves = (saver.save(store, result(number), under_way=under_way) for number in range(count))
    async with asyncio.timeout(10):
        return await asyncio.gather(*saves, return_exceptions=True)


@pytest.mark.parametrize(
    ("articles", "fitting"),
    [([0] * 101, 100), ([1] * 101, 100), ([300, 300], 1), ([600], 1), ([600, 1], 1), ([300, 200, 1], 2)],
)
async def test_a_transaction_holds_so_much_at_most_and_always_one(articles: list[int], fitting: int) -> None:
    future = asyncio.get_running_loop().create_future()
    assert _fitting([(result(number, count), future) for number, count in enumerate(articles)]) == fitting


async def test_enough_that_are_ready_wake_the_saving_before_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "GATHER", 60.0)
    saver, store = PollSaver(), Refusing(lambda _names, _turn: "")
    saves = [asyncio.create_task(saver.save(store, result(number), under_way=99)) for number in range(15)]
    done, _ = await asyncio.wait(saves, timeout=0.1)
    assert (done, store.tried) == (set(), [])

    saves.append(asyncio.create_task(saver.save(store, result(15), under_way=99)))
    async with asyncio.timeout(10):
        assert await asyncio.gather(*saves) == [0] * 16
    assert [len(names) for names in store.tried] == [16]


async def test_where_few_are_under_way_nobody_waits_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "GATHER", 60.0)
    assert await saved_by(Refusing(lambda _names, _turn: ""), 1) == [0]


async def test_a_database_that_takes_nothing_is_not_tried_with_each_poll_alone() -> None:
    store = Refusing(lambda _names, _turn: "locked for 30 s")
    ends = await saved_by(store, 100)

    assert [str(end) for end in ends] == ["locked for 30 s"] * 100  # each feed stays due
    assert [len(names) for names in store.tried] == [100, 1, 1, 98]


async def test_what_was_not_tried_is_saved_at_the_next_turn() -> None:
    store = Refusing(lambda _names, turn: "locked for 30 s" if turn < 4 else "")
    ends = await saved_by(store, 100)

    assert [isinstance(end, StoreError) for end in ends] == [True] * 2 + [False] * 98
    assert sorted(store.saved) == sorted(f"f{number}" for number in range(2, 100))


async def test_two_that_are_refused_stop_no_other() -> None:
    bad = {"f1", "f3"}
    store = Refusing(lambda names, _turn: "refused" if bad & set(names) else "")
    ends = await saved_by(store, 6)

    assert {f"f{number}" for number, end in enumerate(ends) if isinstance(end, StoreError)} == bad
    assert sorted(store.saved) == ["f0", "f2", "f4", "f5"]


async def test_what_fails_in_other_words_each_time_is_tried_to_the_end() -> None:
    store = Refusing(lambda names, _turn: f"{names[0]} is refused" if names[0] in ("f0", "f1") else "")
    await saved_by(store, 5)
    assert sorted(store.saved) == ["f2", "f3", "f4"]


async def test_the_same_trouble_after_it_was_over_is_looked_at_anew() -> None:
    store = Refusing(lambda names, turn: "locked" if turn < 4 or "f9" in names else "")
    saver = PollSaver()
    async with asyncio.timeout(10):
        await asyncio.gather(*(saver.save(store, result(n), under_way=1) for n in range(4)), return_exceptions=True)
        later = (saver.save(store, result(n), under_way=1) for n in (8, 9, 10))
        ends = await asyncio.gather(*later, return_exceptions=True)
    assert [isinstance(end, StoreError) for end in ends] == [False, True, False]


async def test_two_that_are_refused_in_one_batch_do_not_fail_those_that_are_saved_later() -> None:
    bad = {"f0", "f1", "f4"}
    store, saver = Refusing(lambda names, _turn: "refused" if bad & set(names) else ""), PollSaver()
    async with asyncio.timeout(10):
        await asyncio.gather(*(saver.save(store, result(n), under_way=1) for n in (0, 1)), return_exceptions=True)
        later = (saver.save(store, result(n), under_way=1) for n in (3, 4, 5))
        ends = await asyncio.gather(*later, return_exceptions=True)
    assert [isinstance(end, StoreError) for end in ends] == [False, True, False]


async def test_two_that_are_refused_in_one_batch_do_not_fail_those_that_became_ready_meanwhile() -> None:
    bad, ready = {"f0", "f1", "f4"}, Event()
    store = Refusing(lambda names, _turn: "refused" if ready.wait(10) and bad & set(names) else "")
    saver = PollSaver()
    async with asyncio.timeout(10):
        saves = [asyncio.create_task(saver.save(store, result(n), under_way=1)) for n in (0, 1, 2)]
        while not store.tried:  # noqa: ASYNC110  # what is tried is told by a thread
            await asyncio.sleep(0)
        saves += [asyncio.create_task(saver.save(store, result(n), under_way=1)) for n in (3, 4, 5)]
        await asyncio.sleep(0)
        ready.set()
        await asyncio.gather(*saves, return_exceptions=True)
    assert store.tried[0] == ["f0", "f1", "f2"]
    assert sorted(store.saved) == ["f2", "f3", "f5"]
