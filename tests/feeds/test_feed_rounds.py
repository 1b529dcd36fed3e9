"""A small round over a real server: good feeds beside those that hang, drip, never end or unpack for ever."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from monitor.types import NetworkSettings
from tests.builders import feed
from tests.fakes import FakeClock
from tests.feeds.polled import polling
from tools.feed_server import Feeds, address

if TYPE_CHECKING:
    from datetime import datetime

    from monitor.pipeline import Pipeline

BAD = ("hang", "drip", "endless", "bomb")


async def test_a_round_over_a_real_server_and_the_next_brings_nothing() -> None:
    served = Feeds(12)
    server = await asyncio.start_server(served.serve, "127.0.1.1", 0)
    port = server.sockets[0].getsockname()[1]
    urls = {f"good{n}": address(port, n, 1) for n in range(12)}
    urls |= {f"{kind}": address(port, 0, 1, kind) for kind in BAD}
    feeds = tuple(feed(id=name, url=url) for name, url in urls.items())
    clock = FakeClock()
    network = NetworkSettings(allow_private=True, timeout=timedelta(minutes=10), max_bytes=2**18, per_host=20)
    async with polling(feeds, network=network, clock=clock) as pipeline:
        await until_good(pipeline, since=clock())
        assert {"hang", "drip"} <= {task.get_name() for task in pipeline.polling}
        assert pipeline.store.counts()["articles"] == 360

        clock.pass_time(minutes=20)
        await until_good(pipeline, since=clock())
        outcomes = {state.feed_id: state.outcome for state in pipeline.store.feed_states()}
    server.close()
    assert {outcomes[name] for name in outcomes if name.startswith("good")} == {"not changed"}
    assert outcomes["bomb"].startswith("larger than the limit")


async def until_good(pipeline: Pipeline, *, since: datetime) -> None:
    """Polls, as the scheduler does, until every good feed has been asked since then."""
    late = {"none yet"}
    while late:
        await pipeline.poll(patience=0.2)
        states = [state for state in pipeline.store.feed_states() if state.feed_id.startswith("good")]
        late = {state.feed_id for state in states if state.last_polled_at is None or state.last_polled_at < since}
