"""Reads the article, finds the actor's words on the position, and decides."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.compare.aboutness import rank
from monitor.compare.actors import resolve_actor
from monitor.compare.agreement import agree
from monitor.compare.found import Comparison, Quote
from monitor.compare.lines import read_line
from monitor.compare.passages import passages_of
from monitor.compare.relation import OWN, RELATED, Judged, decide, decide_without_line, decide_without_words
from monitor.compare.words import script_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.compare.aboutness import Ranking
    from monitor.compare.actors import Actor
    from monitor.compare.found import ComparedPosition, Passage, Ranked
    from monitor.compare.lines import Line
    from monitor.compare.relation import Decision
    from monitor.ports import Embedder
    from monitor.reading import Judge, Reader
    from monitor.types import Article, World

_JUDGED = 6
"""The actor's passages that decide; relevance falls off well before."""
_ISSUE_SURE = 0.6


class Comparer:
    """Compares positions with articles; one for many, since the reader and the model are costly to make."""

    def __init__(self, world: World, *, reader: Reader, judge: Judge, embedder: Embedder) -> None:
        self._world = world
        self._reader = reader
        self._judge = judge
        self._embedder = embedder
        self._actors: dict[str | None, Actor] = {}

    def compare(self, position: ComparedPosition, article: Article) -> Comparison:
        """What the article does to the position. Raises ModelError."""
        if position.actor not in self._actors:
            self._actors[position.actor] = resolve_actor(position.actor, self._world)
        actor = self._actors[position.actor]
        passages = passages_of(article, self._reader.read(article), actor)
        ranking = rank(passages, self._in_words(position), self._embedder)
        related = [found for found in ranking.found if found.relevance >= RELATED]
        own = [found for found in related if found.passage.own >= OWN]
        decision = self._decide(position, ranking, related, own, bloc=actor.bloc)
        return Comparison(
            relation=decision.relation,
            confidence=round(decision.confidence, 3),
            evidence=tuple(_quote(found) for found in decision.decisive),
            reason=decision.reason,
        )

    def _decide(
        self,
        position: ComparedPosition,
        ranking: Ranking,
        related: Sequence[Ranked],
        own: Sequence[Ranked],
        *,
        bloc: str | None,
    ) -> Decision:
        if not own:
            return decide_without_words(related, max((found.relevance for found in ranking.found), default=0.0))
        if position.claim is None:
            return decide_without_line(own)
        claim = read_line(position.claim, script_of(position.claim), bloc=bloc)
        issue, level = self._place(position)
        judged = []
        for found in own[:_JUDGED]:
            levels = _levels(found.passage, issue, level)
            line, before = _lines(found.passage, bloc)
            agreement = agree(claim, line, before=before, weights=ranking.weights, levels=levels)
            judged.append(Judged(found=found, agreement=agreement))
        return decide(judged)

    def _in_words(self, position: ComparedPosition) -> ComparedPosition:
        """The position with the issue's name where its code was given: a code is no word to look for."""
        names = {issue.code: issue.name for issue in self._world.issues}
        return replace(position, issue=names.get(position.issue or "", position.issue))

    def _place(self, position: ComparedPosition) -> tuple[str | None, float | None]:
        """The claim on the axis of the issue it is surely about, if there is one."""
        known = {issue.code for issue in self._world.issues}
        issue = position.issue if position.issue in known else None
        claim = position.claim or ""
        judged = self._judge.judge_claim(claim, issue=issue, language=script_of(claim))
        sure = issue is not None or judged.issue_score >= _ISSUE_SURE
        return (judged.issue, float(judged.level)) if sure and judged.level is not None else (None, None)


def _lines(passage: Passage, bloc: str | None) -> tuple[Line, Line | None]:
    """What the passage says, and what it goes on from where it needs that to be understood."""
    line = read_line(passage.text, script_of(passage.text), bloc=bloc, denied=passage.denied)
    leans_back = passage.before and (line.anaphoric or line.replies)
    return line, read_line(passage.before, script_of(passage.before)) if leans_back else None


def _levels(passage: Passage, issue: str | None, level: float | None) -> tuple[float, float] | None:
    """Where the claim and the passage stand on the issue's axis, if both do."""
    if level is None or passage.level is None or passage.issue != issue:
        return None
    return (level, float(passage.level))


def _quote(found: Ranked) -> Quote:
    passage = found.passage
    return Quote(quote=passage.text, start=passage.start, end=passage.end, speaker=passage.speaker)
