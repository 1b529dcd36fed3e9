"""What a sentence is judged to be: which issue, where on its axis, how firmly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from monitor.types.reading import CARRIED, ELSEWHERE, IN_JEST, MIRRORED, OUTRIGHT, UNSHARED

if TYPE_CHECKING:
    from monitor.types import Commitment
    from monitor.types.reading import JudgedMark, Mark

Levels = tuple[float, float, float, float, float]
"""A distribution over the levels −2…+2; sums to 1."""

_IN_WORDS: dict[JudgedMark, str] = {
    CARRIED: "says so only with the words round it",
    ELSEWHERE: "the article names no party but those who also talk of other topics in these words",
    MIRRORED: "denied by the cue → mirrored",
    IN_JEST: "told as a joke",
    UNSHARED: "its side is seen by the network alone",
    OUTRIGHT: "the rules and the network see the same pole",
}
"""The reason that a person is given for a mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The judgement of one statement. `issue` None: unassigned, and then `levels` and `level` are None too.

    `abstained`: the issue is known and the side taken is not; `levels` is then what is known all the same, or None where the words are no line of the speaker's whatever
    they look like: then there is nothing to weigh. `reasons`: in words, for people; `marks`: what later steps decide by.
    """

    issue: str | None = None
    issue_score: float = 0.0
    commitment: Commitment = "flat"
    levels: Levels | None = None
    level: int | None = None
    abstained: bool = True
    reasons: tuple[str, ...] = ()
    marks: frozenset[Mark] = frozenset()

    def marked(self, mark: JudgedMark) -> Judgement:
        """It with the mark, and what that says in words as the last of its reasons."""
        return replace(self, marks=self.marks | {mark}, reasons=(*self.reasons, _IN_WORDS[mark]))

    def unmarked(self, mark: JudgedMark) -> Judgement:
        """It without the mark and what that says in words."""
        kept = tuple(reason for reason in self.reasons if reason != _IN_WORDS[mark])
        return replace(self, marks=self.marks - {mark}, reasons=kept)


Judgements = tuple[Judgement, ...]
"""Those of one statement: one for each issue that it is about, or one without an issue."""


def left_open(judged: Judgement, why: str | None = None, *, levels: Levels | None = None) -> Judgement:
    """It without a level. `why` in words; None: its last mark says it.

    `levels`: what is known of its side all the same; without them there is nothing to weigh, nor is a pole left that two readers saw in it.
    """
    still = judged.unmarked(OUTRIGHT) if levels is None else judged
    reasons = still.reasons if why is None else (*still.reasons, why)
    return replace(still, levels=levels, level=None, abstained=True, reasons=reasons)
