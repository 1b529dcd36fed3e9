"""What reading finds in an article: statements with their place in the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from datetime import datetime

    from monitor.types.commitments import Commitment
    from monitor.types.opinions import Opinion

READ_LANGUAGES = ("en", "ru", "uk", "de", "fr")
"""The languages in which it is read who said what; articles in others are kept and counted."""
Span = tuple[int, int]
"""[start, end) in characters of the article's text."""


JudgedMark = Literal["carried", "elsewhere", "mirrored", "in jest", "unshared", "outright"]
Mark = Literal[JudgedMark, "role conflict"]
"""What later steps must know of a statement. On its marks depend weights, decisive sentences and alerts; its reasons are for people, and may be reworded."""
CARRIED: Final = "carried"
"""Its own words do not show its issue or its side, only the words round it do: it is no decisive sentence."""
ELSEWHERE: Final = "elsewhere"
"""It may well be about another topic (a tariff, Gaza): it is no decisive sentence either."""
MIRRORED: Final = "mirrored"
"""Its words are what the speaker denies: its level is the contrary of theirs."""
IN_JEST: Final = "in jest"
"""The words round it say that it was no serious one: it takes no level."""
UNSHARED: Final = "unshared"
"""In a long text the rules, which know its language, do not see the side that the network sees: where all that agree are such, they decide nothing."""
OUTRIGHT: Final = "outright"
"""The rules and the network, which know nothing of each other, see the same pole in it: it is worth two where a few decide."""
ROLE_CONFLICT: Final = "role conflict"
"""The article gives the speaker another role than the dated table of offices: alerts say so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One source said one thing at one place: `article.text[start:end] == text`, always.

    `speaker` is the source as the text names it, resolved to a full name where known; `actor` is a person's or
    office's id, None when not followed; `office` is the office at `said_at`. `said_within`: the
    words name a month or a year alone, and it was said by `said_at`, on a day that nobody knows. `levels` is the distribution over −2…+2; None without an
    issue, and where the words are no line of the speaker's whatever they look like.
    `form` is how the words reached us: transcript, direct, mixed, indirect, office, unnamed, narration. `opinions`: where
    a second model was asked, what each model judged by itself; the judgement here is what they came to together.
    `reasons`: in words, for people; `marks`: what later steps decide by.
    """

    start: int
    end: int
    text: str
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
    commitment: Commitment = "flat"
    issue: str | None = None
    issue_score: float = 0.0
    levels: tuple[float, float, float, float, float] | None = None
    level: int | None = None
    abstained: bool = True
    said_at: datetime | None = None
    said_within: bool = False
    weight: float = 0.0
    reasons: tuple[str, ...] = ()
    marks: frozenset[Mark] = frozenset()
    opinions: tuple[Opinion, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An article, read. `furniture` are the spans of the text that are not the article (menus, teasers, comment forms).

    `signature` is the MinHash of the text (128 unsigned 32-bit numbers) by which copies are found.
    """

    article_id: str
    language: str
    genre: Literal["news", "transcript", "opinion", "satire"]
    statements: tuple[Statement, ...]
    furniture: tuple[Span, ...] = ()
    signature: tuple[int, ...] = ()
    model: str = "rules"
