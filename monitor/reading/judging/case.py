"""What belongs to one statement while it is judged: who said it and its words as they are read; then what rules and model see in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.ports import Placed
    from monitor.reading.cues.rules import Excerpt, Read
    from monitor.reading.found import Attribution


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A statement, nobody having read it yet. `found`: who said which words; `excerpt`: the words as they are read."""

    found: Attribution
    excerpt: Excerpt

    @property
    def is_reporters(self) -> bool:
        """Whether it is a question of nobody who is followed: it takes no position."""
        return self.found.asks and self.excerpt.speaker.bloc is None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCase(Case):
    """A statement that rules and model have read. `read`: what the rules see in it; `question_read`: what they see in the question that it replies to, where one is told of;
    `placed`: what the model sees in it among the words round it; None: it was not asked about it."""

    read: Read
    question_read: Read | None
    placed: Placed | None
