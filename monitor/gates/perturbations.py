"""How often a changed telling changes what it must, and nothing else: on our own plain statements that are read rightly as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.gates.figures import Result, Table
from monitor.gates.intervals import share
from monitor.gates.packs.perturb import PERTURBATIONS, Room, bases, side
from monitor.gates.packs.words import Wordsmith
from monitor.types.levels import sign_of

if TYPE_CHECKING:
    from monitor.gates.shipped import Shipped

FEW, ALL = 8, 56


def measure_perturbations(shipped: Shipped, *, everything: bool) -> Result:
    """A figure each; `plain` is how many are read rightly as they stand: only of those the others are asked."""
    room = Room(smith=Wordsmith.shipped(), reader=shipped.reader, world=shipped.world, rules=shipped.config.rules)
    told = [(said, side(room.counted(said)) == sign_of(said.level)) for said in bases(ALL if everything else FEW)]
    plain = [said for said, right in told if right]
    held = {name: [holds(room, said) for said in plain] for name, holds in PERTURBATIONS.items()}
    figures = (share("plain", (right for _, right in told)), *(share(name, marks) for name, marks in held.items()))
    missed = tuple(
        (name, f"{said.key.office} {said.key.issue} {said.level:+d} {said.language}")
        for name, marks in held.items()
        for said, right in zip(plain, marks, strict=True)
        if not right
    )
    return Result(
        gate="perturbations",
        subject="own statements, whole" if everything else "own statements",
        figures=figures,
        tables=(Table(title="where it did not hold", columns=("perturbation", "statement"), rows=missed),),
        own=True,
    )
