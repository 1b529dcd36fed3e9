"""What the steps of reading hand to each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

    from monitor.types import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who said which words: the outcome of attribution, before anything is known of issue and level.

    `start`/`end` is the content; `parts` its pieces where the cue interrupts it; `context` the paragraph round it.
    `denied`: the cue itself denies or rejects the content ("denied that …"). `question`: it asks, it does not state.
    `weight` is form × source × freshness × genre × nesting (method §2.4), each factor named in `reasons`.
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
    question: bool = False
    said_at: datetime | None = None
    weight: float = 0.0
    reasons: tuple[str, ...] = ()
