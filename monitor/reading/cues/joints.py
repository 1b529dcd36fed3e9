"""What joins words and clauses in one language ([joints] of cue_lexicon/*.toml), compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


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


def compile_joints(lists: Mapping[str, Sequence[str]]) -> Joints:
    """The patterns of [joints], whose lists are called as they are. Raises re.error where an entry is no regular expression."""
    one_of = {name: f"(?:{'|'.join(entries)})" for name, entries in lists.items()}
    return Joints(
        joins=re.compile(rf",|\b{one_of['joins']}\b"),
        goes_on=re.compile(rf",|\b{one_of['goes_on']}\b", re.IGNORECASE),
        before_own=re.compile(rf"(?:[,;—–]|\b{one_of['before_own']})\s*$"),
        before_subject=re.compile(rf"(?:^\W*|\b{one_of['before_subject']}\s+)$", re.IGNORECASE),
        compares=re.compile(rf"\b{one_of['compares']}\s+$", re.IGNORECASE),
        opens_clause=re.compile(rf"[,;:—–]|\b{one_of['opens_clause']}\b"),
        further=re.compile(rf"[.!?]\s+\S|;|{one_of['further']}", re.IGNORECASE),
        limits=re.compile(one_of["limits"], re.IGNORECASE),
        parts_phrase=one_of["parts_phrase"],
    )
