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
from monitor.feeds import extract_page, is_edit, is_try, next_look, page_text, settle_page, settle_page_failure
from monitor.pipeline.tally import Tally, gathered
from monitor.reading import changes_between
from monitor.types import NotModified, Revision

if TYPE_CHECKING:
    from monitor.errors import MonitorError
    from monitor.pipeline import Pipeline
    from monitor.types import Article, Change, Look, PageResult

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
    if result.retry_at is None:  # now it is to be read, by whichever text
        pipeline.hints.left("pages")
    whole = result.text is not None or result.enough
    return Tally(1, int(whole), () if whole or waits else (f"{article.url}: {result.outcome}",))


async def _settle_failure(pipeline: Pipeline, article: Article, error: MonitorError) -> PageResult:
    tried = is_try(error)
    attempts = await pipeline.save(pipeline.store.count_attempt, article.id, "page") if tried else 0
    return settle_page_failure(
        article, error, attempts=attempts, most=pipeline.config.work.attempts, now=pipeline.now()
    )


async def _look_again(pipeline: Pipeline, look: Look) -> Tally:
    """What was changed of a page, or in the feed, since the last look is a revision of the article, never another article."""
    article, validators, text, changes = look.article, look.validators, None, await _fed_otherwise(pipeline, look)
    if changes is None:  # so that the next look compares
        look, changes = replace(look, given=None), ()
    due = next_look(article.seen, pipeline.now())
    try:
        got = await pipeline.fetcher.look_again(article.url or "", validators)
        if not isinstance(got, NotModified):
            extract = partial(extract_page, got.body, url=got.url, headers=dict(got.headers), told=article.title)
            page = await pipeline.parsers.run(extract)
            text = page_text(replace(article, text=look.text or article.text), page)
            validators = got.validators
        if look.text is not None and text is not None:
            changes = (*await _changes(pipeline, article, look.text, text), *changes)
    except (FetchError, ParseError, ReadError, WorkersError) as error:
        text = None
        if isinstance(error, WorkersError):  # nobody has looked: this look is still to come
            due = pipeline.now() + WORKERS_BACK
        logger.warning("page of %s, looked at again: %s", article.id, error)
    told = tuple(dict.fromkeys(changes))
    revision = Revision(article_id=article.id, at=pipeline.now(), changes=told) if told else None
    save = partial(
        pipeline.store.save_look, look, text=text, validators=validators, revision=revision, now=pipeline.now()
    )
    await pipeline.save(partial(save, due=due))
    if revision is not None:
        logger.info("article %s was edited after publication: %d sentences", article.id, len(revision.changes))
    return Tally(1, int(revision is not None))


async def _fed_otherwise(pipeline: Pipeline, look: Look) -> tuple[Change, ...] | None:
    """What the feed changed of it; None where the texts could not be read."""
    if look.fed is None or look.given is None or not is_edit(look.fed, look.given):
        return ()
    try:
        return await _changes(pipeline, look.article, look.fed, look.given)
    except (ReadError, WorkersError) as error:
        logger.warning("article %s, as its feed gives it now: %s", look.article.id, error)
        return None


async def _changes(pipeline: Pipeline, article: Article, before: str, after: str) -> tuple[Change, ...]:
    if before == after:
        return ()
    was = await pipeline.readers.run(read_article, replace(article, text=before))
    now = await pipeline.readers.run(read_article, replace(article, text=after))
    return changes_between(before, after, was=was, now=now)
