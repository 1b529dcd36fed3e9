"""Which channel an alert goes to, whom it calls, and when it may disturb people. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterable

    from monitor.types import Alert, ChatSettings, Route

ONE_DAY = timedelta(days=1)
LONGEST_QUIET = 8
"""Days that quiet may last at most: a team that calls every day quiet is woken after them."""


def channel_of(alert: Alert, routes: Iterable[Route], *, usual: str) -> str:
    """The first route that the alert meets, else the usual channel."""
    return next((route.channel for route in routes if _meets(alert, route)), usual)


def all_channels(chat: ChatSettings, *, usual: str) -> tuple[str, ...]:
    """Where messages may be, each once, the usual channel first."""
    health = (chat.health,) if chat.health else ()
    return tuple(dict.fromkeys((usual, *(route.channel for route in chat.routes), *health)))


def called(alert: Alert, chat: ChatSettings) -> tuple[str, ...]:
    """Users and user groups that the message mentions."""
    return chat.mention if alert.severity >= chat.mention_from else ()


def quiet_until(alert: Alert, chat: ChatSettings, now: datetime) -> datetime | None:
    """When people may be disturbed with it, where that is not now."""
    return None if alert.severity >= chat.wakes else _morning(chat, now)


def wakes_from(chat: ChatSettings, now: datetime) -> int:
    """The severity from which an alert may disturb people now."""
    return 0 if _morning(chat, now) is None else chat.wakes


def _morning(chat: ChatSettings, now: datetime) -> datetime | None:
    """When the quiet that is now ends."""
    if not _is_quiet(now, chat):
        return None
    zone = ZoneInfo(chat.timezone)
    day = now.astimezone(zone).date()
    ends = chat.quiet[1] if chat.quiet else time()
    days = [day + n * ONE_DAY for n in range(LONGEST_QUIET)]
    # Where clocks go back a time of day comes twice.
    mornings = sorted(datetime.combine(d, ends, zone).replace(fold=f).astimezone(UTC) for d in days for f in (0, 1))
    return next((morning for morning in mornings if morning > now and not _is_quiet(morning, chat)), None)


def _is_quiet(now: datetime, chat: ChatSettings) -> bool:
    local = now.astimezone(ZoneInfo(chat.timezone))
    if local.weekday() in chat.quiet_days:
        return True
    if chat.quiet is None:
        return False
    begins, ends = chat.quiet
    at = local.time()
    return begins <= at < ends if begins < ends else at >= begins or at < ends


def _meets(alert: Alert, route: Route) -> bool:
    named = ((alert.bloc, route.blocs), (alert.issue, route.issues), (alert.office, route.actors))
    return alert.severity >= route.min_severity and all(not wanted or value in wanted for value, wanted in named)
