"""Decides what the found passages do to the position. Every answer carries its reason.

The cross-encoder sees what no list foresees, the rules see which of the claim's own terms are said or denied; so the
probabilities of "same" and "contrary" are multiplied by the rules' odds, as in reading. The nearest passages are averaged.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import TYPE_CHECKING, NamedTuple

from monitor.compare.candidates import RELATED
from monitor.compare.side_votes import NO_VOTE, SideVote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.compare.agreement import Agreement
    from monitor.compare.found import Ranked, Relation
    from monitor.ports import Relating

BY_RULES = 2.0
"""Log-odds that the rules add where the claim's terms surely are said, or denied, and reading where both take one side of an issue, or opposite ones."""
BESIDE = 0.22
"""What the share of "only discusses it" and "unrelated" counts beside "same" and "moved": most of a speech is neither."""
FIRST = 0.3
"""Probability from which words on an issue without a line are a first line."""
PLAIN, PLAINLY_MOVED = 0.4, 0.7
"""Shares from which an article's words contradict a claim that is nobody's, and are harder or softer than it: of all that an article says, something always sounds like the contrary, and nearly all of it says more or less than a headline."""
SIDED = 0.4
"""From which reading's vote on the claim's own issue takes a side."""
OVERLOOKED = 1.6
"""How much more "moved" counts than "same": a move that is overlooked costs more than one that is told in vain."""
NEAREST = 4
"""Passages of the actor's that decide."""
EVIDENCE, AS_NEAR = 3, 0.25
"""Passages that are shown, so that an answer is checked at a glance; and how near beside the first those must be that take a side."""
_SHOWN = 160
"""Characters of a sentence that is named in a reason."""
DIRECTED = 0.5
MOVES: tuple[Relation, ...] = ("contradicts", "hardens", "softens")
_WORDS: dict[Relation, str] = {
    "contradicts": "these words cannot stand beside the claim",
    "hardens": "these words are harder than the claim",
    "softens": "these words are softer than the claim",
}
_MAY_BE: dict[Relation, str] = {"contradicts": "the contrary of", "hardens": "harder than", "softens": "softer than"}

_TERMS_SAY: dict[Relation, float] = {"reaffirms": 1.0, "contradicts": -1.0}
"""Which way the claim's terms point where they speak for the answer; words harder or softer than it may say the same or the contrary of them."""


class Shares(NamedTuple):
    """What a passage does to the line, as probabilities; `moves` in the order of MOVES."""

    same: float
    moves: tuple[float, float, float]
    beside: float
    first: float

    @property
    def moved(self) -> float:
        return sum(self.moves)


_BESIDE = Shares(same=0.0, moves=(0.0, 0.0, 0.0), beside=1.0, first=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A passage, how near to the position it counts as, what the cross-encoder says it does to it, what the rules say of the claim's terms, and
    which side of an issue reading sees both on.

    `defers`: it leaves the matter to others, is no answer, or a joke; what the network makes of it is not asked then. `called`: what the passage
    calls good or bad, in words, where that was compared as a proposal.
    """

    found: Ranked
    nearness: float
    relating: Relating
    agreement: Agreement | None = None
    side: SideVote = NO_VOTE
    defers: bool = False
    called: str | None = None

    @property
    def shares(self) -> Shares:
        if self.defers:
            return _BESIDE
        rules = math.exp(BY_RULES * ((self.agreement.signed if self.agreement else 0.0) + self.side.vote))
        does = self.relating.relation
        same, contrary, beside = does.reaffirms * rules, does.contradicts / rules, does.discusses + does.unrelated
        parts = (same, contrary, does.hardens, does.softens, beside, does.new)
        a, b, c, d, e, f = (part / max(sum(parts), 1e-9) for part in parts)
        return Shares(same=a, moves=(b, c, d), beside=e, first=f)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    relation: Relation
    confidence: float
    reason: str
    decisive: tuple[Ranked, ...]


def telling(judged: Sequence[Judged], *, first: bool) -> list[Judged]:
    """The passages that decide, nearest first: those that are near and take a side. `first`: the actor had no line, and a first one is looked for."""

    def tells(one: Judged) -> float:
        return one.nearness * (one.shares.first if first else 1.0 - one.shares.beside)

    return sorted(sorted(_on_it(judged), key=tells, reverse=True)[:NEAREST], key=lambda one: -one.nearness)


def _on_it(judged: Sequence[Judged]) -> Sequence[Judged]:
    """Where the actor takes a side of the claim's own issue, what only stands in the same article ("and thanked the conscripts") counts no more."""
    if not any(_takes_side(one) for one in judged):
        return judged
    return [one for one in judged if _takes_side(one) or one.found.relevance >= RELATED]


def _takes_side(one: Judged) -> bool:
    return abs(one.side.vote) >= SIDED


def decide(own: Sequence[Judged], *, plainly: bool = False) -> Decision:
    """What the actor's own passages, nearest first, do to the claim; `own` is not empty. `plainly`: a move must be plain."""
    weighed = _weighed(own)
    mean = _mean(weighed)
    if max(mean.same, mean.moved) < BESIDE * mean.beside:
        sure = mean.beside * own[0].found.passage.own
        reason = f"there are words on it, which take no side of the claim ({mean.beside:.2f} of 1 speaks for that){_left(own[0])}"
        return Decision(relation="discusses", confidence=sure, reason=reason, decisive=_near(own[0], own))
    if OVERLOOKED * mean.moved <= mean.same:
        return _reaffirms(weighed, mean)
    moves = _moves(weighed, mean)
    if not plainly:
        return moves
    if moves.relation != "contradicts":
        return moves if mean.moved >= PLAINLY_MOVED else _unplain(moves, mean.moved, needed=PLAINLY_MOVED)
    contrary = _sure(mean.moves[MOVES.index("contradicts")], mean)
    if contrary >= PLAIN:
        return moves
    return _reaffirms(weighed, mean) if mean.moved <= mean.same else _unplain(moves, contrary, needed=PLAIN)


def _left(judged: Judged) -> str:
    """Why the words can take no side."""
    if judged.found.passage.in_jest:
        return "; they are told as a joke"
    return "; they leave it to others, or give no answer" if judged.defers else ""


def _unplain(decision: Decision, share: float, *, needed: float) -> Decision:
    meant = _MAY_BE[decision.relation]
    reason = f"these words may be {meant} the claim, and are not plainly so ({share:.2f} of 1 speaks for that; {needed} are needed where no actor is named)"
    return replace(decision, relation="discusses", confidence=1.0 - share, reason=reason)


def only_told(decision: Decision, speaker: str | None) -> Decision:
    """The claim of nobody in particular is said in the article, but by others: it is reported, not taken up. `speaker`: who says it, where that is told."""
    whose = speaker or "somebody else"
    reason = f"the article passes on what {whose} says and says nothing on it itself; of what is passed on: {decision.reason}"
    return replace(decision, relation="discusses", reason=reason)


def in_satire(decision: Decision) -> Decision:
    """What satire puts into somebody's mouth takes no side of a claim."""
    if decision.relation == "unrelated":
        return decision
    return replace(decision, relation="discusses", reason="satire: nothing in the article counts as anybody's words")


def decide_first_line(own: Sequence[Judged]) -> Decision:
    """The actor had no line: whether the passages are one; `own` is not empty, nearest first."""
    first, share = max(((judged, weight * judged.shares.first) for judged, weight in _weighed(own)), key=lambda w: w[1])
    if share < FIRST:
        reason = f"there are words on it, which are no line ({share:.2f} of 1 speaks for one, {FIRST} are needed)"
        return Decision(relation="discusses", confidence=1.0 - share, reason=reason, decisive=_near(own[0], own))
    return Decision(
        relation="new",
        confidence=first.shares.first * first.found.passage.own,
        reason=f"the actor had no line on this, and these words are one ({share:.2f} of 1 speaks for it)",
        decisive=_near(first, own),
    )


def decide_without_words(related: Sequence[Ranked], nearest: Ranked | None) -> Decision:
    """The actor says nothing on it: others do, or nobody; `nearest`: the sentence that is nearest to the position, None where the article has none."""
    best = _relevance(nearest)
    if related:
        reason = "the issue is reported, but not in the actor's own words"
        near = tuple(f for f in related if f.relevance >= related[0].relevance / 2)[:EVIDENCE]
        return Decision(relation="discusses", confidence=min(0.8, 0.4 + 0.5 * best), reason=reason, decisive=near)
    reason = f"nothing in the article is close to it{_nearest_words(nearest)}"
    return Decision(relation="unrelated", confidence=_unrelated(best), reason=reason, decisive=())


def decide_elsewhere(issues: Sequence[str], nearest: Ranked | None) -> Decision:
    """The actor speaks, and of something else: the article is on `issues` by reading, or on none; `nearest` as above."""
    others = f"only on {', '.join(issues)}" if issues else "nor on any other that is configured"
    reason = f"reading finds nothing here on the claim's issue, {others}, and no word of the claim that says more than who or where{_nearest_words(nearest)}"
    return Decision(relation="unrelated", confidence=_unrelated(_relevance(nearest)), reason=reason, decisive=())


def _unrelated(best: float) -> float:
    return 0.95 - 0.45 * min(best / RELATED, 1.0)


def _relevance(nearest: Ranked | None) -> float:
    return nearest.relevance if nearest else 0.0


def _nearest_words(nearest: Ranked | None) -> str:
    """What to look at to see that nothing was overlooked."""
    if nearest is None:
        return ""
    words = shorten(nearest.passage.text, _SHOWN, placeholder=" …")
    return f"; its nearest sentence is so by {nearest.relevance:.2f} of 1: “{words}”"


def not_read(language: str, known: Sequence[str]) -> Decision:
    """Nothing was compared, which says nothing of what the article holds."""
    reason = f"the article was not read: its language ({language}) is none that is read ({', '.join(known)}), so nothing was compared"
    return Decision(relation="unrelated", confidence=0.0, reason=reason, decisive=())


def _weighed(own: Sequence[Judged]) -> list[tuple[Judged, float]]:
    """Each with its nearness beside that of the nearest."""
    nearest = max(own[0].nearness, 1e-9)
    return [(judged, judged.nearness / nearest) for judged in own]


def _mean(weighed: Sequence[tuple[Judged, float]]) -> Shares:
    total = sum(weight for _, weight in weighed)
    rows = [(judged.shares, weight / total) for judged, weight in weighed]
    contrary, harder, softer = (sum(share.moves[n] * weight for share, weight in rows) for n in range(3))
    return Shares(
        same=sum(share.same * weight for share, weight in rows),
        moves=(contrary, harder, softer),
        beside=sum(share.beside * weight for share, weight in rows),
        first=sum(share.first * weight for share, weight in rows),
    )


def _moves(weighed: Sequence[tuple[Judged, float]], mean: Shares) -> Decision:
    relation = MOVES[mean.moves.index(max(mean.moves))]
    near = _telling_so(weighed, [judged.shares.moved for judged, _ in weighed])
    decisive = near[0]
    direction = _direction(decisive.relating) if relation == "contradicts" else ""
    counted = f"; a move counts {OVERLOOKED} times, since one overlooked costs more" if mean.moved <= mean.same else ""
    return Decision(
        relation=relation,
        confidence=_sure(mean.moved, mean) * decisive.found.passage.own,
        reason=f"{_WORDS[relation]}{direction} ({mean.moved:.2f} of 1 speaks for a move, {mean.same:.2f} for the same line{counted}){_by_terms(decisive, relation)}",
        decisive=tuple(each.found for each in near),
    )


def _direction(relating: Relating) -> str:
    way = relating.direction
    return (
        f", and are {'harder' if way.harder > way.softer else 'softer'}"
        if max(way.harder, way.softer) > DIRECTED
        else ""
    )


def _reaffirms(weighed: Sequence[tuple[Judged, float]], mean: Shares) -> Decision:
    near = _telling_so(weighed, [judged.shares.same for judged, _ in weighed])
    decisive = near[0]
    by_terms = _by_terms(decisive, "reaffirms")
    return Decision(
        relation="reaffirms",
        confidence=_sure(mean.same, mean) * decisive.found.passage.own,
        reason=f"these words say the same as the claim ({mean.same:.2f} of 1 speaks for that, {mean.moved:.2f} for a move){by_terms}",
        decisive=tuple(each.found for each in near),
    )


def _by_terms(judged: Judged, relation: Relation) -> str:
    """What is called good or bad, and which of the claim's terms the rules went by, where they do not speak against the answer."""
    agreement, way = judged.agreement, _TERMS_SAY.get(relation, 0.0)
    so = f"; {judged.called}" if judged.called else ""
    if judged.side.vote * way >= SIDED:
        so += f"; read by itself, it takes the {'same' if way > 0 else 'other'} side of {judged.side.issue} {'as' if way > 0 else 'than'} the claim"
    if agreement is None or not agreement.signed or agreement.vote * _TERMS_SAY.get(relation, agreement.vote) < 0:
        return so
    *others, last = (f"“{word}”" for word in agreement.words)
    words = f"{', '.join(others)} and {last}" if others else last
    return f"{so}; about {words} they say {'the same as' if agreement.vote > 0 else 'the contrary of'} the claim"


def _sure(share: float, mean: Shares) -> float:
    """The share of what speaks for it in all that takes a side, and some of what takes none."""
    return share / max(mean.same + mean.moved + BESIDE * mean.beside, 1e-9)


def _telling_so(weighed: Sequence[tuple[Judged, float]], shares: Sequence[float]) -> list[Judged]:
    """Those that speak for the answer by most, `shares` being how much each does; at most three, of which others than the first are at least `AS_NEAR` times as near as it."""
    ordered = sorted(range(len(weighed)), key=lambda n: -weighed[n][1] * shares[n])
    first, *others = (weighed[n][0] for n in ordered)
    return [first, *(each for each in others if each.nearness >= AS_NEAR * first.nearness)][:EVIDENCE]


def _near(first: Judged, others: Sequence[Judged]) -> tuple[Ranked, ...]:
    """The decisive one and those that are as near to the position, at least by half; at most three."""
    least = first.nearness / 2
    more = [each for each in others if each is not first and each.nearness >= least]
    return (first.found, *(each.found for each in sorted(more, key=lambda each: -each.nearness)))[:EVIDENCE]
