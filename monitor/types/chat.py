"""Which channel hears what, and when: the [chat] table of monitor.toml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import time


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Alerts that meet all that is named go to `channel`; what is empty is met by every alert. `actors` are offices."""

    channel: str
    min_severity: int = 0
    blocs: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatSettings:
    """`routes`: the first that is met wins, else the usual channel. `quiet`: from, until, in `timezone`; `quiet_days`: 0 = Monday.

    `wakes`: the severity from which quiet hours do not hold; `mention` are called from severity `mention_from` on.
    `pictures`: charts in the threads. `answerers` may judge alerts and propose a baseline, `administrators` may also decide
    on one and mute: users and user groups; where none is named, everybody in the channel.
    """

    routes: tuple[Route, ...] = ()
    health: str | None = None
    quiet: tuple[time, time] | None = None
    quiet_days: tuple[int, ...] = ()
    timezone: str = "Europe/Brussels"
    wakes: int = 76
    mention: tuple[str, ...] = ()
    mention_from: int = 76
    pictures: bool = True
    answerers: tuple[str, ...] = ()
    administrators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Somewhere else that copies go to. `secret` names the environment variable that holds the address."""

    name: str
    secret: str
    alerts: bool = True
    digest: bool = True
    min_severity: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifySettings:
    """The [notify] table of monitor.toml. `console`: how alerts are printed where there is no Slack."""

    console: Literal["text", "json-lines"] = "text"
    targets: tuple[Target, ...] = ()
