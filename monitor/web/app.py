"""The web application and the socket it listens on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aiohttp import web

from monitor.errors import UsageError
from monitor.web.access import is_loopback
from monitor.web.answers import Answers
from monitor.web.extras import Extras
from monitor.web.login import Login
from monitor.web.middlewares import hosts, plain, told, with_headers
from monitor.web.paint import Painter
from monitor.web.probes import Probes
from monitor.web.shelf import Shelf
from monitor.web.site import PAGES
from monitor.web.visits import Visits
from monitor.web.websub import Pushes
from monitor.web.writes import Writes

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from monitor.ports import AccountStore, ReviewStore, Store
    from monitor.types import Config, WebSettings
    from monitor.web.health import Health

_LARGEST_FORM = 16 * 1024
_DRAIN = 5.0
"""Seconds that answers under way get when the service stops."""


def create_app(
    store: Store,
    *,
    review: ReviewStore,
    accounts: AccountStore,
    config: Config,
    health: Callable[[], Health],
    now: Callable[[], datetime],
    replays: Path,
) -> web.Application:
    """The review site, its API, health and metrics; `health` and `now` are asked at each request.

    `replays`: the folder in which results of `monitor replay --compare` are looked for.
    """

    def shelf() -> Shelf:
        return Shelf(store=store, review=review, config=config, now=now(), health=health(), replays=replays)

    visits = Visits(accounts, config.web, now=now)
    paint = Painter(config, visits, now=now)
    application = web.Application(
        client_max_size=_LARGEST_FORM, middlewares=[with_headers, told(paint, config, visits), hosts(paint, config)]
    )
    application.add_routes(Probes(store, visits=visits, health=health, now=now).routes())
    application.add_routes(Login(accounts, review, config.web, visits=visits, paint=paint, now=now).routes())
    application.add_routes(Writes(visits=visits, shelf=shelf).routes())
    application.add_routes(Extras(visits=visits, paint=paint, shelf=shelf).routes())
    if config.websub.callback:
        application.add_routes(Pushes(store, most=config.network.max_bytes, now=now).routes())
    for page in PAGES:
        application.add_routes(Answers(page, visits=visits, paint=paint, shelf=shelf).routes())
    return application


def create_probes(
    store: Store,
    *,
    accounts: AccountStore,
    settings: WebSettings,
    health: Callable[[], Health],
    now: Callable[[], datetime],
) -> web.Application:
    """Health and metrics alone, for a process that has no site.

    There is no page to log in at: on this machine's own address everybody is told all, elsewhere those whom the site lets in.
    """
    rules = replace(settings, access="none") if is_loopback(settings.host) else settings
    visits = Visits(accounts, rules, now=now)
    application = web.Application(client_max_size=_LARGEST_FORM, middlewares=[with_headers, plain(rules)])
    application.add_routes(Probes(store, visits=visits, health=health, now=now).routes())
    return application


async def serve(application: web.Application, host: str, port: int) -> tuple[web.AppRunner, int]:
    """Starts to listen; answers the runner (its `cleanup()` ends it) and the port, chosen by the system where 0 was asked.

    Raises UsageError where the address cannot be had.
    """
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=_DRAIN)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        await runner.cleanup()
        raise UsageError(
            f"the review site cannot listen on {host}:{port} ({error.strerror}): "
            'set listen under [web] in monitor.toml, e.g. "127.0.0.1:0" for any free port'
        ) from error
    return runner, int(runner.addresses[0][1])
