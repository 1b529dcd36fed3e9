"""`/monitor mute actor|issue|feed NAME [14d]` and `/monitor mute end …`."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from monitor.alerts.mutes import reason
from monitor.types import Mute, Remark

if TYPE_CHECKING:
    from datetime import datetime

    from monitor.answers.requests import User
    from monitor.ports import Store
    from monitor.types import Config

DAYS = 14
ASKED = re.compile(
    r"(?P<end>end\s+)?(?P<kind>actor|issue|feed)\s+(?P<target>.+?)(?:\s+(?P<days>\d{1,3})\s?d)?", re.IGNORECASE
)


def mute(words: str, *, store: Store, config: Config, user: User, now: datetime) -> str:
    """Does it, and says what was done. Raises StoreError."""
    asked = ASKED.fullmatch(words.strip())
    if asked is None:
        return "Say what: /monitor mute actor|issue|feed NAME [14d], or /monitor mute end actor|issue|feed NAME"
    kind, target = asked["kind"].lower(), _target(asked["kind"].lower(), asked["target"], config)
    if target is None:
        return f"No {kind} has the id or name “{asked['target']}”."
    if asked["end"]:
        return (
            f"{kind} {target} is heard again."
            if store.end_mutes(kind, target, now)
            else f"{kind} {target} was not muted."
        )
    days = int(asked["days"] or DAYS)
    made = mute_of(kind, target, days=days, user=user, ref=None, now=now)
    if made is None:
        return "A mute lasts 1 to 365 days."
    store.add_mute(made, None, Remark(lines=()))
    return f"{reason(made)}: its alerts go to the digest only."


def mute_of(kind: str, target: str, *, days: int, user: User, ref: str | None, now: datetime) -> Mute | None:
    """None for what cannot be muted."""
    names: dict[str, Literal["actor", "issue", "feed"]] = {"actor": "actor", "issue": "issue", "feed": "feed"}
    if kind not in names or not target or not 1 <= days <= 365:
        return None
    until = now + timedelta(days=days)
    return Mute(kind=names[kind], target=target, at=now, until=until, by=user.name, user=user.id, ref=ref)


def _target(kind: str, name: str, config: Config) -> str | None:
    """The id of what has that id or name."""
    world = config.world
    names = {
        "actor": {office.id: (office.id, office.name) for office in world.offices},
        "issue": {issue.code: (issue.code, issue.name) for issue in world.issues},
        "feed": {feed.id: (feed.id, feed.outlet) for feed in config.feeds},
    }[kind]
    wanted = name.casefold().strip()
    return next((key for key, known in names.items() if wanted in {word.casefold() for word in known}), None)
