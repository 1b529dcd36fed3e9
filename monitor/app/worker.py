"""`monitor worker`: a process that works ahead for the one that leads."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from monitor.alerts import ConsoleNotifier
from monitor.app.clock import utc_now
from monitor.app.environment import data_folder, feed_secrets
from monitor.app.health import health_of
from monitor.app.heap import giving_back, keep_no_peaks
from monitor.app.parts import running_pipeline
from monitor.app.sharing import WORKER, is_shared, membership_of, name_of_process
from monitor.app.stopping import LAST_CALLS, leave_after, stop_signal
from monitor.errors import UsageError
from monitor.scheduler import Scheduler
from monitor.store import open_store
from monitor.web import create_probes, serve

if TYPE_CHECKING:
    import asyncio
    import signal

    from monitor.app.environment import Environment
    from monitor.pipeline import Pipeline
    from monitor.store import SqlStore
    from monitor.types import Config

logger = logging.getLogger(__name__)


async def run_worker(config: Config, env: Environment) -> signal.Signals:
    """A worker, until SIGTERM or SIGINT. Raises UsageError where no process can share the database, StoreError where it is not ready."""
    if not is_shared(env.database_url):
        raise UsageError("`monitor worker` shares a PostgreSQL database with `monitor run`: set DATABASE_URL to it")
    keep_no_peaks()
    stop = stop_signal()
    store = open_store(env.database_url, holder=name_of_process(WORKER))
    try:
        store.check()
        member = membership_of(store, config, WORKER)
        async with (
            running_pipeline(
                config,
                store,
                ConsoleNotifier(),
                pages_folder=data_folder(env),
                member=member,
                secrets=feed_secrets(config.feeds),
            ) as pipeline,
            giving_back(),
        ):
            await _work_until(stop, pipeline, store)
    finally:
        store.close()
    logger.info("stopped; what was in hand is taken over by others")
    leave_after(LAST_CALLS, stop.result())
    return stop.result()


async def _work_until(stop: asyncio.Future[signal.Signals], pipeline: Pipeline, store: SqlStore) -> None:
    scheduler, config = Scheduler(pipeline, pipeline.member), pipeline.config
    application = create_probes(
        store, accounts=store.review, settings=config.web, health=lambda: health_of(scheduler), now=utc_now
    )
    runner, port = await serve(application, config.web.host, config.web.port)
    logger.info("worker; its health: http://%s:%d/healthz", config.web.host, port)
    scheduler.start()
    await stop
    logger.info("stopping: passes under way are ended")
    await scheduler.stop()
    await runner.cleanup()
