"""What a sentence says: which terms, and whether each is said to be so or not.

A term is a concept of the lexicon, or else a word cut to its stem. Its sign is that of its clause: a negation or a refusal
turns a clause, two that stand together ("dropped its resistance") cancel out. A condition's own words have no sign.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from monitor.compare.words import load_words
from monitor.reading.cues.deferrals import defers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from monitor.compare.words import Words
    from monitor.types import Span

CONCEPT = "#"
"""Begins a term that is a concept, the same in every language."""
STEM = 6
"""Letters kept of a word: enough to fold most endings of English and Russian together."""
_PUNCTUATION = re.compile(r"[,;:.!?…()\[\]«»“”\"]+|\s[-–—]+\s")
_WORD = re.compile(r"[^\W\d_][\w'-]{3,}")
_ANY_WORD = re.compile(r"\w[\w'-]*")
_BESIDE = 3
"""Words between two turning words that belong together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence's terms with their signs (0: named without being said), and that of its first clause.

    `defers`: it leaves the matter to others or gives no answer, and says nothing else.
    `folded`: the words that each term was found in, without case. `anaphoric`: it begins with "it", "they"; `replies`: with "yes", "no". Both need what stands before. `conditional`: one of its clauses is a condition.
    """

    text: str
    terms: Mapping[str, float]
    folded: Mapping[str, str]
    sign: int = 1
    anaphoric: bool = False
    replies: bool = False
    conditional: bool = False
    defers: bool = False

    def written(self, term: str) -> str:
        """The term's words as they stand in the sentence; without case where that is more than a matter of letters."""
        pattern = re.escape(self.folded[term]).replace("'", "['’`]")
        words = re.search(rf"(?<!\w){pattern}(?!\w)", self.text, re.IGNORECASE)
        return words[0] if words else self.folded[term]


def read_line(text: str, language: str, *, denied: bool = False) -> Line:
    """Reads a sentence; `denied`: the words that report it say that it is not so."""
    words = load_words(language)
    folded = text.casefold().replace("’", "'").replace("`", "'")
    plain = words.not_conditions.sub(_blank, words.idioms.sub(_blank, folded))
    clauses = [_read_clause(clause, words) for clause in _split(plain, words)]
    clauses = [_turned(clause) for clause in clauses] if denied else clauses
    return Line(
        text=text,
        terms=_merge(clauses),
        folded={term: words for clause in reversed(clauses) for term, words in clause.folded.items()},
        sign=clauses[0].sign if clauses else 1,
        anaphoric=words.pronouns.match(folded) is not None,
        replies=words.replies.match(folded) is not None,
        conditional=any(clause.condition for clause in clauses),
        defers=defers(text, language),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clause:
    terms: Mapping[str, float]
    folded: Mapping[str, str]
    sign: int
    condition: bool = False


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _split(text: str, words: Words) -> Iterator[str]:
    """Clauses, each with the joint that begins it; commas and joints both end one."""
    cuts = (
        {0, len(text)}
        | {m.end() for m in _PUNCTUATION.finditer(text)}
        | {m.start() for m in words.joints.finditer(text)}
    )
    pieces = (text[a:b] for a, b in pairwise(sorted(cuts)))
    return (piece for piece in pieces if _ANY_WORD.search(piece))


def _read_clause(clause: str, words: Words) -> _Clause:
    condition = words.conditions.match(clause.lstrip()) is not None
    sign = _sign(clause, words)
    terms: dict[str, float] = {}
    folded: dict[str, str] = {}
    rest = clause
    for match, name, own in words.find_concepts(clause):
        around = _sign(clause, words, without=match.span()) if words.against.fullmatch(match[0]) else sign
        said = 0.0 if condition else float(around * own)
        terms[CONCEPT + name] = said
        folded.setdefault(CONCEPT + name, match[0])
        rest = rest[: match.start()] + _blank(match) + rest[match.end() :]
    for pattern in (words.against, words.favour, words.negators, words.joints, words.hedges, words.conditions):
        rest = pattern.sub(_blank, rest)
    for word in _WORD.findall(rest):
        terms.setdefault(word[:STEM], 0.0 if condition else float(sign))
        folded.setdefault(word[:STEM], word)
    return _Clause(terms=terms, folded=folded, sign=sign, condition=condition)


def _sign(clause: str, words: Words, *, without: Span = (0, 0)) -> int:
    """−1 where a turning word stands alone; two beside each other are one affirmation. `without`: a word not to count."""
    refusals = [m.span() for m in words.against.finditer(clause) if m.span() != without]
    negations = [m.span() for m in words.negators.finditer(clause) if not any(a <= m.start() < b for a, b in refusals)]
    turning = sorted(refusals + negations)
    sign, at = 1, 0
    while at < len(turning):
        pair = turning[at : at + 2]
        beside = len(pair) > 1 and len(_ANY_WORD.findall(clause[pair[0][1] : pair[1][0]])) <= _BESIDE
        if beside and not set(pair) <= set(negations):
            at += 2
        else:
            sign, at = -1, at + 1
    return sign


def _turned(clause: _Clause) -> _Clause:
    terms = {term: -sign for term, sign in clause.terms.items()}
    return replace(clause, terms=terms, sign=-clause.sign)


def _merge(clauses: list[_Clause]) -> dict[str, float]:
    """A term's mean sign over the clauses that say something of it."""
    signs: dict[str, list[float]] = {}
    for clause in clauses:
        for term, sign in clause.terms.items():
            signs.setdefault(term, []).append(sign)
    return {term: _mean([s for s in found if s]) for term, found in signs.items()}


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0
