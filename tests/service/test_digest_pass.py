"""The weekly pass: due at its local hour, late after a late start, never twice."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from monitor.config import load_config
from monitor.digest import parse_week
from monitor.errors import StoreError
from monitor.pipeline import Pipeline
from monitor.store import open_store
from monitor.types import DigestSettings, StreamKey, Versions, Weighed
from tests.builders import found_article, utterance
from tests.fakes import FakeClock, FakeFetcher, FakeNotifier, InlineWorkers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitor.ports import Store

MONDAY_8 = datetime(2026, 10, 19, 6, 0, tzinfo=UTC)
"""08:00 in Brussels, in summer time; a week later the clocks have gone back."""
SECOND = timedelta(seconds=1)


@pytest.fixture
def store() -> Iterator[Store]:
    made = open_store("sqlite://")
    made.upgrade()
    made.add_articles([found_article(1, seen=MONDAY_8 - timedelta(days=6))])
    yield made
    made.close()


def pipeline(store: Store, folder: Path, clock: FakeClock, chat: FakeNotifier | None = None) -> Pipeline:
    config = replace(
        load_config(Path("config")), digest=DigestSettings(weekday=0, at=time(8), timezone="Europe/Brussels")
    )
    return Pipeline(
        config=config,
        versions=Versions(baseline=config.baseline.hash, model="test", code="test"),
        store=store,
        fetcher=FakeFetcher(),
        parsers=InlineWorkers(),
        readers=InlineWorkers(),
        notifier=chat or FakeNotifier(),
        pages_folder=folder,
        now=clock,
    )


async def made(store: Store, folder: Path, *moments: datetime) -> list[str]:
    """The weeks of the digests that the passes at these moments leave; each pass is a service that was started anew."""
    for moment in moments:
        await pipeline(store, folder, FakeClock(moment)).digest()
    return sorted(digest.week for digest in store.digests())


async def test_it_comes_at_its_hour_and_not_before(store: Store, tmp_path: Path) -> None:
    assert await made(store, tmp_path, MONDAY_8 - SECOND) == []
    assert await made(store, tmp_path, MONDAY_8) == ["2026-W42"]
    assert (tmp_path / "2026-W42.html").exists()


async def test_its_hour_is_local_also_after_the_clocks_went_back(store: Store, tmp_path: Path) -> None:
    winter = datetime(2026, 10, 26, 7, 0, tzinfo=UTC)

    assert await made(store, tmp_path, MONDAY_8, winter - SECOND) == ["2026-W42"]
    assert await made(store, tmp_path, winter) == ["2026-W42", "2026-W43"]


async def test_a_service_that_starts_late_sends_it_late_and_once(store: Store, tmp_path: Path) -> None:
    chat, clock = FakeNotifier(), FakeClock(MONDAY_8 + timedelta(days=3))
    for _ in range(3):
        service = pipeline(store, tmp_path, clock, chat)
        await service.digest()
        await service.deliver()
        clock.pass_time(hours=5)

    assert [key for key, _ in chat.posted] == ["digest:2026-W42"]


async def test_what_was_first_seen_after_the_week_is_no_digest(store: Store, tmp_path: Path) -> None:
    week_before = MONDAY_8 - timedelta(days=7)

    assert await made(store, tmp_path, week_before) == []


async def test_two_at_the_same_moment_make_one(store: Store, tmp_path: Path) -> None:
    tallies = await asyncio.gather(*(pipeline(store, tmp_path, FakeClock(MONDAY_8)).digest() for _ in range(2)))

    assert sum(tally.new for tally in tallies) == 1


async def test_a_page_that_cannot_be_written_holds_it_back_with_the_reason(store: Store, tmp_path: Path) -> None:
    (tmp_path / "pages").write_text("a file in its place")
    with pytest.raises(StoreError, match="cannot be written"):
        await pipeline(store, tmp_path / "pages", FakeClock(MONDAY_8)).digest()
    assert store.digests() == []

    (tmp_path / "pages").unlink()
    assert await made(store, tmp_path / "pages", MONDAY_8) == ["2026-W42"]


async def test_a_service_that_was_down_for_weeks_makes_up_for_every_week(store: Store, tmp_path: Path) -> None:
    assert await made(store, tmp_path, MONDAY_8, MONDAY_8 + timedelta(days=22)) == [
        "2026-W42",
        "2026-W43",
        "2026-W44",
        "2026-W45",
    ]


async def test_emphasis_stands_in_the_digest_of_the_week_it_is_about(store: Store, tmp_path: Path) -> None:
    key, start = StreamKey("RU-MFA", "SAN"), MONDAY_8 - timedelta(weeks=40)
    said = [
        utterance(
            id=f"u{week}-{n}",
            key=key if n == 0 or week >= 34 else StreamKey("RU-MFA", "DIA"),
            said_at=start + timedelta(weeks=week, hours=n),
        )
        for week in range(40)
        for n in range(12)
    ]
    store.save_weighed("article-1", Weighed(utterances=tuple(said)), MONDAY_8)
    await pipeline(store, tmp_path, FakeClock(MONDAY_8 + timedelta(days=2))).digest()

    week = parse_week("2026-W42", "Europe/Brussels")
    raised = store.alerts()
    assert raised
    assert all(alert.kind == "emphasis" and week.start <= alert.raised_at < week.end for alert in raised)
