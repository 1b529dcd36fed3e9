"""Feeds that are due become articles, saved with the feed's state."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import math
import time
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from monitor.errors import FetchError, ParseError, ReadError, WorkersError
from monitor.feeds import address_of, settle_failure, settle_feed, settle_not_modified, settle_same_body
from monitor.pipeline.tally import Tally, sum_or_raise
from monitor.types import NotModified, PollResult
from monitor.types.sharing import FEEDS_CLAIM

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from monitor.pipeline import Pipeline
    from monitor.types import Feed, FeedState, Fetched

logger = logging.getLogger(__name__)

FEED_TYPES = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.5"
)


async def poll_due(pipeline: Pipeline, limit: int, *, patience: float | None) -> Tally:
    feeds, began = {feed.id: feed for feed in pipeline.config.feeds}, pipeline.now()
    until = math.inf if patience is None else time.monotonic() + patience
    ended: list[Tally | BaseException] = []
    while not any(isinstance(end, BaseException) for end in ended):
        more = await _start_polls(pipeline, feeds, began if patience is None else pipeline.now(), limit)
        if not pipeline.polling or time.monotonic() >= until:
            break
        ended += await _ended_polls(pipeline, 3 * limit // 4 if more else 0, until)
    return sum_or_raise(ended)


async def _start_polls(pipeline: Pipeline, feeds: Mapping[str, Feed], due_by: datetime, limit: int) -> bool:
    """Starts what is due and not being asked, as far as there is room; answers whether more waits for room."""
    asked, room = {task.get_name() for task in pipeline.polling}, limit - len(pipeline.polling)
    due = await asyncio.to_thread(pipeline.store.due_feeds, due_by, room + 1, besides=asked)
    waiting = [state for state in due if state.feed_id in feeds]
    mine = await pipeline.claimed(FEEDS_CLAIM, [state.feed_id for state in waiting[:room]])
    for state in (state for state in waiting[:room] if state.feed_id in mine):
        poll = _poll_one(pipeline, feeds[state.feed_id], state)
        pipeline.polling.add(asyncio.create_task(poll, name=state.feed_id))
    return len(waiting) > room


async def _ended_polls(pipeline: Pipeline, down_to: int, until: float) -> list[Tally | BaseException]:
    """What the polls brought that end while more than `down_to` are under way, and before `until`."""
    # Each is listened to once, not anew after each that ends: hundreds may be under way.
    ended, done, under_way = list[Tally | BaseException](), asyncio.Queue[asyncio.Task[Tally]](), list(pipeline.polling)
    for task in under_way:
        task.add_done_callback(done.put_nowait)
    with suppress(TimeoutError):
        async with asyncio.timeout(None if until == math.inf else until - time.monotonic()):
            while len(pipeline.polling) > down_to:
                pipeline.polling.remove(task := await done.get())
                ended.append(task.exception() or task.result())
    for task in under_way:
        task.remove_done_callback(done.put_nowait)
    return ended


async def stop_polls(pipeline: Pipeline) -> None:
    for task in pipeline.polling:
        task.cancel()
    await asyncio.gather(*pipeline.polling, return_exceptions=True)
    pipeline.polling.clear()


async def _poll_one(pipeline: Pipeline, feed: Feed, state: FeedState) -> Tally:
    failed = False
    try:
        address = address_of(feed, state)
        got = await pipeline.fetcher.fetch(address, state.validators, accept=FEED_TYPES, access=feed.access)
        result = await _settle(pipeline, feed, state, got)
    except (FetchError, ParseError, ReadError, WorkersError) as error:
        result = settle_failure(feed, state, error, polling=pipeline.config.polling, now=pipeline.now())
        failed = result.state.failures > 0  # not where its host only wants rest
    new = await pipeline.poll_saver.save(pipeline.store, result, under_way=len(pipeline.polling))
    if new:
        pipeline.hints.left("poll")
    if failed:
        logger.warning("feed %s: %s", feed.id, result.state.outcome)
    elif new or state.failures:
        back = f" (answers again after {state.failures} failures)" if state.failures else ""
        logger.info("feed %s: %d new of %s%s", feed.id, new, result.state.outcome, back)
        if result.has_gap(new):
            logger.warning(
                "feed %s: it reached back to nothing recent that we had, so items may have come and gone before",
                feed.id,
            )
    return Tally(1, new, (f"{feed.id}: {result.state.outcome}",) if failed else ())


async def _settle(pipeline: Pipeline, feed: Feed, state: FeedState, got: Fetched | NotModified) -> PollResult:
    polling = pipeline.config.polling
    if isinstance(got, NotModified):
        return settle_not_modified(feed, state, got, polling=polling, now=pipeline.now())
    body_hash = hashlib.sha256(got.body).hexdigest()
    if body_hash == state.body_hash:
        return settle_same_body(feed, state, got, polling=polling, now=pipeline.now())
    stale = pipeline.config.rules.merge.stale
    settle = partial(settle_feed, body_hash=body_hash, polling=polling, stale=stale, now=pipeline.now())
    return await pipeline.parsers.run(settle, feed, state, got)
