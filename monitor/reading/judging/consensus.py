"""What the rules read and what the cross-encoder read, brought together: pure, and every judgement says who said what.

The model sees what no list of words foresees; the rules see who is meant and what a condition bends. Where both know an
issue their distributions are multiplied; where only one of them knows it, that one decides, and where a negation right before the
cue turns it, the rules do.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from monitor.reading.cues.lies import accuses_of_a_lie
from monitor.reading.judgement import Judgement
from monitor.reading.judging.commitment import commitment_of, mirror
from monitor.types import COMMITMENTS, LEVELS
from monitor.types.levels import sign_of
from monitor.types.reading import MIRRORED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from monitor.ports import Placed, Placing
    from monitor.reading.cues.rules import Read
    from monitor.reading.cues.stance import Stance
    from monitor.reading.judgement import Judgements, Levels
    from monitor.types import Commitment

ABOUT = 0.5
"""From this probability on a statement is about an issue."""
ALSO = 0.6
"""The same for a second issue beside the first."""
MOST = 3
"""Issues of one statement at most."""
KEYWORD = 1.5
"""What a keyword's full score adds to the log odds that a statement is about its issue."""
ALONE = 2.0
"""What is taken off those log odds for words of another topic, and in a text of many statements where no word of the issue stands. The model learnt from statements of which most are
about an issue; of an official's whole speeches few are."""
CLEAR = 0.7
"""From this probability on the words show a side."""
CONTRARY = 0.7
"""Probability of a side from which words by themselves plainly show the opposite of what they show where they stand."""
SIDE = 0.5
"""And from this one the side they show is taken: its half of the axis, or the middle."""
_OPPOSED = "the rules and the network see opposite sides of what is denied"
SURE_OF_COMMITMENT = 0.5
"""From this probability on the model's commitment stands against the plain reading."""


def judge_by_both(
    text: str,
    read: Read,
    placed: Placed,
    *,
    denied: bool,
    asks: bool,
    given: str | None = None,
    named: frozenset[str] | None = None,
) -> Judgements:
    """The issues that the statement is about, the likeliest first; one judgement without an issue where there is none.

    `given`: the issue, where it is known beforehand; `named`: in a long text, the issues whose parties were named just now.
    """
    about = _about(read, placed.places, named)
    chosen = _choose(about) if given is None else [given]
    if not chosen:
        return (
            Judgement(commitment=_commitment(None, text, placed, denied=denied, asks=asks), reasons=(_none(about),)),
        )
    return tuple(
        _judgement(text, code, about.get(code, 0.0), read, placed, denied=denied, asks=asks) for code in chosen
    )


def _about(read: Read, places: Mapping[str, Placing], named: frozenset[str] | None) -> dict[str, float]:
    """For each issue the probability that the statement is about it."""
    known = {code: _weighed(place.about, _evidence(code, read, named)) for code, place in places.items()}
    return known | {code: c.score for code, c in read.candidates.items() if code not in places}


def _weighed(about: float, evidence: float) -> float:
    return 1 / (1 + math.exp(-(_log_odds(about) + evidence)))


def _evidence(code: str, read: Read, named: frozenset[str] | None) -> float:
    """What the words and the parties named add to the model's log odds: words of another topic take off. In a long text words without the issue's parties
    add nothing, and without words the model is believed only where they were named and no words of another topic stand there, and is less so."""
    candidate = read.candidates.get(code)
    here = named is None or code in named
    if candidate is not None:
        return KEYWORD * candidate.score if here else 0.0
    if code in read.foreign:
        return -math.inf
    if named is None:
        return -ALONE if code in read.excluded else 0.0
    return -ALONE if here and code not in read.excluded else -math.inf


def _log_odds(probability: float) -> float:
    return math.log(max(probability, 1e-6) / max(1 - probability, 1e-6))


def _choose(about: Mapping[str, float]) -> list[str]:
    ranked = sorted(about, key=lambda code: (-about[code], code))
    return [code for n, code in enumerate(ranked[:MOST]) if about[code] >= (ALSO if n else ABOUT)]


def _none(about: Mapping[str, float]) -> str:
    best = max(about, key=lambda code: about[code], default=None)
    return "no issue" if best is None else f"no issue: the nearest, {best}, {about[best]:.2f}"


def _judgement(
    text: str, code: str, about: float, read: Read, placed: Placed, *, denied: bool, asks: bool
) -> Judgement:
    stance, place = read.stances.get(code), placed.places.get(code)
    commitment = _commitment(stance, text, placed, denied=denied, asks=asks)
    turn = denied and not asks
    why_open = read.open_on(code) or (_OPPOSED if turn and _are_opposed(stance, place) else None)
    levels = None if why_open else pool(stance, place)
    abstained = levels is None or side_of(levels)[1] < SIDE
    said = mirror(levels) if levels and turn else levels
    judged = Judgement(
        issue=code,
        issue_score=round(about, 3),
        commitment=commitment,
        levels=said or _unsure(place, stance),
        level=None if abstained or said is None else LEVELS[said.index(max(said))],
        abstained=abstained,
        reasons=(*_why(code, about, read, stance, place), *((why_open,) if why_open else ())),
    )
    return judged.marked(MIRRORED) if turn and levels else judged


def pool(stance: Stance | None, place: Placing | None) -> Levels | None:
    """The distribution over the levels; None where neither sees a side. A plain negation the model often overlooks: there the rules decide."""
    ruled = None if stance is None or stance.abstained else stance.levels
    if place is None or (place.clear < CLEAR and ruled is not None):
        return ruled
    if place.clear < CLEAR:
        return None
    if ruled is None:
        return place.levels
    if _outvotes(stance, place):
        return ruled
    return _normal([m * max(r, 1e-3) for m, r in zip(place.levels, ruled, strict=True)])


def _outvotes(stance: Stance | None, place: Placing | None) -> bool:
    """Whether the rules see plainly the side opposite to the model's, a condition tacked on that the model overlooks, or a plain ask in all that is said."""
    if stance is None or stance.abstained or place is None or place.clear < CLEAR:
        return False
    if stance.tail:
        return side_of(place.levels)[0] != 0
    seen, plain = side_of(place.levels)[0], side_of(stance.levels)[0]
    return stance.plainly and (plain == -seen or (stance.whole and plain != seen))


def _are_opposed(stance: Stance | None, place: Placing | None) -> bool:
    """Whether the rules and the model see opposite sides, and neither outvotes the other."""
    if stance is None or stance.abstained or place is None or place.clear < CLEAR or _outvotes(stance, place):
        return False
    return side_of(place.levels)[0] * side_of(stance.levels)[0] < 0


def _normal(shares: list[float]) -> Levels:
    total = sum(shares)
    a, b, c, d, e = (share / total for share in shares)
    return (a, b, c, d, e)


def side_of(levels: Levels) -> tuple[int, float]:
    """The likeliest side and its probability: the lower half, the middle or the upper half."""
    sides = {-1: levels[0] + levels[1], 0: levels[2], 1: levels[3] + levels[4]}
    best = max(sides, key=lambda side: sides[side])
    return best, sides[best]


def is_opposite(levels: Levels, level: int) -> bool:
    """Whether the distribution plainly shows the side opposite to the level's."""
    side, share = side_of(levels)
    return side * sign_of(level) < 0 and share >= CONTRARY


def _unsure(place: Placing | None, stance: Stance | None) -> Levels | None:
    """The distribution of a statement without a level: what is known all the same."""
    return place.levels if place else stance.levels if stance else None


def _commitment(stance: Stance | None, text: str, placed: Placed, *, denied: bool, asks: bool) -> Commitment:
    """A question mark or a denying cue outweighs all; then a condition tacked on, and what the model takes for a denial or a condition
    where somebody is accused of a lie; then what the model is sure of; then the rules' clauses."""
    plain = commitment_of(stance, text, denied=denied, asks=asks)
    best = max(range(len(COMMITMENTS)), key=lambda n: placed.commitment[n])
    tacked_on = stance is not None and stance.tail
    if (
        plain in ("question", "denied")
        or tacked_on
        or placed.commitment[best] < SURE_OF_COMMITMENT
        or COMMITMENTS[best] == "question"
        or (COMMITMENTS[best] in ("denied", "conditional") and accuses_of_a_lie(text))
    ):
        return plain
    return COMMITMENTS[best]


def _why(code: str, about: float, read: Read, stance: Stance | None, place: Placing | None) -> tuple[str, ...]:
    candidate = read.candidates.get(code)
    words = f", words {', '.join(repr(w) for w in candidate.words)}" if candidate and candidate.words else ""
    first = f"issue {code} {about:.2f}{words}"
    told = () if stance is None else stance.reasons
    plainly = ("said plainly: the words decide, not the network",) if _outvotes(stance, place) else ()
    return (first, *told, *(() if place is None else (_told(place),)), *plainly)


def _told(place: Placing) -> str:
    if place.clear < CLEAR:
        return f"cross-encoder: shows no side ({place.clear:.2f})"
    best = place.levels.index(max(place.levels))
    return f"cross-encoder: {LEVELS[best]:+d} ({place.levels[best]:.2f})"
