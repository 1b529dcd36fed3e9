"""How two public benchmarks of change detection score an answer, written anew from their definitions.

TCPD: van den Burg and Williams, "An Evaluation of Change Point Detection Algorithms" (2020). NAB: Ahmad, Lavin, Purdy and Agha,
"Unsupervised real-time anomaly detection for streaming data" (2017), standard profile.
"""

from __future__ import annotations

from itertools import pairwise
from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

MARGIN = 5
FALSE_ALARM, MISSED = 0.11, 1.0
PROBATION, MOST_PROBATION = 0.15, 750
FAR = 3.0


def f1(annotations: Sequence[Collection[int]], found: Collection[int], *, margin: int = MARGIN) -> float:
    """Precision against all annotators' places together, recall as the mean over annotators; the start of the series is a place."""
    answers = {0, *found}
    people = [{0, *places} for places in annotations]
    precision = _hits(set().union(*people), answers, margin) / len(answers)
    recall = sum(_hits(places, answers, margin) / len(places) for places in people) / len(people)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _hits(places: Collection[int], answers: Collection[int], margin: int) -> int:
    """How many places have an answer near them; each answer stands for one."""
    left, hits = set(answers), 0
    for place in sorted(places):
        near = [(abs(place - answer), answer) for answer in left if abs(place - answer) <= margin]
        if near:
            left.remove(min(near)[1])
            hits += 1
    return hits


def covering(annotations: Sequence[Collection[int]], found: Collection[int], length: int) -> float:
    """How well the stretches between the answers cover those between an annotator's places (Jaccard), the mean over annotators."""
    answered = stretches(found, length)
    return sum(_covered(stretches(places, length), answered, length) for places in annotations) / len(annotations)


def stretches(places: Collection[int], length: int) -> list[range]:
    """The series in pieces, each from a place to the next."""
    cuts = [0, *sorted({place for place in places if 0 < place < length}), length]
    return [range(a, b) for a, b in pairwise(cuts)]


def _covered(wanted: Sequence[range], answered: Sequence[range], length: int) -> float:
    return sum(len(piece) * max(_jaccard(piece, other) for other in answered) for piece in wanted) / length


def _jaccard(one: range, other: range) -> float:
    shared = max(min(one.stop, other.stop) - max(one.start, other.start), 0)
    return shared / (len(one) + len(other) - shared)


def nab_score(length: int, windows: Sequence[tuple[int, int]], found: Collection[int]) -> float:
    """The raw score of a file: each window −1 or what its earliest detection is worth, less what detections outside cost.

    `windows`: first and last record of each, in order. Nothing in the first 15 % (at most 750 records) counts.
    """
    begins = min(int(PROBATION * length), MOST_PROBATION)
    counted = sorted(place for place in found if place >= begins)
    score = 0.0
    for first, last in windows:
        within = [place for place in counted if first <= place <= last]
        worth = [_sigmoid(-(last - place + 1) / (last - first + 1)) / _sigmoid(-1.0) for place in within]
        score += max([-MISSED, *worth])
    outside = [place for place in counted if not any(first <= place <= last for first, last in windows)]
    return score + sum(FALSE_ALARM * _cost(place, windows) for place in outside)


def _cost(place: int, windows: Sequence[tuple[int, int]]) -> float:
    """−1 for a detection far from any window, less soon after one."""
    before = [window for window in windows if window[1] < place]
    if not before:
        return -1.0
    first, last = before[-1]
    return _sigmoid((place - last) / (last - first))


def _sigmoid(place: float) -> float:
    """From almost 1 at the left edge of a window (−1) through 0 at its right edge to −1 far behind it."""
    return -1.0 if place > FAR else 2 / (1 + exp(5 * place)) - 1
