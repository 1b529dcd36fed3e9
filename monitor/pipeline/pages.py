"""Articles without text or date get it from their pages; those of primary sources are looked at again."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from monitor.engine import read_article
from monitor.errors import FetchError, ParseError, ReadError, WorkersError
from monitor.feeds import extract_page, is_try, next_look, page_text, settle_page, settle_page_failure
from monitor.pipeline.tally import Tally, gathered
from monitor.reading import changes_between
from monitor.types import NotModified, Revision

if TYPE_CHECKING:
    from monitor.errors import MonitorError
    from monitor.pipeline import Pipeline
    from monitor.types import Article, Look, PageResult

logger = logging.getLogger(__name__)

WORKERS_BACK = timedelta(minutes=10)
"""After so long a page is looked at again that was fetched while no process could read it."""


async def fetch_pages(pipeline: Pipeline, limit: int) -> Tally:
    due = await asyncio.to_thread(pipeline.store.pages_due, pipeline.now(), limit)
    mine = await pipeline.claimed("page", [article.id for article in due])
    # Alerts are brought up to date with what a second look finds, so that is the leading process's.
    leads = pipeline.member is None or pipeline.member.standing.leads
    again = await asyncio.to_thread(pipeline.store.looks_due, pipeline.now(), limit) if leads else []
    pages = [_page_one(pipeline, article) for article in due if article.id in mine]
    return await gathered([*pages, *(_look_again(pipeline, look) for look in again)])


async def _page_one(pipeline: Pipeline, article: Article) -> Tally:
    waits = False
    try:
        body = await pipeline.fetcher.fetch_page(article.url or "")
        extract = partial(extract_page, body.body, url=body.url, headers=dict(body.headers), told=article.title)
        result = settle_page(article, await pipeline.parsers.run(extract))
    except (FetchError, ParseError, ReadError, WorkersError) as error:
        result = await _settle_failure(pipeline, article, error)
        # Nothing has failed where its host only wants rest.
        waits = isinstance(error, FetchError) and error.kind == "rest" and result.retry_at is not None
        if not waits:
            logger.warning("page of %s: %s", article.id, result.outcome)
    await pipeline.save(pipeline.store.save_page, result)
    brought = result.text is not None or result.published is not None
    if brought:
        pipeline.hints.left("pages")
    failed = not brought and not waits
    return Tally(1, int(brought), (f"{article.url}: {result.outcome}",) if failed else ())


async def _settle_failure(pipeline: Pipeline, article: Article, error: MonitorError) -> PageResult:
    tried = is_try(error)
    attempts = await pipeline.save(pipeline.store.count_attempt, article.id, "page") if tried else 0
    return settle_page_failure(
        article, error, attempts=attempts, most=pipeline.config.work.attempts, now=pipeline.now()
    )


async def _look_again(pipeline: Pipeline, look: Look) -> Tally:
    """What was changed of a page since the last look is a revision of the article, never another article."""
    article, validators, text, revision = look.article, look.validators, None, None
    due = next_look(article.seen, pipeline.now())
    try:
        got = await pipeline.fetcher.look_again(article.url or "", validators)
        if not isinstance(got, NotModified):
            extract = partial(extract_page, got.body, url=got.url, headers=dict(got.headers), told=article.title)
            page = await pipeline.parsers.run(extract)
            text = page_text(replace(article, text=look.text or article.text), page)
            validators = got.validators
        revision = await _revision(pipeline, look, text)
    except (FetchError, ParseError, ReadError, WorkersError) as error:
        text = None
        if isinstance(error, WorkersError):  # nobody has looked: this look is still to come
            due = pipeline.now() + WORKERS_BACK
        logger.warning("page of %s, looked at again: %s", article.id, error)
    save = partial(
        pipeline.store.save_look, look, text=text, validators=validators, revision=revision, now=pipeline.now()
    )
    await pipeline.save(partial(save, due=due))
    if revision is not None:
        logger.info("article %s was edited after publication: %d sentences", article.id, len(revision.changes))
    return Tally(1, int(revision is not None))


async def _revision(pipeline: Pipeline, look: Look, text: str | None) -> Revision | None:
    before = look.text
    if before is None or text is None or before == text:
        return None
    was = await pipeline.readers.run(read_article, replace(look.article, text=before))
    now = await pipeline.readers.run(read_article, replace(look.article, text=text))
    changes = changes_between(before, text, was=was, now=now)
    return Revision(article_id=look.article.id, at=pipeline.now(), changes=changes) if changes else None
