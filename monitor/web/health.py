"""Whether the service does its work: pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """When each pass last ended well, after how long that is too old, and what is known to be wrong, a line each."""

    ticks: Mapping[str, datetime]
    stale_after: timedelta
    problems: tuple[str, ...] = ()
    work: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """Of each pass since the start of the process: pieces, failures, seconds, errors."""
    tasks: Mapping[str, tuple[int, float]] = field(default_factory=dict)
    """Of each kind of worker process: tasks done, and the processor seconds they took."""
    unable: Mapping[str, bool] = field(default_factory=dict)
    """Of each kind of worker process: whether none can be had; `problems` say since when, and why."""
    leads: bool = True


def late(health: Health, now: datetime) -> dict[str, datetime]:
    """The passes whose last good end is too long ago."""
    return {name: tick for name, tick in health.ticks.items() if now - tick > health.stale_after}


def report(health: Health, *, database: str | None, now: datetime) -> tuple[bool, dict[str, object]]:
    """Whether all is well, and the JSON that says so; `database` is what is wrong with it, None if nothing."""
    overdue = late(health, now)
    well = not overdue and not health.problems and database is None
    return well, {
        "status": "ok" if well else "failing",
        "at": now.astimezone(UTC).isoformat(),
        "passes": {
            name: {"last": tick.astimezone(UTC).isoformat(), "late": name in overdue}
            for name, tick in sorted(health.ticks.items())
        },
        "database": {"ok": database is None, "problem": database},
        "problems": list(health.problems),
    }
