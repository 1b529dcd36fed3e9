"""The poll pass over the real store: who is asked, who waits for whom, and what stopping leaves."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.app.environment import feed_secrets
from monitor.config import load_config
from monitor.engine import Membership
from monitor.errors import FetchError, StoreError, UsageError
from monitor.feeds import NOT_PUBLIC
from monitor.pipeline.saving import PollSaver
from monitor.store import SqlStore, open_store
from monitor.types import Access, FeedState, PollResult, Versions
from tests.builders import feed
from tests.fakes import FakeClock, FakeFetcher, InlineWorkers, pipeline_of_fakes

SHIPPED = load_config(Path("config"))
FEED = b'<rss version="2.0"><channel><title>T</title><item><guid>%d</guid><title>One</title></item></channel></rss>'


class Web(FakeFetcher):
    """Some addresses never answer."""

    async def fetch(self, url, validators, *, accept, access=None):
        if "slow" in url:
            self.asked.append(url)
            await asyncio.sleep(3600)
        return await super().fetch(url, validators, accept=accept, access=access)


class Round:
    """A pipeline over so many feeds, of which the first are slow."""

    def __init__(self, count: int, slow: int = 0) -> None:
        names = [("slow" if n < slow else "good") + str(n) for n in range(count)]
        self.feeds = tuple(feed(id=name, url=f"https://{name}.example/feed") for name in names)
        self.web, self.clock, self.store = Web(), FakeClock(), open_store("sqlite://")
        self.web.documents = {f.url: FEED % n for n, f in enumerate(self.feeds)}
        self.store.upgrade()
        self.store.register_feeds(self.feeds, self.clock())
        self.workers = InlineWorkers()
        self.pipeline = pipeline_of_fakes(
            replace(SHIPPED, feeds=self.feeds),
            self.store,
            now=self.clock,
            folder=Path(),
            versions=Versions(baseline="b", model="m", code="c"),
            fetcher=self.web,
            parsers=self.workers,
            readers=self.workers,
        )


async def test_all_that_is_due_is_asked_once_however_few_at_a_time() -> None:
    round_ = Round(23)
    tally = await round_.pipeline.poll(limit=4)
    assert (tally.done, tally.new, len(round_.web.asked)) == (23, 23, 23)
    assert round_.pipeline.polling == set()


async def until_done(round_: Round, count: int) -> int:
    """As the scheduler does: one impatient pass after the other."""
    done = 0
    for _ in range(100):
        done += (await round_.pipeline.poll(patience=0.1)).done
        if done >= count:
            break
    return done


async def test_what_others_have_in_hand_is_not_looked_for_again_and_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    round_, looked, whole = Round(16, slow=1), [], SqlStore.due_feeds
    own, other = (
        open_store(f"sqlite:///{tmp_path / 'shared.db'}", holder=name, clock=round_.clock) for name in ("own", "other")
    )
    own.upgrade()
    own.register_feeds(round_.feeds, round_.clock())
    me, they = (
        Membership(store.sharing, role="worker", version="1", made_for="same", now=round_.clock)
        for store in (own, other)
    )
    assert len(they.claim("feed", [f"good{n}" for n in range(1, 12)])) == 11

    def due_feeds(store: SqlStore, *given: object, **named: object) -> list[FeedState]:
        looked.append(given)
        return whole(store, *given, **named)

    monkeypatch.setattr(SqlStore, "due_feeds", due_feeds)
    pipeline = replace(round_.pipeline, store=own, member=me)
    tally = await pipeline.poll(limit=4, patience=0.5)
    await pipeline.stop()

    assert tally.done == 4  # the four that are left; the slow one is under way
    assert len(looked) < 8, len(looked)


async def test_slow_servers_hold_up_nobody_and_are_not_asked_twice() -> None:
    round_ = Round(12, slow=3)
    assert await until_done(round_, 9) == 9
    assert {task.get_name() for task in round_.pipeline.polling} == {"slow0", "slow1", "slow2"}

    round_.clock.pass_time(minutes=20)
    assert await until_done(round_, 9) == 9
    assert sum("slow" in url for url in round_.web.asked) == 3
    await round_.pipeline.stop()
    assert round_.pipeline.polling == set()


async def test_what_was_cut_off_is_asked_again() -> None:
    round_ = Round(2, slow=1)
    await round_.pipeline.poll(patience=1.5)
    await round_.pipeline.stop()
    assert [state.feed_id for state in round_.store.due_feeds(round_.clock(), 9)] == ["slow0"]


async def test_a_store_that_fails_ends_the_pass_instead_of_asking_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    round_ = Round(3)

    def full(_self: object, _results: object) -> int:
        raise StoreError("the disk is full")

    monkeypatch.setattr(type(round_.store), "save_polls", full)
    with pytest.raises(StoreError):
        await round_.pipeline.poll()
    assert len(round_.web.asked) == 3


async def test_what_is_ready_together_is_saved_in_one_transaction_and_what_the_database_refuses_stops_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    round_, whole, sizes = Round(40), SqlStore.save_polls, []

    def save_polls(store: SqlStore, results: list[PollResult]) -> list[int]:
        sizes.append(len(results))
        if any(result.state.feed_id == "good7" for result in results):
            raise StoreError("this one cannot be kept")
        return whole(store, results)

    monkeypatch.setattr(SqlStore, "save_polls", save_polls)
    with pytest.raises(StoreError, match="cannot be kept"):
        await round_.pipeline.poll()
    assert max(sizes) > 1
    assert [state.feed_id for state in round_.store.due_feeds(round_.clock(), 99)] == ["good7"]


async def test_a_bug_in_saving_is_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    round_ = Round(3)
    monkeypatch.setattr(SqlStore, "save_polls", lambda _store, _results: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        await round_.pipeline.poll()


async def test_a_bug_in_saving_is_said_as_it_is_although_others_save_at_once_after_it() -> None:
    saver, broken, good = PollSaver(), Round(1).store, Round(1).store
    result = PollResult(state=good.feed_states()[0])
    broken.save_polls = lambda _results: 1 / 0
    first = asyncio.create_task(saver.save(broken, result, under_way=1))
    await asyncio.sleep(0)
    while not saver._work.done():  # noqa: ASYNC110  # an event would wake us after the one that is looked at
        await asyncio.sleep(0)
    assert await saver.save(good, result, under_way=1) == 0
    with pytest.raises(ZeroDivisionError):
        await first


async def test_a_host_at_rest_is_no_failure_in_the_tally() -> None:
    round_ = Round(1)
    round_.web.documents[round_.feeds[0].url] = FetchError("not asked", kind="rest", retry_after=timedelta(minutes=9))
    tally = await round_.pipeline.poll()
    assert (tally.failures, round_.store.feed_states()[0].failures) == ((), 0)


async def test_a_feed_that_moved_is_asked_at_its_new_place() -> None:
    round_ = Round(1)
    (state,) = round_.store.feed_states()
    new = "https://new.example/feed"
    round_.web.documents = {new: FEED % 1}
    round_.store.save_poll(PollResult(state=replace(state, moved_to=new, moved_polls=5)))
    await round_.pipeline.poll()
    assert round_.web.asked == [new]


def test_references_are_taken_from_the_environment_or_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from a file\n")
    feeds = [feed(access=Access(password="env:A", user="env:B"))]
    found = feed_secrets(feeds, {"A": "given", "B_FILE": str(tmp_path / "secret")})
    assert found == {"A": "given", "B": "from a file"}
    with pytest.raises(UsageError, match="A, B"):
        feed_secrets(feeds, {})


@pytest.mark.parametrize(("allowed", "due"), [(False, 0), (True, 2)])
async def test_what_a_setting_forbade_is_asked_at_the_next_start_once_it_is_allowed(*, allowed: bool, due: int) -> None:
    round_ = Round(2)
    round_.web.documents = {f.url: FetchError(NOT_PUBLIC, kind="hard") for f in round_.feeds}
    await round_.pipeline.poll()
    round_.web.documents = {f.url: FEED % n for n, f in enumerate(round_.feeds)}
    network = replace(SHIPPED.network, allow_private=allowed)
    started = replace(round_.pipeline, config=replace(round_.pipeline.config, network=network))
    started.begin()

    assert (await started.poll()).new == due
