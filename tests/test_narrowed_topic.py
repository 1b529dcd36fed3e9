"""An office or issue leaves the configuration while what is stored goes on naming it: nothing stops for that."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from monitor.config import load_config
from monitor.store import open_store
from monitor.types import Reading, StreamKey, Versions, Weighed
from tests.builders import evidence, found_article, stream, utterance
from tests.fakes import FakeClock, pipeline_of_fakes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitor.pipeline import Pipeline
    from monitor.store import SqlStore
    from monitor.types import Config, World

KEY = StreamKey("RU-MFA", "SAN")
GONE = ("office", "issue")


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config(Path("config"))


@pytest.fixture
def store() -> Iterator[SqlStore]:
    opened = open_store("sqlite://")
    opened.upgrade()
    yield opened
    opened.close()


def without(world: World, gone: str) -> World:
    if gone == "office":
        return replace(world, offices=tuple(office for office in world.offices if office.id != KEY.office))
    return replace(world, issues=tuple(issue for issue in world.issues if issue.code != KEY.issue))


def pipeline_of(config: Config, store: SqlStore, clock: FakeClock, folder: Path) -> Pipeline:
    versions = Versions(baseline="b", model="m", code="c")
    return pipeline_of_fakes(config, store, now=clock, folder=folder, versions=versions)


@pytest.mark.parametrize("gone", GONE)
async def test_a_reprint_of_what_is_not_followed_any_more_is_weighed(config, store, tmp_path, gone):
    clock = FakeClock()
    store.add_articles([found_article(n, id=f"a{n}", seen=clock(), published=clock()) for n in (1, 2, 3)])
    told = utterance(key=KEY, said_at=clock(), evidence=(evidence(article="a1"),))
    for number, copy_of in ((1, None), (2, "a1"), (3, None)):
        reading = Reading(article_id=f"a{number}", language="en", genre="news", statements=())
        store.save_reading(reading, copy_of=copy_of, now=clock())
    store.save_weighed("a1", Weighed(utterances=(told,)), clock())
    pipeline = pipeline_of(replace(config, world=without(config.world, gone)), store, clock, tmp_path)

    assert (await asyncio.wait_for(pipeline.weigh(), 10)).done == 2
    assert store.backlog(clock()).unweighed == 0
    assert [u.copies for u in store.utterances_of("a1")] == [told.copies]


@pytest.mark.parametrize("gone", GONE)
def test_the_digest_of_a_week_is_made_after_what_was_talked_of_is_not_followed_any_more(config, store, tmp_path, gone):
    """Twenty-two weeks with a steady share of the issue, two without: what is talked of less is looked for at the close."""
    begun = datetime(2026, 3, 2, 12, tzinfo=UTC)
    told = [
        utterance(id=f"ut-{week}-{n}", key=key, said_at=begun + timedelta(weeks=week, hours=n), evidence=())
        for week in range(26)
        for n in range(20)
        for key in [KEY if n < 8 and week < 22 else KEY._replace(issue="NUC")]
    ]
    clock = FakeClock(begun + timedelta(weeks=26))
    store.add_articles([found_article(1, seen=clock() - timedelta(weeks=3), published=clock() - timedelta(weeks=3))])
    store.save_weighed("nothing", Weighed(utterances=tuple(told), streams=(stream(key=KEY, last_at=clock()),)), clock())
    pipeline = pipeline_of(replace(config, world=without(config.world, gone)), store, clock, tmp_path)

    asyncio.run(pipeline.digest())

    assert [made.week for made in store.digests()] == ["2026-W35", "2026-W34", "2026-W33"]
    assert store.alerts() == []


@pytest.mark.parametrize("gone", GONE)
def test_what_is_not_followed_is_named_by_an_error_that_a_thread_can_hand_on(config, gone):
    """A StopIteration in a thread is never handed to the coroutine that waits for it."""
    world = without(config.world, gone)
    key = getattr(KEY, gone)

    with pytest.raises(LookupError, match=f"{gone} {key} is not configured"):
        getattr(world, gone)(key)
    assert not world.follows(KEY)
    assert config.world.follows(KEY)
