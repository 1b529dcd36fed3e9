"""The review site over a store that nothing writes to any more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from monitor.web import Health, create_app

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from aiohttp import web

    from monitor.store import SqlStore
    from monitor.types import Config


def site_over(store: SqlStore, config: Config, *, now: datetime, replays: Path) -> web.Application:
    """As it looked at `now`; `replays`: where comparisons lie."""
    return create_app(
        store,
        review=store.review,
        accounts=store.review,
        config=config,
        health=lambda: Health(ticks={}, stale_after=timedelta(minutes=5)),
        now=lambda: now,
        replays=replays,
    )
