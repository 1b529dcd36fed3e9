"""What a sentence says that somebody said: places of source, cue and content, before anybody is recognised."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.types import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One attribution found by its form.

    `source` is None where the subject is left out ("…, adding that"); then it is that of the claim before.
    `parts` is the content in one or more pieces; `denied`: the cue denies it; `backwards`: the content is the sentence before.
    `nobody`: the text does not say whose words these are ("is expected to"), so that no other subject stands in.
    `undecided`: they may be another's, whom the source denies.
    `resumes`: the subject is left out and is that of a sentence before («Потом сказал: «…»»).
    `genitive`: the source stands behind a preposition ("по словам X"), so that it may be in any case.
    """

    source: Span | None
    cue: Span
    parts: tuple[Span, ...]
    denied: bool = False
    backwards: bool = False
    genitive: bool = False
    nested: bool = False
    asks: bool = False
    nobody: bool = False
    undecided: bool = False
    resumes: bool = False

    @property
    def start(self) -> int:
        """Where what was said begins, or the cue where nothing was."""
        return min(part[0] for part in self.parts) if self.parts else self.cue[0]

    @property
    def end(self) -> int:
        """Where what was said ends, or the cue where nothing was."""
        return max(part[1] for part in self.parts) if self.parts else self.cue[1]

    @property
    def follows(self) -> bool:
        """Whether the cue stands after all that was said ("…, said X")."""
        return bool(self.parts) and self.end <= self.cue[0]

    def contains(self, span: Span) -> bool:
        """Whether the place lies in one piece of what was said."""
        return any(a <= span[0] and span[1] <= b for a, b in self.parts)

    def cut(self, at: int) -> Claim:
        """This claim with its content ended at `at`."""
        parts = tuple((a, min(b, at)) for a, b in self.parts if a < at)
        return replace(self, parts=parts)
