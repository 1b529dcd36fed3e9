"""Digests that are due, made in a process of their own, which ends with them: what they take is given back whole.

In the service it would stay: freed, but in pieces between what other passes hold, and more of it each week.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from monitor import __version__
from monitor.alerts import ConsoleNotifier
from monitor.app.logs import heard_from, start_logging
from monitor.engine import run_apart
from monitor.errors import WorkersError
from monitor.feeds import HttpFetcher
from monitor.models import open_embedder
from monitor.pipeline import Pipeline
from monitor.store import open_store

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime
    from pathlib import Path
    from typing import NoReturn

    from monitor.pipeline.tally import Tally
    from monitor.store import SqlStore
    from monitor.types import Config, Versions

LONGEST = timedelta(hours=1)
"""A process that takes longer hangs: a week of half a million statements takes minutes."""


class Order(NamedTuple):
    """What that process needs to know. `address`, `holder`: the store's; the service itself is the one that leads.

    `log_level`: what it says in the log looks as the service's lines do, from that level on; None where the service has set up nothing.
    """

    address: str
    holder: str | None
    config: Config
    versions: Versions
    pages_folder: Path
    began: datetime | None
    log_level: int | None


def digests_apart(
    store: SqlStore, config: Config, versions: Versions, *, pages_folder: Path, began: datetime | None
) -> Callable[[datetime], Awaitable[Tally]] | None:
    """Makes what is due by a time; None where no other process can reach the store."""
    if store.address is None:
        return None
    holder = store.sharing.holder if store.sharing else None
    return partial(_make_apart, Order(store.address, holder, config, versions, pages_folder, began, heard_from()))


async def _make_apart(order: Order, now: datetime) -> Tally:
    return await run_apart(make_due, order, now, deadline=LONGEST)


def make_due(order: Order, now: datetime) -> Tally:
    """Runs in that process: the digest pass once, as it was to run at `now`. Raises what the pass raises."""
    if order.log_level is not None:
        start_logging(order.log_level)
    store = open_store(order.address, holder=order.holder)
    try:
        return asyncio.run(_pipeline(order, store, now).digest())
    finally:
        store.close()


def _pipeline(order: Order, store: SqlStore, now: datetime) -> Pipeline:
    return Pipeline(
        config=order.config,
        versions=order.versions,
        store=store,
        fetcher=HttpFetcher(order.config.network, version=__version__),
        parsers=_NoWorkers(),
        readers=_NoWorkers(),
        notifier=ConsoleNotifier(),
        pages_folder=order.pages_folder,
        now=lambda: now,
        embedder=open_embedder(),
        began=order.began,
    )


class _NoWorkers:
    """A digest reads no document, so it has no processes for that."""

    tasks, cpu_seconds, unable = 0, 0.0, None

    async def run(self, *_: object) -> NoReturn:
        raise WorkersError("the process that makes digests reads no documents")

    async def close(self) -> None:
        """Nothing is open."""
