"""What a page is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.errors import MonitorError

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from monitor.ports import ReviewStore, Store
    from monitor.types import Config
    from monitor.web.health import Health


class MissingError(MonitorError):
    """What was asked for is not there; the message says what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The rows, the configuration, the moment, the service's health, and the folder where replays lie that are compared."""

    store: Store
    review: ReviewStore
    config: Config
    now: datetime
    health: Health
    replays: Path
