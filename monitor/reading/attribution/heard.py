"""What was heard from whom, with everything that weighing it needs: between finding an attribution and grading it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.reading.attribution.when import UNDATED, When

if TYPE_CHECKING:
    from monitor.reading.actors.speaker import Speaker
    from monitor.reading.attribution.weights import Form
    from monitor.types import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Content `parts` of one `speaker`; `when`: the words of its sentence that may date it.

    `added_to`: what may date it where its own sentence does not, the nearest first.
    `carried`: the speaker is not named beside the words, they go on from before. `own`: the speaker wrote the whole text.
    `answers`: the question whose content a bare yes or no takes over; `reply_to`: the question that the text tells of before words that are more.
    `undecided`: they may as well be another's, whom he denies. `relayed`: in his own speech he passes on what others say.
    """

    speaker: Speaker
    parts: tuple[Span, ...]
    context: Span
    form: Form
    cue: Span | None = None
    source: Span | None = None
    when: When = UNDATED
    added_to: tuple[When, ...] = ()
    nested: bool = False
    denied: bool = False
    asks: bool = False
    carried: bool = False
    own: bool = False
    relayed: bool = False
    undecided: bool = False
    answers: Span | None = None
    reply_to: Span | None = None
