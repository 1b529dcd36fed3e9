"""Which issue a sentence is about: keywords propose, the sides named nearby admit, embeddings weigh. Unsure means none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from monitor.reading.cues.cue_words import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from monitor.ports import Embedder
    from monitor.reading.cues.subjects import Sides, Speaker
    from monitor.types import Issue

ACCEPT = 0.5
"""The lowest score at which a sentence is said to be about an issue; chosen by hand."""
_KEYWORD, _HINT, _AROUND = 0.55, 0.2, 0.1
"""What a keyword, a hint, and a keyword in the paragraph or title add to the prior; chosen by hand."""
_COUNTED = 3
"""Keywords and hints that count, of each so many; chosen by hand."""
_HINTS_ALONE = 2
"""Hints that propose an issue without a keyword, at least; chosen by hand."""
_SHOWN = 4
"""Words that a candidate shows, at most."""
_NOT_HERE = 0.08
"""What is taken off where the sides are named round the sentence only; chosen by hand."""
_FAR_AWAY, _WEIGHT, _LOSS = 0.32, 1.0, -0.12
"""Similarity to the nearest anchor that neither helps nor hurts, what a step away from it counts, and the most it takes off; chosen by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A sentence with what stands round it: the paragraph, the title, and who speaks."""

    sentence: str
    context: str
    title: str
    speaker: Speaker
    bare: bool = False
    """A bare claim: its topic is given, so no side needs to be named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An issue a sentence may be about; `similarity` is that to the nearest anchor, 0 where there is no embedder."""

    code: str
    words: tuple[str, ...]
    prior: float
    yields: bool = False
    similarity: float = 0.0
    score: float = 0.0

    @property
    def reason(self) -> str:
        """The issue, its score (0…1) and the words that propose it, for `reasons`."""
        near = f" + nearest anchor {self.similarity:.2f}" if self.similarity else ""
        return f"issue {self.code} {self.score:.2f}: {', '.join(repr(word) for word in self.words)}{near}"


class IssueFinder:
    """Finds issues in one language."""

    def __init__(self, issues: Sequence[Issue], language: str, sides: Sides, embedder: Embedder | None) -> None:
        self._issues = {issue.code: issue for issue in issues}
        self._sides = sides
        self._embedder = embedder
        self._keywords = {i.code: any_of(i.keywords.get(language, ())) for i in issues}
        self._hints = {i.code: any_of(i.hints.get(language, ())) for i in issues}
        self._excludes = {i.code: any_of(i.excludes.get(language, ())) for i in issues}
        self._anchors = {i.code: [a for level in i.anchors.get(language, {}).values() for a in level] for i in issues}
        self._vectors: dict[str, NDArray[np.float32]] | None = None

    def candidates(self, place: Place) -> list[Candidate]:
        """Issues whose keywords the sentence has and whose sides are named nearby, before embeddings."""
        found = [c for code in self._issues if (c := self._propose(code, place)) is not None]
        if place.bare:
            return found
        admitted = [(c, self._admits(self._issues[c.code], place)) for c in found]
        return [c if how == "here" else _weaker(c) for c, how in admitted if how is not None]

    def excluded(self, sentence: str) -> frozenset[str]:
        """Issues that the sentence has words of another topic for."""
        return frozenset(code for code, pattern in self._excludes.items() if pattern.search(sentence))

    def foreign(self, place: Place, excluded: frozenset[str]) -> frozenset[str]:
        """Issues that the words are surely not about; `excluded`: those for which there are words of another topic.

        A party to the topic speaks of what it has with a state outside it, and of nothing else ("talks with Tehran", "relations with
        China"); or the words of another topic are another issue's own, and none of this one stands there.
        """
        taken = {code for code in excluded if self._is_taken(code, place)}
        return frozenset(taken | self._with_outsiders(place))

    def _with_outsiders(self, place: Place) -> set[str]:
        bloc = place.speaker.bloc
        if not self._sides.lineup.opponents_of(bloc):
            return set()
        heard = self._sides.lineup.ids_of(bloc).union(
            *map(self._sides.named, (place.sentence, place.context, place.title))
        )
        apart = [i for i in self._issues.values() if i.needs and not self._names_needed(i, place.speaker, heard)]
        found = {issue.code: list(self._keywords[issue.code].finditer(place.sentence)) for issue in apart}
        return {
            code
            for code, words in found.items()
            if words and all(self._sides.is_with_outsider(place.sentence, word) for word in words)
        }

    def _names_needed(self, issue: Issue, speaker: Speaker, heard: frozenset[str]) -> bool:
        return any(self._wanted(group, speaker) & heard for group in issue.needs)

    def _is_taken(self, code: str, place: Place) -> bool:
        found = self._excludes[code].finditer(place.sentence)
        anothers = any(self._is_anothers(words[0], code) for words in found)
        return anothers and self._keywords[code].search(place.sentence) is None

    def _is_anothers(self, words: str, code: str) -> bool:
        return any(keyword.fullmatch(words) for other, keyword in self._keywords.items() if other != code)

    def given(self, code: str, place: Place) -> Candidate:
        """The candidate for an issue that is known beforehand."""
        return self._propose(code, place) or Candidate(code=code, words=(), prior=0.0, score=0.0)

    def rank(self, batch: Sequence[tuple[str, Sequence[Candidate]]]) -> list[list[Candidate]]:
        """The candidates of each sentence, best first, with their scores. One embedding call for all sentences; without an embedder the words alone score. Raises ModelError."""
        wanted = [n for n, (_, candidates) in enumerate(batch) if candidates]
        vectors = self._embed([batch[n][0] for n in wanted])
        ranked: list[list[Candidate]] = [[] for _ in batch]
        for row, n in enumerate(wanted):
            vector = None if vectors is None else vectors[row]
            scored = (self._scored(candidate, vector) for candidate in batch[n][1])
            ranked[n] = sorted(scored, key=lambda c: (-c.score, c.code))
        return ranked

    def _propose(self, code: str, place: Place) -> Candidate | None:
        keywords = _distinct(self._keywords[code].findall(place.sentence))
        hints = [h for h in _distinct(self._hints[code].findall(place.sentence)) if h not in keywords]
        if (not keywords and len(hints) < _HINTS_ALONE) or self._is_excluded(code, place.sentence):
            return None
        left = (1 - _KEYWORD) ** min(len(keywords), _COUNTED) * (1 - _HINT) ** min(len(hints), _COUNTED)
        around = self._keywords[code].search(place.title) or self._keywords[code].search(place.context)
        prior = 1 - left + (_AROUND if around else 0.0)
        prior = min(prior, 1.0)
        words = (*keywords, *hints)[:_SHOWN]
        return Candidate(code=code, words=words, prior=prior, yields=self._issues[code].yields, score=prior)

    def _is_excluded(self, code: str, sentence: str) -> bool:
        """Whether there are words of another topic that are no other issue's own."""
        return any(not self._is_anothers(words[0], code) for words in self._excludes[code].finditer(sentence))

    def _admits(self, issue: Issue, place: Place) -> Literal["here", "around"] | None:
        """Whether of each group of sides that the issue needs one is named: in the sentence, or round it.

        Round it counts only where nothing there is about states outside the topic; for the opponent, only where the
        sentence names nobody else. A speaker's own side need not be named.
        """
        own = self._sides.lineup.ids_of(place.speaker.bloc)
        here = self._sides.named(place.sentence)
        around = self._sides.named(place.context) | self._sides.named(place.title)
        missing = [group for group in issue.needs if not self._wanted(group, place.speaker) & here]
        if not missing:
            return "here"
        if self._sides.lineup.outsiders & (around | here):
            return None
        for group in missing:
            wanted = self._wanted(group, place.speaker)
            if "opponent" in group and (here - own or not wanted & around):
                return None
            if not wanted & (around | own):
                return None
        return "around"

    def _wanted(self, group: Iterable[str], speaker: Speaker) -> frozenset[str]:
        named = frozenset(side for side in group if side != "opponent")
        return named | (self._sides.possible_opponents(speaker.bloc) if "opponent" in group else frozenset())

    def _scored(self, candidate: Candidate, vector: NDArray[np.float32] | None) -> Candidate:
        if vector is None:
            return candidate
        similarity = self._similarity(candidate.code, vector)
        score = candidate.prior + max(_LOSS, _WEIGHT * (similarity - _FAR_AWAY))
        return replace(candidate, similarity=round(similarity, 3), score=round(min(max(score, 0.0), 1.0), 3))

    def _similarity(self, code: str, vector: NDArray[np.float32]) -> float:
        if self._vectors is None:
            self._vectors = {code: self._matrix(anchors) for code, anchors in self._anchors.items()}
        anchors = self._vectors[code]
        return float(np.max(anchors @ vector)) if len(anchors) else 0.0

    def _matrix(self, anchors: Sequence[str]) -> NDArray[np.float32]:
        vectors = self._embed(anchors)
        return np.empty((0, 0), dtype=np.float32) if vectors is None else vectors

    def _embed(self, texts: Sequence[str]) -> NDArray[np.float32] | None:
        return self._embedder.embed(texts) if self._embedder is not None and texts else None


def _weaker(candidate: Candidate) -> Candidate:
    prior = candidate.prior - _NOT_HERE
    return replace(candidate, prior=prior, score=prior)


def _distinct(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(word.casefold() for word in words))
