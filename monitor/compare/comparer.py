"""Reads the article, finds the actor's words on the position, and decides."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from monitor.compare.aboutness import by_vector, rank
from monitor.compare.actors import note_on, resolve_actor, share_a_word
from monitor.compare.agreement import agree
from monitor.compare.apart import part
from monitor.compare.called import called, turned
from monitor.compare.candidates import OWN, RELATED, choose
from monitor.compare.days import note_on_order
from monitor.compare.elsewhere import Topics, issues_elsewhere, shares_content
from monitor.compare.found import Comparison, Quote
from monitor.compare.issues import issue_named, note_on_issue
from monitor.compare.judged import Judged, telling
from monitor.compare.lines import read_line
from monitor.compare.passages import passages_of
from monitor.compare.relation import (
    decide,
    decide_elsewhere,
    decide_first_line,
    decide_without_words,
    in_satire,
    not_read,
    only_told,
    with_denials,
)
from monitor.compare.side_votes import SideReader, language_of_words
from monitor.compare.words import LANGUAGES as LISTED
from monitor.compare.words import script_of
from monitor.ports import EarlierLine
from monitor.reading.text.language import UNSURE
from monitor.reading.text.lexicon import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from monitor.compare.aboutness import Ranking
    from monitor.compare.actors import Actor
    from monitor.compare.agreement import Agreement
    from monitor.compare.apart import Parted
    from monitor.compare.candidates import Near
    from monitor.compare.found import ComparedPosition, Passage, Ranked
    from monitor.compare.lines import Line
    from monitor.compare.relation import Decision
    from monitor.compare.side_votes import Sides, SideVote
    from monitor.ports import CrossEncoder, Embedder, Relating
    from monitor.reading import Judge, Reader
    from monitor.reading.cues.evaluated import Evaluated
    from monitor.types import Article, MergeRules, World


class _Asked(NamedTuple):
    """A position, its issue in words, whose it is, the article, its language, and which issues position and article are on."""

    position: ComparedPosition
    actor: Actor
    article: Article
    language: str
    topics: Topics


class Comparer:
    """Compares positions with articles; one for many, since the reader and the models are costly to make."""

    def __init__(
        self,
        world: World,
        *,
        reader: Reader,
        judge: Judge,
        embedder: Embedder,
        encoder: CrossEncoder,
        merge: MergeRules,
    ) -> None:
        """`merge` says from when on what was said is old."""
        self._world, self._stale = world, merge.stale
        self._reader = reader
        self._sides = SideReader(world, judge)
        self._embedder = embedder
        self._encoder = encoder
        self._actors: dict[str | None, Actor] = {}
        self._issues: dict[str | None, str] = {}

    def compare(self, position: ComparedPosition, article: Article) -> Comparison:
        """What the article does to the position; of one in a language that is not read `unrelated`, with a confidence of 0 and `read` False. Raises ModelError."""
        if position.actor not in self._actors:
            self._actors[position.actor] = resolve_actor(position.actor, self._world)
        if position.issue not in self._issues:
            self._issues[position.issue] = note_on_issue(position.issue, self._world, self._embedder)
        notes = (
            note_on(self._actors[position.actor], self._world),
            self._issues[position.issue],
            note_on_order(position.date, article.published),
        )
        named = issue_named(position.issue or "", self._world)
        actor, position = self._actors[position.actor], self._in_words(position)
        reading = self._reader.read(article)
        read = reading.language in (*LANGUAGES, UNSURE)
        if read:
            passages = passages_of(article, reading, actor, stale=self._stale)
            in_article = frozenset(said.issue for said in reading.statements if said.issue)
            topics = Topics(named.code if named else None, in_article)
            asked = _Asked(position, actor, article, reading.language, topics)
            parted = part(passages, position, actor.home, configured=named is not None)
            decision = with_denials(self._decide(asked, rank(parted.kept, position, self._embedder), parted))
        else:
            decision = not_read(reading.language, LANGUAGES)
        if reading.genre == "satire":
            decision = in_satire(decision)
        return Comparison(
            relation=decision.relation,
            confidence=round(decision.confidence, 3),
            evidence=tuple(_quote(found) for found in decision.decisive),
            reason=decision.reason,
            note="; ".join(note for note in notes if note),
            read=read,
        )

    def _decide(self, asked: _Asked, ranking: Ranking, parted: Parted) -> Decision:
        position, anybody = asked.position, asked.actor.anybody
        nearest = max(ranking.found, key=lambda found: found.relevance, default=None)
        candidates = choose(ranking, anybody=anybody, claimed=position.claim is not None, issue=asked.topics.named)
        if not candidates.own:
            speaks = any(passage.own >= OWN for passage in parted.apart)
            apart = parted.states if speaks and not candidates.related else frozenset()
            return decide_without_words(candidates.related, nearest, apart=sorted(apart))
        sides = self._beside(asked, candidates.own)
        elsewhere = self._elsewhere(asked, sides, candidates.own)
        if elsewhere is not None:
            others = [found for found in candidates.related if by_vector(found.similarity) >= RELATED]
            return decide_without_words(others, nearest) if others else decide_elsewhere(elsewhere, nearest)
        judged = self._judge(asked, candidates.own, ranking.weights, sides.votes)
        judged = telling(judged, first=position.claim is None)
        decision = decide_first_line(judged) if position.claim is None else decide(judged, plainly=candidates.crowded)
        if (
            anybody
            and decision.relation in ("reaffirms", "softens")
            and _is_anothers(judged[0].found.passage, position.claim or "")
        ):
            decision = only_told(decision, judged[0].found.passage.speaker)
        return decision

    @staticmethod
    def _elsewhere(asked: _Asked, sides: Sides, own: Sequence[Near]) -> tuple[str, ...] | None:
        issues = issues_elsewhere(sides, asked.topics) if asked.position.claim and sides.read else None
        texts = (asked.article.title, asked.article.text)
        if issues is None or shares_content(asked.position.claim or "", texts, [near.found for near in own]):
            return None
        return issues

    def _beside(self, asked: _Asked, near: Sequence[Near]) -> Sides:
        passages = [each.found.passage for each in near]
        return self._sides.beside(
            asked.position, passages, actor=asked.actor, title=asked.article.title, language=asked.language
        )

    def _judge(
        self, asked: _Asked, near: Sequence[Near], weights: Mapping[str, float], votes: Sequence[SideVote]
    ) -> list[Judged]:
        position, actor = asked.position, asked.actor
        line = EarlierLine(position.actor, position.issue, position.claim)
        passages = [each.found.passage for each in near]
        judged = [called(passage.text, passage.language, actor.home) for passage in passages]
        words = [_shown(passage, one) for passage, one in zip(passages, judged, strict=True)]
        answers = self._encoder.relate([(line, text) for text in words])
        listed = position.claim is not None and language_of_words(position.claim) in LISTED
        claim = read_line(position.claim, script_of(position.claim)) if position.claim and listed else None
        alone = [
            replace(_judged(claim, each, answer, one, weights), side=side)
            for each, answer, one, side in zip(near, answers, judged, votes, strict=True)
        ]
        return [_with_what_is_beside(one, text, alone) for one, text in zip(alone, words, strict=True)]

    def _in_words(self, position: ComparedPosition) -> ComparedPosition:
        """The position with the issue's name where its code was given: a code is no word to look for."""
        names = {issue.code.casefold(): issue.name for issue in self._world.issues}
        return replace(position, issue=names.get((position.issue or "").casefold(), position.issue))


def _judged(
    claim: Line | None, near: Near, answer: Relating, one: Evaluated | None, weights: Mapping[str, float]
) -> Judged:
    """The passage with what network and rules say of it. To a line that itself leaves the matter to others a deferral is an answer.

    What is negated is known only in languages that comparing has lists of: in others network and reading decide alone. `claim`: None where it is in another, too.
    """
    passage = near.found.passage
    words, denied = passage.text, passage.denied
    line = read_line(words, script_of(words), denied=denied)
    bad = one is not None and one.verdict == "bad"
    if denied != bad:
        answer = turned(answer)
    if one is not None:
        line = read_line(one.proposal, script_of(words), denied=denied != bad)
    listed = passage.language in LISTED
    agreement = _agreement(claim, line, passage, weights) if claim is not None and listed else None
    defers = passage.in_jest or (line.defers and not (claim is not None and claim.defers))
    said = None if one is None else f"“{one.said}” is said of “{one.action}”"
    return Judged(
        found=near.found, nearness=near.nearness, relating=answer, agreement=agreement, defers=defers, called=said
    )


def _with_what_is_beside(one: Judged, words: str, others: Sequence[Judged]) -> Judged:
    """The network was asked about some sentences together: what rules and reading see of one that is near to the claim holds for one that is not, too."""
    if one.found.relevance >= RELATED:
        return one
    beside = [o for o in others if o.found.relevance >= RELATED and o.found.passage.text in words]
    nearest = max(beside, key=lambda other: other.found.relevance, default=one)
    return replace(one, side=nearest.side, agreement=nearest.agreement)


def _shown(passage: Passage, one: Evaluated | None) -> str:
    """The words that the network is asked about: of what is told only to be denied no others, which are not."""
    return one.proposal if one is not None else passage.text if passage.denied else passage.around


def _agreement(claim: Line, line: Line, passage: Passage, weights: Mapping[str, float]) -> Agreement:
    leans_back = passage.before and (line.anaphoric or line.replies)
    before = read_line(passage.before, script_of(passage.before)) if leans_back else None
    return agree(claim, line, before=before, weights=weights)


def _is_anothers(passage: Passage, claim: str) -> bool:
    """Whether the article passes the words on without saying so itself, and the claim is not that speaker's to begin with."""
    return passage.told and not share_a_word(passage.speaker, claim)


def _quote(found: Ranked) -> Quote:
    passage = found.passage
    return Quote(
        quote=passage.text, start=passage.start, end=passage.end, speaker=passage.speaker, denied=passage.denied
    )
