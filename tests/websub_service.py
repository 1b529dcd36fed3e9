"""A service that a strict hub can reach, over a real store, all by real HTTP."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from monitor.types import NetworkSettings, WebSubSettings
from monitor.web import Health, create_app, serve
from tests.builders import feed
from tests.fakes import FakeClock
from tests.feeds.hub_server import Hub, hub
from tests.feeds.polled import polling

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from monitor.pipeline import Pipeline
    from monitor.types import FeedState, Subscription

LOCAL = NetworkSettings(allow_private=True, timeout=timedelta(seconds=5), max_bytes=64 * 1024)
HOUR = timedelta(hours=1)


@dataclass
class Service:
    """What `monitor run` is to a hub: the passes, and the site at the callback's address."""

    pipeline: Pipeline
    clock: FakeClock
    hub: Hub

    async def subscribe(self) -> tuple[str, ...]:
        """One pass, and the hub's questions after it."""
        failures = (await self.pipeline.subscribe()).failures
        await self.hub.settled()
        return failures

    @property
    def subscriptions(self) -> list[Subscription]:
        return self.pipeline.store.subscriptions()

    @property
    def words(self) -> str:
        return self.subscriptions[0].in_words(self.clock())

    @property
    def state(self) -> FeedState:
        return self.pipeline.store.feed_states()[0]

    def without(self, pipeline: Pipeline) -> Pipeline:
        """Started anew with a configuration that has no feed any more."""
        pipeline.store.register_feeds((), self.clock())
        return replace(pipeline, config=replace(pipeline.config, feeds=()))


@asynccontextmanager
async def subscribed(*, begun: bool = True, database: str = "sqlite://") -> AsyncIterator[Service]:
    """A service whose site asks for a log-in, whose feed names a hub, and which, `begun`, has subscribed."""
    clock = FakeClock()
    async with (
        hub() as one,
        polling(
            (feed(url=f"{one.base}/feed?edition=all&page=1"),), network=LOCAL, clock=clock, database=database
        ) as first,
    ):
        web = replace(first.config.web, access="login")
        config = replace(first.config, network=LOCAL, web=web)
        application = create_app(
            first.store,
            review=first.store.review,
            accounts=first.store.review,
            config=replace(config, websub=WebSubSettings(callback="http://set.example")),
            health=lambda: Health(ticks={}, stale_after=HOUR),
            now=clock,
            replays=first.pages_folder,
        )
        runner, port = await serve(application, "127.0.0.1", 0)
        config = replace(config, websub=WebSubSettings(callback=f"http://127.0.0.1:{port}/websub"))
        service = Service(replace(first, config=config), clock, one)
        try:
            if begun:
                await service.pipeline.poll()
                assert await service.subscribe() == ()
            yield service
            assert one.wrong == []
        finally:
            await runner.cleanup()
