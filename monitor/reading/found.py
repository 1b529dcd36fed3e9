"""What the steps of reading hand to each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

    from monitor.types import Span
    from monitor.types.reading import Mark

_ASKS = re.compile(r"\sли\b", re.IGNORECASE)
"""The particle that makes a Russian sentence a question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who said which words: the outcome of attribution, before anything is known of issue and level.

    `start`/`end` is the content; `parts` its pieces where the cue interrupts it; `context` the paragraph round it.
    `denied`: the cue itself denies or rejects the content ("denied that …"). `asks`: it is a question, it states nothing.
    `answers`: the question a bare "yes" takes its content from, or with `denied` a bare "no"; `reply_to`: the question that the text tells of before words that are more.
    `said_within`: the words name a month or a year alone, and it was said by `said_at`, on a day that nobody knows.
    `weight` is form × source × freshness × genre × nesting (method §2.4), each factor named in `reasons`; `marks`: what later steps decide by.
    """

    start: int
    end: int
    context: Span
    parts: tuple[Span, ...] = ()
    cue: Span | None = None
    source: Span | None = None
    speaker: str | None = None
    actor: str | None = None
    office: str | None = None
    speaker_level: int = 0
    voice: Literal["primary", "quoted", "reported", "narration"] = "narration"
    form: Literal["transcript", "direct", "mixed", "indirect", "office", "unnamed", "narration"] = "narration"
    nested: bool = False
    denied: bool = False
    asks: bool = False
    answers: Span | None = None
    reply_to: Span | None = None
    said_at: datetime | None = None
    said_within: bool = False
    weight: float = 0.0
    reasons: tuple[str, ...] = ()
    marks: frozenset[Mark] = frozenset()

    def words(self, text: str) -> str:
        """What was said in `text`: of a bare yes or no, what was asked."""
        if self.answers is not None:
            return _ASKS.sub("", text[self.answers[0] : self.answers[1]].rstrip(' ?!”"»)'))
        return " ".join(text[a:b] for a, b in self.parts or ((self.start, self.end),))
