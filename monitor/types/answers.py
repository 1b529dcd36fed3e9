"""What people answer beyond a verdict: what they want to hear less of, what they hold for the new line; and signs of life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """Alerts of an actor (an office's id), an issue (its code) or a feed (its id) go to the digest only, until then."""

    kind: Literal["actor", "issue", "feed"]
    target: str
    at: datetime
    until: datetime
    by: str
    user: str | None = None
    ref: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A line that a person proposes as the new baseline of a stream; another person approves or rejects it."""

    id: str
    alert_id: str
    actor: str
    office: str
    bloc: str
    issue: str
    level: int
    claim: str
    as_of: date
    by: str
    user: str
    at: datetime
    state: Literal["open", "approved", "rejected"] = "open"
    decided_by: str | None = None
    decided_user: str | None = None
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What somebody asked for and may not do. `about`: the alert, proposal or words that it was about."""

    at: datetime
    by: str
    user: str
    action: str
    about: str
    ref: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Lines for the thread of a story; `proposal` is the one that they ask a decision on."""

    lines: tuple[str, ...]
    proposal: str | None = None


CANNOT_READ = "Reading"
"""How the names of signs begin that tell of a machine that cannot read."""
SILENT_PART = timedelta(minutes=5)
"""A part that has said nothing for longer is not there any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOfLife:
    """What a part of the service last said of itself, so that other processes can tell when it fell silent."""

    name: str
    at: datetime
    well: bool
    words: str

    def is_past(self, now: datetime) -> bool:
        """Whether it tells of a machine that reads again, or whose process has ended: nothing need be known of that."""
        return self.name.startswith(CANNOT_READ) and (self.well or now - self.at > SILENT_PART)
