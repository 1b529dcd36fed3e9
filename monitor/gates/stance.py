"""Which issue a statement is about, and where on its axis: on our own labelled statements, language by language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.gates.figures import Figure, Result
from monitor.gates.intervals import share
from monitor.gates.scores import Pair, macro_f1, micro_f1
from monitor.gates.statements import side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.gates.statements import Labelled, Placed
    from monitor.types import Statement

SIDES = ("-", "0", "+")


def stance_of(
    statements: Sequence[Labelled],
    whole: Sequence[Sequence[Statement]],
    placed: Sequence[Placed],
    *,
    language: str,
    gate: str = "stance",
) -> Result:
    """`issue-*`, `off-topic-quiet`, `commitment` and `told-opposite` are of `whole`: the judge finds the issue itself.

    The others are of `placed`: the labelled issue is given to it.
    """
    return Result(gate=gate, subject=language, figures=(*_found(statements, whole), *sides(placed)), own=True)


def _found(statements: Sequence[Labelled], whole: Sequence[Sequence[Statement]]) -> tuple[Figure, ...]:
    """What a statement becomes when nothing but its words and its speaker are known."""
    both = list(zip(statements, whole, strict=True))
    on_topic = [(s, w) for s, w in both if s.issues]
    told = [
        (s.issues[e.issue], e.level)
        for s, w in on_topic
        for e in w
        if e.issue and e.issue in s.issues and not e.abstained
    ]
    sided = [(wanted, level) for wanted, level in told if wanted and level is not None]
    issues = [(frozenset(s.issues), frozenset(e.issue for e in w if e.issue)) for s, w in both]
    return (
        micro_f1("issue-f1", issues),
        share("issue-left-out", [w[0].issue is None for _, w in on_topic], better="lower"),
        share("off-topic-quiet", [w[0].issue is None for s, w in both if not s.issues]),
        share("told-opposite", [wanted * level < 0 for wanted, level in sided], better="lower"),
        share("commitment", [s.commitment == w[0].commitment for s, w in on_topic]),
    )


def sides(placed: Sequence[Placed]) -> tuple[Figure, ...]:
    """The level, its issue given. Left open counts as a miss of its side, and as no wrong side."""
    clear = [p for p in placed if p.wanted is not None]
    read = [p for p in clear if p.told is not None]
    poles = [(p.wanted, p.told) for p in read if p.wanted and p.told is not None]
    pairs = [Pair(side(p.wanted), side(p.told)) for p in clear]
    return (
        macro_f1("side-f1", pairs, classes=SIDES),
        share("opposite-pole", [wanted * told < 0 for wanted, told in poles], better="lower"),
        share("coverage", [p.told is not None for p in clear]),
        share("side-where-read", [side(p.told) == side(p.wanted) for p in read]),
        share("exact-level", [p.told == p.wanted for p in clear]),
        share("unclear-left-open", [p.told is None for p in placed if p.wanted is None]),
    )
