"""That no process can be had on this machine, which is no fault of what it was to read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Inability:
    """Since when no process can be had that takes `what` apart, and why, in words."""

    what: str
    since: datetime
    why: str

    @property
    def words(self) -> str:
        """The same for as long as it lasts for the same reason."""
        return f"this machine cannot read {self.what} since {self.since:%Y-%m-%d %H:%M} UTC: {self.why}"
