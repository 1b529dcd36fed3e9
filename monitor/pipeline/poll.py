"""Feeds that are due become articles, saved with the feed's state."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import math
import time
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from monitor.errors import FetchError, ParseError, ReadError, WorkersError
from monitor.feeds import (
    NOT_PUBLIC,
    address_of,
    settle_failure,
    settle_feed,
    settle_not_modified,
    settle_not_read,
    settle_same_body,
)
from monitor.pipeline.able import can_parse
from monitor.pipeline.tally import Tally, sum_or_raise
from monitor.types import NotModified
from monitor.types.sharing import FEEDS_CLAIM

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from monitor.pipeline import Pipeline
    from monitor.types import Feed, FeedState, Fetched, PollResult

logger = logging.getLogger(__name__)

FEED_TYPES = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.5"
)


class Kept(NamedTuple):
    """A feed's document that came at a time when no process could be had here that reads it."""

    got: Fetched
    at: datetime


async def poll_due(pipeline: Pipeline, limit: int, *, patience: float | None) -> Tally:
    """While no document can be read here nobody is asked, and the pass fails; what had come is read first once one can be."""
    tally = await _poll_due(pipeline, limit, patience) if await can_parse(pipeline) else Tally()
    await pipeline.ability.tell(pipeline)
    if pipeline.parsers.unable is not None:
        raise WorkersError(pipeline.parsers.unable.words)
    return tally


async def _poll_due(pipeline: Pipeline, limit: int, patience: float | None) -> Tally:
    feeds, began = {feed.id: feed for feed in pipeline.config.feeds}, pipeline.now()
    until = math.inf if patience is None else time.monotonic() + patience
    await _start_kept(pipeline, feeds)
    ended: list[Tally | BaseException] = []
    while not any(isinstance(end, BaseException) for end in ended):
        due_by, able = began if patience is None else pipeline.now(), pipeline.parsers.unable is None
        more = able and await _start_polls(pipeline, feeds, due_by, limit)
        if not pipeline.polling or time.monotonic() >= until:
            break
        ended += await _ended_polls(pipeline, 3 * limit // 4 if more else 0, until)
    return sum_or_raise(ended)


async def _start_polls(pipeline: Pipeline, feeds: Mapping[str, Feed], due_by: datetime, limit: int) -> bool:
    """Starts what is due and not being asked, as far as there is room; answers whether more waits for room."""
    under_way, room = {task.get_name() for task in pipeline.polling}, limit - len(pipeline.polling)
    asked = under_way | pipeline.kept.keys()  # of these what came is read first
    due = await asyncio.to_thread(pipeline.store.due_feeds, due_by, room + 1, besides=asked)
    waiting = [state for state in due if state.feed_id in feeds]
    mine = await pipeline.claimed(FEEDS_CLAIM, [state.feed_id for state in waiting[:room]])
    for state in (state for state in waiting[:room] if state.feed_id in mine):
        poll = _poll_one(pipeline, feeds[state.feed_id], state)
        pipeline.polling.add(asyncio.create_task(poll, name=state.feed_id))
    return len(waiting) > room


async def _start_kept(pipeline: Pipeline, feeds: Mapping[str, Feed]) -> None:
    """Has what is kept read, unless another process has asked that feed since: then it has read what is newer."""
    asked = {task.get_name() for task in pipeline.polling}
    waiting = {feed_id: kept for feed_id, kept in pipeline.kept.items() if feed_id not in asked}
    if not waiting:
        return
    states = {state.feed_id: state for state in await asyncio.to_thread(pipeline.store.feed_states)}
    newest = [name for name, kept in waiting.items() if name in states and states[name].last_polled_at == kept.at]
    for name in waiting.keys() - set(newest):
        del pipeline.kept[name]
    for name in sorted(await pipeline.claimed(FEEDS_CLAIM, newest)):
        read = _read_kept(pipeline, feeds[name], states[name], pipeline.kept.pop(name))
        pipeline.polling.add(asyncio.create_task(read, name=name))


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


def ask_what_is_allowed_now(pipeline: Pipeline) -> None:
    """Feeds that were not asked since their addresses are not public do not wait out what a failure costs once that is allowed."""
    if pipeline.config.network.allow_private:
        pipeline.store.ask_again(NOT_PUBLIC, pipeline.now())


async def stop_polls(pipeline: Pipeline) -> None:
    for task in pipeline.polling:
        task.cancel()
    await asyncio.gather(*pipeline.polling, return_exceptions=True)
    pipeline.polling.clear()


async def _poll_one(pipeline: Pipeline, feed: Feed, state: FeedState) -> Tally:
    try:
        address = address_of(feed, state)
        got = await pipeline.fetcher.fetch(address, state.validators, accept=FEED_TYPES, access=feed.access)
    except FetchError as error:
        result = settle_failure(feed, state, error, polling=pipeline.config.polling, now=pipeline.now())
    else:
        result = await _settle(pipeline, feed, state, got, at=pipeline.now())
    return await _save(pipeline, feed, state, result)


async def _read_kept(pipeline: Pipeline, feed: Feed, state: FeedState, kept: Kept) -> Tally:
    """As of when it came: that it was read late is no news of the feed."""
    return await _save(pipeline, feed, state, await _settle(pipeline, feed, state, kept.got, at=kept.at))


async def _save(pipeline: Pipeline, feed: Feed, before: FeedState, result: PollResult) -> Tally:
    # Not where its host only wants rest, nor where nobody could read it.
    troubled = result.state.failures > before.failures or result.state.is_cut
    new = await pipeline.poll_saver.save(pipeline.store, result, under_way=len(pipeline.polling))
    if new:
        pipeline.hints.left("poll")
    if troubled:
        logger.warning("feed %s: %s", feed.id, result.state.outcome)
    elif new or before.failures > result.state.failures:
        back = f" (answers again after {before.failures} failures)" if before.failures else ""
        logger.info("feed %s: %d new of %s%s", feed.id, new, result.state.outcome, back)
        if result.has_gap(new):
            logger.warning(
                "feed %s: it reached back to nothing recent that we had, so items may have come and gone before",
                feed.id,
            )
    return Tally(1, new, (f"{feed.id}: {result.state.outcome}",) if troubled else ())


async def _settle(
    pipeline: Pipeline, feed: Feed, state: FeedState, got: Fetched | NotModified, *, at: datetime
) -> PollResult:
    """What came at that time, taken apart; it is kept where no process can be had for that."""
    polling = pipeline.config.polling
    if isinstance(got, NotModified):
        return settle_not_modified(feed, state, got, polling=polling, now=at)
    body_hash = hashlib.sha256(got.body).hexdigest()
    if body_hash == state.body_hash:
        return settle_same_body(feed, state, got, polling=polling, now=at)
    stale = pipeline.config.rules.merge.stale
    settle = partial(settle_feed, body_hash=body_hash, polling=polling, stale=stale, now=at)
    try:
        return await pipeline.parsers.run(settle, feed, state, got)
    except WorkersError as error:
        pipeline.kept[feed.id] = Kept(got, at)
        return settle_not_read(feed, state, got, error, polling=polling, now=at)
    except (ParseError, ReadError) as error:
        return settle_failure(feed, state, error, polling=polling, now=pipeline.now())
