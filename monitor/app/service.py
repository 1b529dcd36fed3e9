"""`monitor run`: the service."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from monitor.app.clock import utc_now
from monitor.app.environment import data_folder
from monitor.app.health import health_of
from monitor.app.heap import giving_back, keep_no_peaks
from monitor.app.parts import open_database, service_pipeline
from monitor.app.receivers import MISSING, NO_BUTTONS, choose_forwarders, choose_notifier, open_socket
from monitor.app.sharing import RUN, is_shared, membership_of, name_of_process
from monitor.app.stopping import LAST_CALLS, leave_after, stop_signal
from monitor.errors import UsageError
from monitor.scheduler import Scheduler
from monitor.web import create_app, serve

if TYPE_CHECKING:
    import signal
    from pathlib import Path

    from monitor.answers import SlackSocket
    from monitor.app.environment import Environment
    from monitor.pipeline import Pipeline
    from monitor.store import SqlStore
    from monitor.types import Config

logger = logging.getLogger(__name__)

REPLAYS = "what-if"
"""The folder, beside the database, in which the review site looks for results of `replay --compare`."""


async def run_service(config: Config, env: Environment) -> signal.Signals:
    """The service, until SIGTERM or SIGINT; answers which. Raises StoreError, UsageError or ConfigError at the start; later trouble is logged and shown."""
    keep_no_peaks()
    stop = stop_signal()
    forwarders, shared = choose_forwarders(env, config), is_shared(env.database_url)
    store = open_database(env.database_url, holder=name_of_process(RUN) if shared else None)
    try:
        refuse_locked_site(config, store)
        notifier = choose_notifier(env, config)
        if notifier.name in MISSING:
            logger.warning(MISSING[notifier.name])
        if env.slack_token and not env.slack_app_token:
            logger.info(NO_BUTTONS)
        member = membership_of(store, config, RUN)
        async with service_pipeline(
            config, env, store, notifier, forwarders=forwarders, member=member, began=utc_now()
        ) as pipeline:
            if member is None:
                await asyncio.to_thread(pipeline.begin)
            replays = data_folder(env) / REPLAYS
            async with giving_back():
                await _serve_until(stop, pipeline, store, open_socket(env, config, store), replays=replays)
    finally:
        store.close()
    logger.info("stopped; nothing is lost: the next start goes on from here")
    leave_after(LAST_CALLS, stop.result())
    return stop.result()


def refuse_locked_site(config: Config, store: SqlStore) -> None:
    """Raises UsageError where a login is asked for and nobody has one."""
    if config.web.access == "login" and not store.review.users():
        raise UsageError(
            "the review site asks for a login and nobody has one: `monitor users add NAME --role administer`"
        )


async def _serve_until(
    stop: asyncio.Future[signal.Signals],
    pipeline: Pipeline,
    store: SqlStore,
    socket: SlackSocket | None,
    *,
    replays: Path,
) -> None:
    scheduler, config = Scheduler(pipeline, pipeline.member), pipeline.config
    application = create_app(
        store,
        review=store.review,
        accounts=store.review,
        config=config,
        health=lambda: health_of(scheduler, socket),
        now=utc_now,
        replays=replays,
    )
    runner, port = await serve(application, config.web.host, config.web.port)
    logger.info("review site: http://%s:%d/", config.web.host, port)
    scheduler.start()
    if socket is not None:
        socket.start()
    logger.info("monitoring %d feeds, baseline %s", len(config.feeds), pipeline.versions.baseline)
    await stop
    logger.info("stopping: passes under way are ended")
    if socket is not None:
        await asyncio.to_thread(socket.stop)
    await scheduler.stop()
    await runner.cleanup()
