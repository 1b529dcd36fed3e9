"""What a sentence is judged to be: which issue, where on its axis, how firmly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.types import Commitment

Levels = tuple[float, float, float, float, float]
"""A distribution over the levels −2…+2; sums to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The judgement of one statement. `issue` None: unassigned, and then `levels` and `level` are None too.

    `abstained`: the issue is known and the side taken is not; `levels` is then what is known all the same, or None where the words are no line of the speaker's whatever
    they look like: then there is nothing to weigh.
    """

    issue: str | None = None
    issue_score: float = 0.0
    commitment: Commitment = "flat"
    levels: Levels | None = None
    level: int | None = None
    abstained: bool = True
    reasons: tuple[str, ...] = ()
