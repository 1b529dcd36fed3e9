"""Asks hubs to tell us of news, keeps what they agreed to, and leaves where a feed is gone (WebSub, ADR 17)."""

from __future__ import annotations

import asyncio
import logging
import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.errors import FetchError
from monitor.feeds import Step, asking, form_of, steps
from monitor.pipeline.tally import Tally
from monitor.types import Subscription

if TYPE_CHECKING:
    from datetime import datetime

    from monitor.pipeline import Pipeline
    from monitor.ports import Fetcher, Store
    from monitor.types import Access

logger = logging.getLogger(__name__)

AT_ONCE = 20
"""So many hubs are asked in a pass: thousands of feeds may share a few hubs."""


async def keep_subscriptions(pipeline: Pipeline) -> Tally:
    """Does what is due; a line for each hub that could not be asked. Nothing where no hub could reach us."""
    callback, store, now = pipeline.config.websub.callback, pipeline.store, pipeline.now()
    if not callback:
        return Tally()
    states, subscriptions = await asyncio.gather(
        asyncio.to_thread(store.feed_states), asyncio.to_thread(store.subscriptions)
    )
    due = steps(states, subscriptions, callback=callback, now=now)[:AT_ONCE]
    lines = await asyncio.gather(*(_take(pipeline, step, now) for step in due))
    # Not counted as done: what waits for a hub's question is not there for the next look.
    return Tally(failures=tuple(line for line in lines if line))


async def _take(pipeline: Pipeline, step: Step, now: datetime) -> str:
    # Kept first: the hub may come back with its question before it has answered ours.
    store, asked = pipeline.store, step.after or _new(step, pipeline.config.websub.callback, now)
    if step.before is None:
        await asyncio.to_thread(store.add_subscription, asked)
    elif not await asyncio.to_thread(store.change_subscription, step.before, step.after) or step.after is None:
        return ""
    access = next((feed.access for feed in pipeline.config.feeds if feed.id == step.feed_id), None)
    return await _ask(asked, store, pipeline.fetcher, access)


def _new(step: Step, callback: str, now: datetime) -> Subscription:
    """Under an address that nobody can guess."""
    token = secrets.token_urlsafe(32)
    fresh = Subscription(
        token=token,
        feed_id=step.feed_id,
        offer=step.offer,
        callback=f"{callback}/{token}",
        secret=secrets.token_urlsafe(32),
        again=now,
    )
    return asking(fresh, "subscribe", now)


async def _ask(asked: Subscription, store: Store, fetcher: Fetcher, access: Access | None) -> str:
    try:
        await fetcher.tell(asked.offer.hub, form_of(asked), access=access)
    except FetchError as error:
        trouble = f"{asked.hub_name}, asked to {asked.asked}: {error}"
        await asyncio.to_thread(store.change_subscription, asked, replace(asked, trouble=trouble))
        logger.warning("feed %s: %s", asked.feed_id, trouble)
        return f"{asked.feed_id}: {trouble}"
    logger.info("feed %s: %s was asked to %s", asked.feed_id, asked.hub_name, asked.asked)
    return ""
