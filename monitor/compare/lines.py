"""What a sentence says: which terms, and whether each is said to be so or not.

A term is a concept of the lexicon, or else a word cut to its stem. Its sign is that of its clause: a negation or a refusal
turns a clause, two that stand together ("dropped its resistance") cancel out. A condition's own words have no sign.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
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

    `under`: of each term that a mere negation turns, what this negates ("will not *extend* the treaty"). `defers`: it leaves the matter to others or gives no answer, and says nothing else.
    `folded`: the words that each term was found in, without case. `anaphoric`: it begins with "it", "they"; `replies`: with "yes", "no". Both need what stands before. `conditional`: one of its clauses is a condition.
    """

    text: str
    terms: Mapping[str, float]
    folded: Mapping[str, str]
    under: Mapping[str, frozenset[str]] = field(default_factory=dict)
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
    clauses = _with_complements([_read_clause(clause, words) for clause in _split(plain, words)])
    clauses = [_turned(clause) for clause in clauses] if denied else clauses
    return Line(
        text=text,
        terms=_merge(clauses),
        folded={term: words for clause in reversed(clauses) for term, words in clause.folded.items()},
        under=_negated(clauses),
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
    negates: frozenset[str] = frozenset()
    complement: bool = False


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
    places: dict[int, str] = {}
    rest = clause
    for match, name, own in words.find_concepts(clause):
        around = _sign(clause, words, without=match.span()) if words.against.fullmatch(match[0]) else sign
        said = 0.0 if condition else float(around * own)
        terms[CONCEPT + name] = said
        folded.setdefault(CONCEPT + name, match[0])
        places[match.start()] = CONCEPT + name
        rest = rest[: match.start()] + _blank(match) + rest[match.end() :]
    for pattern in (words.against, words.favour, words.negators, words.joints, words.hedges, words.conditions):
        rest = pattern.sub(_blank, rest)
    for word in _WORD.finditer(rest):
        terms.setdefault(word[0][:STEM], 0.0 if condition else float(sign))
        folded.setdefault(word[0][:STEM], word[0])
        places[word.start()] = word[0][:STEM]
    return _Clause(
        terms=terms,
        folded=folded,
        sign=sign,
        condition=condition,
        negates=_behind_negators(clause, places, words),
        complement=words.complements.match(clause.lstrip()) is not None,
    )


def _behind_negators(clause: str, places: Mapping[int, str], words: Words) -> frozenset[str]:
    """The terms that stand next behind the negators of a clause; none where it refuses something, since that turns whatever it names."""
    if words.against.search(clause):
        return frozenset()
    behind = ([at for at in sorted(places) if at >= m.end()] for m in words.negators.finditer(clause))
    return frozenset(places[after[0]] for after in behind if after)


def _with_complements(clauses: list[_Clause]) -> list[_Clause]:
    """What is wanted or agreed to in a clause of its own is turned with the verb that governs it («не согласимся с тем, чтобы …»)."""
    return [
        _turned(clause) if n and clause.complement and _only_refuses(clauses[n - 1]) else clause
        for n, clause in enumerate(clauses)
    ]


def _only_refuses(clause: _Clause) -> bool:
    """Whether it is turned and names nothing that this could be said of."""
    return clause.sign < 0 and not clause.terms


def _negated(clauses: list[_Clause]) -> dict[str, frozenset[str]]:
    """By term what is negated in the clauses that turn it; only terms that nothing but a mere negation turns."""
    found: dict[str, frozenset[str]] = {}
    for clause in clauses:
        for term, sign in clause.terms.items():
            if sign < 0:
                known = found.get(term, clause.negates)
                found[term] = known | clause.negates if known and clause.negates else frozenset()
    return {term: negated for term, negated in found.items() if negated}


def _sign(clause: str, words: Words, *, without: Span = (0, 0)) -> int:
    """−1 where a turning word stands alone; two beside each other are one affirmation, of two negators where the second is "without". `without`: a word not to count."""
    refusals = [m.span() for m in words.against.finditer(clause) if m.span() != without]
    negations = [m.span() for m in words.negators.finditer(clause) if not any(a <= m.start() < b for a, b in refusals)]
    turning = sorted(refusals + negations)
    sign, at = 1, 0
    while at < len(turning):
        pair = turning[at : at + 2]
        beside = len(pair) > 1 and len(_ANY_WORD.findall(clause[pair[0][1] : pair[1][0]])) <= _BESIDE
        if beside and (not set(pair) <= set(negations) or words.lacking.match(clause, pair[1][0])):
            at += 2
        else:
            sign, at = -1, at + 1
    return sign


def _turned(clause: _Clause) -> _Clause:
    terms = {term: -sign for term, sign in clause.terms.items()}
    return replace(clause, terms=terms, sign=-clause.sign, negates=frozenset())


def _merge(clauses: list[_Clause]) -> dict[str, float]:
    """A term's mean sign over the clauses that say something of it."""
    signs: dict[str, list[float]] = {}
    for clause in clauses:
        for term, sign in clause.terms.items():
            signs.setdefault(term, []).append(sign)
    return {term: _mean([s for s in found if s]) for term, found in signs.items()}


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0
