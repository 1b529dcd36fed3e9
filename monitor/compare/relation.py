"""Decides what the found passages do to the position. Every answer carries its reason.

What the nearest of the actor's passages do (`judged.py`) is averaged.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from monitor.compare.candidates import RELATED
from monitor.compare.judged import MOVES, by_nearness, mean_of
from monitor.compare.reasons import MAY_BE, MOVED, by_terms, left_open, nearest_words, way_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.compare.found import Ranked, Relation
    from monitor.compare.judged import Judged, Shares

BESIDE = 0.22
"""What the share of "only discusses it" and "unrelated" counts beside "same" and "moved": most of a speech is neither."""
FIRST = 0.3
"""Probability from which words on an issue without a line are a first line."""
PLAIN, PLAINLY_MOVED = 0.4, 0.7
"""Shares from which an article's words contradict a claim that is nobody's, and are harder or softer than it: of all that an article says, something always sounds like the contrary, and nearly all of it says more or less than a headline."""
OVERLOOKED = 1.6
"""How much more "moved" counts than "same": a move that is overlooked costs more than one that is told in vain."""
_APART, _DOUBT = 0.95, 0.45
"""How sure it is that nothing is on the claim where no sentence is near to it, and how much less where the nearest is all but about it. Chosen by hand."""
_TOLD_AT_LEAST, _TOLD_MORE, _TOLD_AT_MOST = 0.4, 0.5, 0.8
"""How sure it is that only others speak of it: so much at least, more by the nearest sentence's relevance, and never more than that. Chosen by hand."""
_NEAR = 0.5
"""How near beside the first those must be that are shown with words that take no side. Chosen by hand."""
EVIDENCE, AS_NEAR = 3, 0.25
"""Passages that are shown, so that an answer is checked at a glance; and how near beside the first those must be that take a side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An answer: `decisive` are the passages that it rests on, the first above all; `confidence`, 0…1, sorts answers of one relation."""

    relation: Relation
    confidence: float
    reason: str
    decisive: tuple[Ranked, ...]


def decide(own: Sequence[Judged], *, plainly: bool = False) -> Decision:
    """What the actor's own passages, nearest first, do to the claim; `own` is not empty. `plainly`: a move must be plain."""
    weighed = by_nearness(own)
    mean = mean_of(weighed)
    if max(mean.same, mean.moved) < BESIDE * mean.beside:
        sure = mean.beside * own[0].found.passage.own
        reason = f"there are words on it, which take no side of the claim ({mean.beside:.2f} of 1 speaks for that){left_open(own[0])}"
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


def _unplain(decision: Decision, share: float, *, needed: float) -> Decision:
    meant = MAY_BE[decision.relation]
    reason = f"these words may be {meant} the claim, and are not plainly so ({share:.2f} of 1 speaks for that; {needed} are needed where no actor is named)"
    return replace(decision, relation="discusses", confidence=1.0 - share, reason=reason)


def only_told(decision: Decision, speaker: str | None) -> Decision:
    """The claim of nobody in particular is said in the article, but by others: it is reported, not taken up. `speaker`: who says it, where that is told."""
    whose = speaker or "somebody else"
    reason = f"the article passes on what {whose} says and says nothing on it itself; of what is passed on: {decision.reason}"
    return replace(decision, relation="discusses", reason=reason)


def with_denials(decision: Decision) -> Decision:
    """The decision, its reason telling which of the passages shown are told only to be denied: the words alone look like the contrary of what is meant."""
    denied = [str(n) for n, found in enumerate(decision.decisive, start=1) if found.passage.denied]
    if not denied:
        return decision
    which = f"quote {denied[0]} is" if len(denied) == 1 else f"quotes {', '.join(denied[:-1])} and {denied[-1]} are"
    return replace(decision, reason=f"{decision.reason}; {which} told only to be denied")


def in_satire(decision: Decision) -> Decision:
    """What satire puts into somebody's mouth takes no side of a claim."""
    if decision.relation == "unrelated":
        return decision
    return replace(decision, relation="discusses", reason="satire: nothing in the article counts as anybody's words")


def decide_first_line(own: Sequence[Judged]) -> Decision:
    """The actor had no line: whether the passages are one; `own` is not empty, nearest first."""
    first, share = max(
        ((judged, weight * judged.shares.first) for judged, weight in by_nearness(own)), key=lambda w: w[1]
    )
    if share < FIRST:
        reason = f"there are words on it, which are no line ({share:.2f} of 1 speaks for one, {FIRST} are needed)"
        return Decision(relation="discusses", confidence=1.0 - share, reason=reason, decisive=_near(own[0], own))
    return Decision(
        relation="new",
        confidence=first.shares.first * first.found.passage.own,
        reason=f"the actor had no line on this, and these words are one ({share:.2f} of 1 speaks for it)",
        decisive=_near(first, own),
    )


def decide_without_words(related: Sequence[Ranked], nearest: Ranked | None, *, apart: Sequence[str] = ()) -> Decision:
    """The actor says nothing on it: others do, or nobody; `nearest`: the sentence that is nearest to the position, None where the article has none.

    `apart`: the states of other theatres that the actor speaks of instead.
    """
    best = _relevance(nearest)
    if related:
        reason = "the issue is reported, but not in the actor's own words"
        near = tuple(f for f in related if f.relevance >= related[0].relevance / 2)[:EVIDENCE]
        return Decision(relation="discusses", confidence=_reported(best), reason=reason, decisive=near)
    reason = f"nothing in the article is close to it{nearest_words(nearest)}"
    if apart:
        states = ", ".join(state.replace("_", " ").title() for state in apart)
        reason = f"the actor speaks of {states}, which the claim does not mean; apart from that {reason}"
    return Decision(relation="unrelated", confidence=_unrelated(best), reason=reason, decisive=())


def decide_elsewhere(issues: Sequence[str], nearest: Ranked | None) -> Decision:
    """The actor speaks, and of something else: the article is on `issues` by reading, or on none; `nearest` as above."""
    others = f"only on {', '.join(issues)}" if issues else "nor on any other that is configured"
    reason = f"reading finds nothing here on the claim's issue, {others}, and no word of the claim that says more than who or where{nearest_words(nearest)}"
    return Decision(relation="unrelated", confidence=_unrelated(_relevance(nearest)), reason=reason, decisive=())


def _reported(best: float) -> float:
    return min(_TOLD_AT_LEAST + _TOLD_MORE * best, _TOLD_AT_MOST)


def _unrelated(best: float) -> float:
    return _APART - _DOUBT * min(best / RELATED, 1.0)


def _relevance(nearest: Ranked | None) -> float:
    return nearest.relevance if nearest else 0.0


def not_read(language: str, known: Sequence[str]) -> Decision:
    """Nothing was compared, which says nothing of what the article holds."""
    reason = f"the article was not read: its language ({language}) is none that is read ({', '.join(known)}), so nothing was compared"
    return Decision(relation="unrelated", confidence=0.0, reason=reason, decisive=())


def _moves(weighed: Sequence[tuple[Judged, float]], mean: Shares) -> Decision:
    relation = MOVES[mean.moves.index(max(mean.moves))]
    near = _telling_so(weighed, [judged.shares.moved for judged, _ in weighed])
    decisive = near[0]
    way = way_of(decisive) if relation == "contradicts" else ""
    counted = f"; a move counts {OVERLOOKED} times, since one overlooked costs more" if mean.moved <= mean.same else ""
    return Decision(
        relation=relation,
        confidence=_sure(mean.moved, mean) * decisive.found.passage.own,
        reason=f"{MOVED[relation]}{way} ({mean.moved:.2f} of 1 speaks for a move, {mean.same:.2f} for the same line{counted}){by_terms(decisive, relation)}",
        decisive=tuple(each.found for each in near),
    )


def _reaffirms(weighed: Sequence[tuple[Judged, float]], mean: Shares) -> Decision:
    near = _telling_so(weighed, [judged.shares.same for judged, _ in weighed])
    decisive = near[0]
    terms = by_terms(decisive, "reaffirms")
    return Decision(
        relation="reaffirms",
        confidence=_sure(mean.same, mean) * decisive.found.passage.own,
        reason=f"these words say the same as the claim ({mean.same:.2f} of 1 speaks for that, {mean.moved:.2f} for a move){terms}",
        decisive=tuple(each.found for each in near),
    )


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
    least = _NEAR * first.nearness
    more = [each for each in others if each is not first and each.nearness >= least]
    return (first.found, *(each.found for each in sorted(more, key=lambda each: -each.nearness)))[:EVIDENCE]
