"""What joins words and clauses in one language ([joints] of cue_lexicon/*.toml), compiled. Imports nothing of the house."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class JointWords:
    """[joints] as it stands there."""

    joins: Sequence[str]
    goes_on: Sequence[str]
    before_own: Sequence[str]
    parts_phrase: Sequence[str]
    before_subject: Sequence[str]
    compares: Sequence[str]
    opens_clause: Sequence[str]
    further: Sequence[str]
    limits: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joints:
    """`joins`: a comma or what joins a like thing; `goes_on`: goes on to another; `before_own`: all that stands before "we" where the speaker goes on;
    `before_subject`: the same before a clause's subject; `compares`: before one that only compares; `opens_clause`: where another clause may begin;
    `further`: begins a further sentence or clause of what is said; `limits`: begins a condition that says what something is kept for;
    `parts_phrase`: an alternation of what parts a phrase.
    """

    joins: re.Pattern[str]
    goes_on: re.Pattern[str]
    before_own: re.Pattern[str]
    before_subject: re.Pattern[str]
    compares: re.Pattern[str]
    opens_clause: re.Pattern[str]
    further: re.Pattern[str]
    limits: re.Pattern[str]
    parts_phrase: str


def compile_joints(words: JointWords) -> Joints:
    """Raises TypeError where a text stands for a list, re.error where an entry is no regular expression."""
    return Joints(
        joins=re.compile(rf",|\b{_any(words.joins)}\b"),
        goes_on=re.compile(rf",|\b{_any(words.goes_on)}\b", re.IGNORECASE),
        before_own=re.compile(rf"(?:[,;—–]|\b{_any(words.before_own)})\s*$"),
        before_subject=re.compile(rf"(?:^\W*|\b{_any(words.before_subject)}\s+)$", re.IGNORECASE),
        compares=re.compile(rf"\b{_any(words.compares)}\s+$", re.IGNORECASE),
        opens_clause=re.compile(rf"[,;:—–]|\b{_any(words.opens_clause)}\b"),
        further=re.compile(rf"[.!?]\s+\S|;|{_any(words.further)}", re.IGNORECASE),
        limits=re.compile(_any(words.limits), re.IGNORECASE),
        parts_phrase=_any(words.parts_phrase),
    )


def _any(words: Sequence[str]) -> str:
    if isinstance(words, str):
        raise TypeError(f"[joints] has lists of words: {words!r} is none")
    return f"(?:{'|'.join(words)})"
