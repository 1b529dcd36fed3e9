"""How much each passage is about the position: terms they share, and the similarity of sentence vectors.

Vectors only find the place: a sentence and its opposite lie beside each other.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from monitor.compare.found import Ranked
from monitor.compare.lines import CONCEPT, read_line
from monitor.compare.words import faint_concepts, script_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from monitor.compare.found import ComparedPosition, Passage
    from monitor.ports import Embedder

_MOST = 56
"""Passages that are compared by vectors; the others share too little with the position to matter."""
_FAINT = 0.25
"""Weight of a term that says who or where only."""
_FROM, _TO = 0.15, 0.75
"""Cosines of unrelated sentences, and of the same thing in other words; between them the similarity rises from 0 to 1. Chosen by hand."""
_BY_VECTOR = 0.55
"""What the similarity counts in a passage's relevance; the rest are the terms. Chosen by hand."""
_BORROWED = 0.75
"""What a term counts that stands only in what the passage answers. Chosen by hand."""
_BY_QUESTION = 0.5
"""The same where it is chosen what is compared by vectors at all. Chosen by hand."""
_ANYBODYS, _OWN_AT_LEAST = 0.5, 0.1
"""In that choice: what a passage counts that is not the actor's, beside one that is; and what one that is has although it shares nothing. Chosen by hand."""
_OTHERS = 0.4
"""What the relevance of a passage that is not the actor's counts in the order of all. Chosen by hand."""
_LEAST_TELLING = 0.3
"""Weight of a term that all of the article's passages have and that says more than who or where. Chosen by hand, a little above `_FAINT`."""
_TOGETHER = 3
"""Sentences in a row that are compared as one, and passages whose relevance counts, where it is asked what the whole article is about."""


class Ranking(NamedTuple):
    """The passages nearest to the position, most relevant first (the actor's own before others'), and how telling terms are.

    `nearness`: how much the article as a whole is about the position, 0…2: the mean relevance of its three nearest passages (or of all that it has), and the similarity of the three
    sentences in a row that are nearest together.
    """

    found: tuple[Ranked, ...]
    weights: Mapping[str, float]
    nearness: float


def rank(passages: Sequence[Passage], position: ComparedPosition, embedder: Embedder) -> Ranking:
    """Ranks the passages of one article. Raises ModelError."""
    read = cache(terms_of)
    terms = [read(passage.text) for passage in passages]
    weights = weigh_terms(terms)
    parts = [part for part in (position.claim, position.issue) if part]
    wanted = [_shareable(terms_of(part), script_of(part), passages) for part in parts]
    shares = [max(share(want, found, weights) for want in wanted) for found in terms]
    borrowed = [max(share(want, read(passage.before), weights) for want in wanted) for passage in passages]
    best = sorted(range(len(passages)), key=lambda i: (-_promise(passages[i], shares[i], borrowed[i]), i))[:_MOST]
    together = _together([passages[i].text for i in sorted(best)])
    similar = _similarities([*(passages[i].text for i in best), *together], parts, embedder) if best else []
    ranked = [_ranked(passages[i], similar[n], shares[i], borrowed[i]) for n, i in enumerate(best)]
    nearest = sorted((found.relevance for found in ranked), reverse=True)[:_TOGETHER]
    nearness = sum(nearest) / max(len(nearest), 1) + max(similar[len(best) :], default=0.0)
    return Ranking(tuple(sorted(ranked, key=lambda r: (-_rank(r), r.passage.start))), weights, nearness)


def _together(texts: Sequence[str]) -> list[str]:
    """Each sentence with those after it, `_TOGETHER` in all; all of them where there are fewer."""
    return [" ".join(texts[n : n + _TOGETHER]) for n in range(max(len(texts) - _TOGETHER, 0) + 1)]


def _promise(passage: Passage, shared: float, borrowed: float) -> float:
    """Who is worth a vector."""
    ours = _ANYBODYS + (1 - _ANYBODYS) * passage.own
    return max(shared, _BY_QUESTION * borrowed) * ours + _OWN_AT_LEAST * passage.own


def _rank(found: Ranked) -> float:
    return found.relevance * (_OTHERS + (1 - _OTHERS) * found.passage.own)


def _similarities(texts: Sequence[str], parts: Sequence[str], embedder: Embedder) -> list[float]:
    """Of each text the cosine to the nearest part of the position, stretched to 0…1."""
    vectors = embedder.embed([*parts, *texts])
    cosines = (vectors[len(parts) :] @ vectors[: len(parts)].T).max(axis=1)
    return [min(max((float(cosine) - _FROM) / (_TO - _FROM), 0.0), 1.0) for cosine in cosines]


def _ranked(passage: Passage, similarity: float, shared: float, borrowed: float) -> Ranked:
    """An answer borrows what it is about from its question, in part."""
    relevance = by_vector(similarity) + (1 - _BY_VECTOR) * max(shared, _BORROWED * borrowed)
    return Ranked(passage=passage, similarity=similarity, shared=shared, relevance=relevance)


def by_vector(similarity: float) -> float:
    """The part of a passage's relevance that it has by its vector alone."""
    return _BY_VECTOR * similarity


def _shareable(terms: Iterable[str], language: str, passages: Sequence[Passage]) -> frozenset[str]:
    """The terms that passages can share: of a claim in another language only the concepts."""
    same = any(script_of(passage.text) == language for passage in passages)
    return frozenset(term for term in terms if same or term.startswith(CONCEPT))


def terms_of(text: str) -> frozenset[str]:
    """The terms of one sentence or of several, as `lines.py` has them."""
    return frozenset(read_line(text, script_of(text)).terms)


def weigh_terms(texts: Sequence[Iterable[str]]) -> Mapping[str, float]:
    """How telling each term is here, 0…1: the fewer of the texts have it the more; who and where say little."""
    counts = Counter(term for terms in texts for term in terms)
    most = math.log(len(texts) + 1) or 1.0
    faint = faint_concepts()
    return {
        t: _FAINT if t.removeprefix(CONCEPT) in faint else max(_LEAST_TELLING, math.log((len(texts) + 1) / n) / most)
        for t, n in counts.items()
    }


def weight_of(term: str, weights: Mapping[str, float]) -> float:
    """How telling a term is, 0…1; one that no passage has is as telling as can be, if it says more than who or where."""
    return weights.get(term, _FAINT if term.removeprefix(CONCEPT) in faint_concepts() else 1.0)


def share(wanted: Iterable[str], found: Iterable[str], weights: Mapping[str, float]) -> float:
    """The weight of the wanted terms that are found, over that of all wanted, 0…1."""
    total = sum(weight_of(term, weights) for term in wanted)
    there = set(found)
    return sum(weight_of(term, weights) for term in wanted if term in there) / total if total else 0.0
