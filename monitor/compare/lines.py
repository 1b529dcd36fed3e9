"""What a sentence says: which terms, each said to be so or not, how hard it leans, how firmly it is put.

A term is a concept of the lexicon, or else a word cut to its stem. Its sign is that of its clause: a negation or a refusal
turns a clause, two that stand together ("dropped its resistance") cancel out. A condition's own words have no sign.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from monitor.compare.words import load_heat, load_words

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
_HEDGED, _CONDITIONAL, _FIRM, _STEP = 0.5, 0.3, 1.25, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence's terms with their signs (0: named without being said), and how it is put.

    `lean` is the mean heat of what it says, −1 towards the other side … +1 against it; `sign` that of its first clause.
    """

    terms: Mapping[str, float]
    lean: float = 0.0
    sign: int = 1
    conditional: bool = False
    hedged: bool = False
    firm: bool = False
    step: int = 0
    anaphoric: bool = False
    replies: bool = False

    @property
    def heat(self) -> float:
        """The lean, weaker where hedged or on a condition, further out where the words say more or less of it."""
        strength = (
            (_HEDGED if self.hedged else 1.0)
            * (_CONDITIONAL if self.conditional else 1.0)
            * (_FIRM if self.firm else 1.0)
        )
        return strength * self.lean + _STEP * self.step


def read_line(text: str, language: str, *, bloc: str | None = None, denied: bool = False) -> Line:
    """Reads a sentence as said by a speaker of `bloc`; `denied`: the words that report it say that it is not so."""
    words = load_words(language)
    folded = text.casefold().replace("’", "'").replace("`", "'")
    anaphoric = words.pronouns.match(folded) is not None
    firm = words.firm.search(folded) is not None
    step = bool(words.more.search(folded)) - bool(words.less.search(folded))
    plain = words.not_conditions.sub(_blank, words.idioms.sub(_blank, folded))
    clauses = [_read_clause(clause, words, bloc) for clause in _split(plain, words)]
    clauses = [_turned(clause) for clause in clauses] if denied else clauses
    heats = [heat for clause in clauses for heat in clause.heats]
    return Line(
        terms=_merge(clauses),
        lean=sum(heats) / len(heats) if heats else 0.0,
        sign=clauses[0].sign if clauses else 1,
        conditional=words.conditions.search(plain) is not None,
        hedged=words.hedges.search(plain) is not None,
        firm=firm,
        step=step,
        anaphoric=anaphoric,
        replies=words.replies.match(folded) is not None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clause:
    terms: Mapping[str, float]
    sign: int
    heats: tuple[float, ...]


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


def _read_clause(clause: str, words: Words, bloc: str | None) -> _Clause:
    condition = words.conditions.match(clause.lstrip()) is not None
    sign = _sign(clause, words)
    terms: dict[str, float] = {}
    heats: list[float] = []
    rest = clause
    for match, name, own in words.find_concepts(clause):
        around = _sign(clause, words, without=match.span()) if words.against.fullmatch(match[0]) else sign
        said = 0.0 if condition else float(around * own)
        terms[CONCEPT + name] = said
        heat = load_heat().of(name, bloc)
        heats += [said * heat] if heat and said else []
        rest = rest[: match.start()] + _blank(match) + rest[match.end() :]
    for pattern in (words.against, words.favour, words.negators, words.joints, words.hedges, words.conditions):
        rest = pattern.sub(_blank, rest)
    for word in _WORD.findall(rest):
        terms.setdefault(word[:STEM], 0.0 if condition else float(sign))
    return _Clause(terms=terms, sign=sign, heats=tuple(heats))


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
    return _Clause(terms=terms, sign=-clause.sign, heats=tuple(-heat for heat in clause.heats))


def _merge(clauses: list[_Clause]) -> dict[str, float]:
    """A term's mean sign over the clauses that say something of it."""
    signs: dict[str, list[float]] = {}
    for clause in clauses:
        for term, sign in clause.terms.items():
            signs.setdefault(term, []).append(sign)
    return {term: _mean([s for s in found if s]) for term, found in signs.items()}


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0
