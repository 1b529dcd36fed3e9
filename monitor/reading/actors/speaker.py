"""Who speaks, once recognised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from monitor.types import Office, Person

Role = Literal["person", "office", "unnamed", "expert", "media", "named", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks. `person` or `office` where followed; `conflict`: the text's own role for the person contradicts the table on its day.

    `called`: the offices that the text's title may mean where it does; on the day of saying the person may have held one.
    """

    name: str
    role: Role
    person: Person | None = None
    office: Office | None = None
    conflict: str | None = None
    called: tuple[str, ...] = ()
    plural: bool = False

    def office_on(self, day: date) -> str | None:
        """The office whose line this is on `day`."""
        if self.person is not None:
            return self.person.office_on(day)
        return self.office.id if self.office is not None else None

    @property
    def actor(self) -> str | None:
        """The id of the followed person, or else of the office; None for anybody else."""
        followed = self.person or self.office
        return followed.id if followed is not None else None


def named(phrase: str) -> Speaker:
    """Somebody not followed, under the words the text has for him."""
    return Speaker(name=" ".join(phrase.split()), role="named")


NOBODY = Speaker(name="", role="unknown")
"""Nobody in particular: what is expected, said or feared without a word of by whom."""
