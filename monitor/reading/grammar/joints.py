"""What joins and parts clauses, in all languages together ([lists] of lexicon/*.toml), compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from monitor.reading.text.lexicon import MASK
from monitor.reading.text.lexicon_files import one_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Joints:
    """`joins`: ends what leads up to a claim that is joined to the one before; `parts`: the same to one of another speaker;
    `adds`: begins what goes on with the words before a "he said"; `opens`: all that a clause may have before its subject.
    """

    joins: re.Pattern[str]
    parts: re.Pattern[str]
    adds: re.Pattern[str]
    opens: re.Pattern[str]


@cache
def load_joints() -> Joints:
    """Compiled once a process."""
    behind_comma = one_of("joins_claims", "joins_behind_comma")
    return Joints(
        joins=re.compile(
            rf"(?:[,;—–]\s*{behind_comma}?|\b{one_of('joins_claims')})\s*{one_of('before_joined_verb')}?\s*$",
            re.IGNORECASE,
        ),
        parts=re.compile(rf"(?:[,;—–]\s*{one_of('parts_claims')}|;)\s*$", re.IGNORECASE),
        adds=re.compile(rf"{one_of('adds_words')}\s+", re.IGNORECASE),
        opens=re.compile(rf"[\W_{MASK}]*(?:{one_of('opens_clause')}\s+)?", re.IGNORECASE),
    )
