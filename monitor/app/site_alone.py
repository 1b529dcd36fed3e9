"""`monitor site`: the review site alone, over a store that nothing is fetched into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.app.environment import data_folder
from monitor.app.health import SILENT_FOR
from monitor.app.parts import open_database
from monitor.app.service import REPLAYS, refuse_locked_site
from monitor.app.stopping import LAST_CALLS, leave_after, stop_signal
from monitor.web import Health, create_app, serve

if TYPE_CHECKING:
    import signal
    from collections.abc import Callable
    from datetime import datetime

    from monitor.app.environment import Environment
    from monitor.types import Config


async def run_site(
    config: Config, env: Environment, *, now: Callable[[], datetime], ready: Callable[[str], None]
) -> signal.Signals:
    """The site until SIGTERM or SIGINT; answers which. `now`: as of when it is shown; `ready` is told its address. Raises StoreError or UsageError."""
    stop, store = stop_signal(), open_database(env.database_url)
    try:
        refuse_locked_site(config, store)
        application = create_app(
            store,
            review=store.review,
            accounts=store.review,
            config=config,
            health=lambda: Health(ticks={}, stale_after=SILENT_FOR, leads=False),
            now=now,
            replays=data_folder(env) / REPLAYS,
        )
        runner, port = await serve(application, config.web.host, config.web.port)
        ready(f"http://{config.web.host}:{port}/")
        await stop
        await runner.cleanup()
    finally:
        store.close()
    leave_after(LAST_CALLS, stop.result())
    return stop.result()
