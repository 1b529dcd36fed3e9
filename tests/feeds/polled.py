"""The poll pass over real connections: a pipeline with a fetcher and an empty store, closed at the end."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.config import load_config
from monitor.feeds.fetch import HttpFetcher
from monitor.pipeline import Pipeline
from monitor.store import open_store
from monitor.types import Versions
from tests.fakes import FakeNotifier, InlineWorkers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from monitor.types import Feed, NetworkSettings
    from tests.fakes import FakeClock


@asynccontextmanager
async def polling(
    feeds: tuple[Feed, ...],
    *,
    network: NetworkSettings,
    clock: FakeClock,
    workers: InlineWorkers | None = None,
    database: str = "sqlite://",
) -> AsyncIterator[Pipeline]:
    """A pipeline that is about to ask these feeds for the first time."""
    store, fetcher, workers = open_store(database), HttpFetcher(network, version="1"), workers or InlineWorkers()
    store.upgrade()
    pipeline = Pipeline(
        config=replace(load_config(Path("config")), feeds=feeds),
        versions=Versions(baseline="b", model="m", code="c"),
        store=store,
        fetcher=fetcher,
        parsers=workers,
        readers=workers,
        notifier=FakeNotifier(),
        pages_folder=Path(),
        now=clock,
    )
    pipeline.begin()
    try:
        yield pipeline
    finally:
        await pipeline.stop()
        await fetcher.close()
        store.close()
