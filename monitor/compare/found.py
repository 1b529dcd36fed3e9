"""What comparing works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Relation = Literal["reaffirms", "contradicts", "hardens", "softens", "new", "discusses", "unrelated"]
RELATIONS: tuple[Relation, ...] = get_args(Relation)
CHANGES: frozenset[Relation] = frozenset({"contradicts", "hardens", "softens", "new"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedPosition:
    """A position as given: `claim` None means that the actor had no line; one of `claim` and `issue` is there."""

    actor: str | None
    issue: str | None
    claim: str | None
    date: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence of the article. `own`: how surely it is the actor's own, 0…1; `before`: what it answers or goes on from.

    `denied`: the words that report it deny it; `in_jest`: they say that it is a joke; `told`: somebody else's words or hearsay, not the article's own line; `around`: the sentence with what it answers and what the same speaker says
    beside it, as the cross-encoder reads it; `language`: the one whose word lists of reading are for it; `issue`: what reading takes it to be on.
    """

    start: int
    end: int
    text: str
    speaker: str
    own: float
    before: str = ""
    denied: bool = False
    told: bool = False
    in_jest: bool = False
    around: str = ""
    language: str = "en"
    issue: str | None = None

    @property
    def span(self) -> tuple[int, int]:
        """Start and end in the article's text."""
        return (self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A passage and how much it is about the position, 0…1: `similarity` by its vector, `shared` by terms, `relevance` by both."""

    passage: Passage
    similarity: float
    shared: float
    relevance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Evidence: `article.text[start:end] == quote`, always. `denied`: the words are told only to be denied."""

    quote: str
    start: int
    end: int
    speaker: str
    denied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What the article does to the position, how sure that is, on which words, and why.

    `confidence` is an order among comparisons of one relation; `note`: what is to be known of the actor and the issue, empty where both are in the configuration.
    `read`: whether the article's language is one that is read; otherwise nothing was compared.
    """

    relation: Relation
    confidence: float
    evidence: tuple[Quote, ...]
    reason: str
    note: str = ""
    read: bool = True

    @property
    def alert(self) -> bool:
        """Whether the actor has moved from the position, or taken one where he had none."""
        return self.relation in CHANGES
