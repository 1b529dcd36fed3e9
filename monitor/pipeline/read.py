"""Articles become statements, saved with the article's mark."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from monitor.engine import draft_of, read_article
from monitor.errors import ReadError
from monitor.pipeline.tally import Tally, gathered, total

if TYPE_CHECKING:
    from monitor.engine import Membership
    from monitor.pipeline import Pipeline
    from monitor.types import Article, Reading

logger = logging.getLogger(__name__)


async def read_unread(pipeline: Pipeline, limit: int) -> Tally:
    articles = await asyncio.to_thread(pipeline.store.unread, limit)
    readings = [asyncio.ensure_future(pipeline.readers.run(read_article, article)) for article in articles]
    until = pipeline.second.deadline() if pipeline.second else 0.0
    try:
        return total(
            [
                await _read_one(pipeline, article, reading, until)
                for article, reading in zip(articles, readings, strict=True)
            ]
        )
    finally:
        for reading in readings:
            reading.cancel()
        await asyncio.gather(*readings, return_exceptions=True)


async def _read_one(pipeline: Pipeline, article: Article, pending: asyncio.Future[Reading], until: float) -> Tally:
    try:
        reading = await pending
    except ReadError as error:
        return await asyncio.to_thread(_unreadable, pipeline, article, str(error))
    copy_of = await asyncio.to_thread(_original_of, pipeline, article, reading)
    if pipeline.second is not None and copy_of is None:  # a copy says what was judged before
        reading = await pipeline.second.on(article, reading, until=until)
    await asyncio.to_thread(pipeline.store.save_reading, reading, copy_of=copy_of, now=pipeline.now())
    if reading.statements:
        pipeline.hints.left("read")
    return Tally(1, len(reading.statements))


def _unreadable(pipeline: Pipeline, article: Article, reason: str) -> Tally:
    attempts = pipeline.store.count_attempt(article.id, "read")
    logger.error("article %s cannot be read (try %d): %s", article.id, attempts, reason)
    if attempts >= pipeline.config.work.attempts:
        pipeline.store.quarantine(article.id, "read", reason, pipeline.now())
    return Tally(1, 0, (f"{article.id}: {reason}",))


def _original_of(pipeline: Pipeline, article: Article, reading: Reading) -> str | None:
    """The article that this one copies: the most similar one of the days around it."""
    merge = pipeline.config.rules.merge
    if not reading.signature:
        return None
    near = pipeline.store.similar(
        reading.signature,
        since=article.dated - merge.copy_window,
        until=article.dated + merge.copy_window,
        exclude=article.id,
    )
    return near[0][0] if near and near[0][1] >= merge.copy_similarity else None


async def read_ahead(pipeline: Pipeline, limit: int) -> Tally:
    if pipeline.member is None:
        return Tally()
    articles = await asyncio.to_thread(pipeline.member.claim_ahead, limit)
    return await gathered([_read_ahead_one(pipeline, article, pipeline.member) for article in articles])


async def _read_ahead_one(pipeline: Pipeline, article: Article, member: Membership) -> Tally:
    draft = await draft_of(pipeline.readers, read_article, article)
    await pipeline.save(member.keep_draft, article.id, draft)
    return Tally(1, int(draft.reading is not None), () if draft.reading else (f"{article.id}: {draft.error}",))
