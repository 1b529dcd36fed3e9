"""A second opinion: what another model is asked about one statement, and what it answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from monitor.types.commitments import Commitment


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What one model judged a statement to be. `levels`: its distribution over −2…+2, None where it named a level only.

    `level` None: it sees no side taken. `quote`: the words it rests on, verbatim from the statement. `votes` of `asked`
    answers agreed.
    """

    model: str
    issue: str | None
    level: int | None
    levels: tuple[float, float, float, float, float] | None = None
    commitment: Commitment = "flat"
    denied: bool = False
    said_date: date | None = None
    quote: str = ""
    reason: str = ""
    votes: int = 1
    asked: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One statement as another model is shown it: public words, and the axis to place them on. `ref` is for our log only."""

    ref: str
    statement: str
    context: str
    title: str
    published: date
    speaker: str
    office: str
    issue: str
    axis: Mapping[int, str]
    issues: Mapping[str, str]


class OpinionDay(NamedTuple):
    """The budget of one UTC day: statements asked about, those answered, and the last trouble with when it was."""

    asked: int = 0
    answered: int = 0
    trouble: str | None = None
    trouble_at: datetime | None = None
