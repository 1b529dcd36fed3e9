"""What a person is shown of one article: its text in lines with marked places, and one entry for each attribution. No markup."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from monitor.types import Span

MarkKind = Literal["words", "source", "cue", "furniture"]


class Mark(NamedTuple):
    """A place in the text. `number`: the entry it belongs to, 0 for furniture."""

    start: int
    end: int
    kind: MarkKind
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of one line over which nothing begins or ends.

    `inside`: the entries whose words it belongs to, the shortest last; `opens` and `closes`: those whose words (or a part of
    them) begin and end with it; `starts`: those whose first part begins with it; `source`, `cue`: the entries whose speaker
    it names, whose words it reports.
    """

    text: str
    inside: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()
    source: tuple[int, ...] = ()
    cue: tuple[int, ...] = ()
    furniture: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the article that is not blank. `paragraph`: a blank line stands before it."""

    pieces: tuple[Piece, ...]
    paragraph: bool

    @property
    def starts(self) -> tuple[int, ...]:
        return tuple(number for piece in self.pieces for number in piece.starts)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueView:
    """What the words amount to on one issue. `shares`: the level distribution in per cent, in words for what is all or nothing, empty where there is none.

    `bar` and `level_words` say where on the axis, `poles` what its ends are; all empty where there is no issue.
    """

    code: str
    name: str
    level: int | None
    bar: str
    level_words: str
    poles: tuple[str, str]
    shares: tuple[str, ...]
    commitment: str
    weight: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One attribution, with every issue it speaks of. `left_out` says why it moves no line, empty where it may.

    `speakers`: who says it, empty where nobody is named; `together`: a line on each of several. `named`: the source as the
    article names it, empty where that says no more than `speakers`. `level`: the one its marks
    are coloured by. `reasons` are those that all its issues share. `denies`: the words are what the speaker denies. `light`: why
    it weighs too little to be told in full, None where it does not; empty where the lack of an issue says it.
    """

    number: int
    named: str
    speakers: tuple[str, ...]
    together: tuple[str, ...]
    facts: tuple[str, ...]
    words: str
    denies: bool
    level: int | None
    has_issue: bool
    issues: tuple[IssueView, ...]
    said: str
    reasons: tuple[str, ...]
    left_out: str
    light: str | None

    @property
    def speaker(self) -> str:
        return told_together(self.speakers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one attribution says on one issue, in a line. `level_words`: where on the axis, in the axis' words; `weight`: of 1."""

    number: int
    speakers: tuple[str, ...]
    code: str
    name: str
    level: int | None
    level_words: str
    weight: str

    @property
    def speaker(self) -> str:
        return told_together(self.speakers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """An article as it was read. `summary` is said first; `read_as`: as what kind of text, or that it was not; `findings`: what weighs, the heaviest first.

    `left_out`: what does not count, and why, one a line; `struck`: that page furniture was left out, empty where there is none.
    """

    title: str
    outlet: str
    url: str | None
    published: str
    language: str
    language_name: str
    direction: Literal["ltr", "rtl"]
    read_as: str
    summary: str
    notes: tuple[str, ...]
    lines: tuple[Line, ...]
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]
    left_out: tuple[str, ...]
    struck: str


def told_together(speakers: Sequence[str]) -> str:
    return ", ".join(speakers) or "nobody named"


def leading(inside: Sequence[int], entries: Mapping[int, Entry]) -> Entry | None:
    """The entry that a piece is coloured by: the innermost that may move a line, else the innermost.

    What is reported as denied must not look like what is claimed.
    """
    counting = [number for number in inside if not entries[number].left_out]
    chosen = counting or inside
    return entries[chosen[-1]] if chosen else None


def strip(text: str, span: Span) -> Span | None:
    """`span` without white space at its ends and within the text; None where nothing is left."""
    start, end = max(span[0], 0), min(span[1], len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
