"""A small round over a real server: good feeds beside those that hang, drip, never end or unpack for ever."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from monitor.config import load_config
from monitor.feeds.fetch import HttpFetcher
from monitor.pipeline import Pipeline
from monitor.store import open_store
from monitor.types import NetworkSettings, Versions
from tests.builders import feed
from tests.fakes import FakeClock, FakeNotifier, InlineWorkers
from tools.feed_server import Feeds, address

BAD = ("hang", "drip", "endless", "bomb")


async def test_a_round_over_a_real_server_and_the_next_brings_nothing() -> None:
    served = Feeds(12)
    server = await asyncio.start_server(served.serve, "127.0.1.1", 0)
    port = server.sockets[0].getsockname()[1]
    urls = {f"good{n}": address(port, n, 1) for n in range(12)}
    urls |= {f"{kind}": address(port, 0, 1, kind) for kind in BAD}
    feeds = tuple(feed(id=name, url=url) for name, url in urls.items())
    clock, store, workers = FakeClock(), open_store("sqlite://"), InlineWorkers()
    store.upgrade()
    store.register_feeds(feeds, clock())
    network = NetworkSettings(allow_private=True, timeout=timedelta(minutes=10), max_bytes=2**18, per_host=20)
    fetcher = HttpFetcher(network, version="1")
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
    while sum(state.last_success_at is not None for state in store.feed_states()) < 12:
        await pipeline.poll(patience=0.2)
    assert {"hang", "drip"} <= {task.get_name() for task in pipeline.polling}
    assert store.counts()["articles"] == 360

    clock.pass_time(minutes=20)
    done = 0
    while done < 12:
        done += (await pipeline.poll(patience=0.2)).done
    outcomes = {state.feed_id: state.outcome for state in store.feed_states()}
    await pipeline.stop()
    await fetcher.close()
    server.close()
    store.close()
    assert {outcomes[name] for name in outcomes if name.startswith("good")} == {"not changed"}
    assert outcomes["bomb"].startswith("larger than the limit")
