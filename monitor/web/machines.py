"""Who of those that ask after the service's health and numbers is told them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.errors import StoreError
from monitor.web.probes import Probes

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from aiohttp.web import Request

    from monitor.ports import Store
    from monitor.web.health import Health
    from monitor.web.visits import Visits


class Machines(Probes):
    """Whoever is not let in is told whether all is well, and nothing else."""

    def __init__(
        self, store: Store, *, visits: Visits, health: Callable[[], Health], now: Callable[[], datetime]
    ) -> None:
        super().__init__(store, health=health, now=now)
        self._visits = visits

    async def is_known(self, request: Request) -> bool:
        try:
            return await self._visits.visitor(request) is not None
        except StoreError:
            return False  # the database, of which it is being told that it is away, would have had to say who asks

    async def admit(self, request: Request) -> None:
        await self._visits.require(request, "read")
