"""What is wrong with the service becomes a notice and its outbox row."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from monitor.alerts import health_lines
from monitor.pipeline.tally import Tally
from monitor.types import Remark

if TYPE_CHECKING:
    from datetime import datetime

    from monitor.pipeline import Pipeline


async def tell_health(pipeline: Pipeline) -> Tally:
    if pipeline.config.chat.health is not None:
        await asyncio.to_thread(_tell, pipeline, pipeline.now())
    return Tally()


def _tell(pipeline: Pipeline, now: datetime) -> None:
    store = pipeline.store
    primary = {feed.id for feed in pipeline.config.feeds if feed.primary}
    found = health_lines(store.feed_states(), store.backlog(now), store.life(), primary=primary, now=now)
    if found:
        today = now.astimezone(ZoneInfo(pipeline.config.chat.timezone)).date()
        store.add_notice(f"health:{today.isoformat()}", Remark(lines=found), now)
