"""A pipeline and the parts that it runs over."""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

from monitor import __version__
from monitor.app.clock import utc_now
from monitor.app.digesting import digests_apart
from monitor.app.environment import data_folder, feed_secrets
from monitor.app.sharing import WORKER
from monitor.app.versions import versions_of
from monitor.engine import LocalWorkers, SharedReaders
from monitor.errors import StoreError
from monitor.feeds import HttpFetcher, LocalTurns, SharedTurns
from monitor.models import LlmJudge, open_embedder
from monitor.opinions import SecondOpinions
from monitor.pipeline import Pipeline
from monitor.reading import refusal
from monitor.shifts import judgement_of
from monitor.store import SqlStore, open_store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from monitor.app.environment import Environment
    from monitor.engine import Membership
    from monitor.pipeline.tally import Tally
    from monitor.ports import Forwarder, Notifier, Store
    from monitor.replay import Judged
    from monitor.types import Config

PARSERS = 2
"""Processes that turn feeds and pages into text, fifty a second each; while one is held up by a hostile document, the other goes on."""


def open_second_opinions(config: Config, env: Environment, store: Store) -> SecondOpinions | None:
    """Second opinions at the endpoint that the environment names; None where it names none."""
    if env.llm is None:
        return None
    return SecondOpinions(
        LlmJudge(env.llm, config.llm),
        store,
        world=config.world,
        settings=config.llm,
        refusal=partial(refusal, rules=config.rules),
        now=utc_now,
    )


def service_pipeline(
    config: Config,
    env: Environment,
    store: SqlStore,
    notifier: Notifier,
    *,
    forwarders: tuple[Forwarder, ...],
    member: Membership | None = None,
    began: datetime | None = None,
    now: Callable[[], datetime] = utc_now,
) -> AbstractAsyncContextManager[Pipeline]:
    """What the service runs, and `monitor once` one round of: with all that the environment names. Raises UsageError."""
    second, pages_folder = open_second_opinions(config, env, store), data_folder(env) / "digests"
    versions = versions_of(config, second=second.judge.name if second else None)
    return running_pipeline(
        config,
        store,
        notifier,
        pages_folder=pages_folder,
        digest_apart=digests_apart(store, config, versions, pages_folder=pages_folder, began=began),
        second=second,
        member=member,
        secrets=feed_secrets(config.feeds),
        began=began,
        forwarders=forwarders,
        now=now,
    )


def open_database(url: str, *, holder: str | None = None) -> SqlStore:
    """The store at the address, migrated. `holder`: who this process is where others share it. Raises StoreError."""
    store = open_store(url, holder=holder)
    try:
        store.upgrade()
    except StoreError:
        store.close()
        raise
    return store


@asynccontextmanager
async def running_pipeline(
    config: Config,
    store: Store,
    notifier: Notifier,
    *,
    pages_folder: Path,
    now: Callable[[], datetime] = utc_now,
    digest_apart: Callable[[datetime], Awaitable[Tally]] | None = None,
    second: SecondOpinions | None = None,
    member: Membership | None = None,
    secrets: Mapping[str, str] | None = None,
    began: datetime | None = None,
    forwarders: tuple[Forwarder, ...] = (),
    judged: Sequence[Judged] = (),
) -> AsyncIterator[Pipeline]:
    """A pipeline with its fetcher and worker processes, all ended on the way out. `began`: when the service was started, if it is one."""
    turns = SharedTurns(config.network.per_host, store) if store.is_shared else LocalTurns(config.network.per_host)
    fetcher = HttpFetcher(config.network, version=__version__, turns=turns, secrets=secrets)
    # Apart, so that a feed never waits behind a backlog of articles: its window of newest items moves on meanwhile.
    parsers = LocalWorkers(PARSERS, deadline=config.work.deadline)
    readers = LocalWorkers(
        config.work.workers, deadline=config.work.deadline, topic=(config.world, config.rules.merge, config.models)
    )
    pipeline: Pipeline | None = None
    try:
        pipeline = Pipeline(
            config=config,
            versions=versions_of(config, second=second.judge.name if second else None),
            store=store,
            fetcher=fetcher,
            parsers=parsers,
            readers=readers if member is None or member.role == WORKER else SharedReaders(readers, member),
            notifier=notifier,
            pages_folder=pages_folder,
            now=now,
            second=second,
            embedder=open_embedder(),
            member=member,
            began=began,
            digest_apart=digest_apart,
            forwarders=forwarders,
            taught=tuple(one for alert, word in judged if (one := judgement_of(alert, word)) is not None),
        )
        yield pipeline
    finally:
        if pipeline is not None:
            await pipeline.stop()
        await fetcher.close()
        if second is not None:
            await second.judge.close()
        await asyncio.gather(parsers.close(), readers.close())
