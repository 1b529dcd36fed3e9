"""Draws packs and weighs them. May import: types, packs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.gates.packs.desk import Desk
from monitor.gates.packs.draw import draw
from monitor.gates.packs.label import labelled
from monitor.gates.packs.score import Scored, score
from monitor.types import Baseline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from monitor.gates.packs.desk import Piece
    from monitor.gates.packs.plan import Pack
    from monitor.types import Rules, World


def baseline_of(pack: Pack) -> Baseline:
    """The rows that the pack is held against, as a baseline of their own."""
    return Baseline(
        name=pack.name, as_of=pack.start.date(), source="drawn", positions=pack.rows, hash=f"pack-{pack.name}"
    )


def weigh_pack(pack: Pack, pieces: Iterable[Piece], *, world: World, rules: Rules) -> tuple[Desk, Scored]:
    """The desk after the whole pack, and its score."""
    desk = Desk(world=world, baseline=baseline_of(pack), rules=rules)
    desk.play(pieces)
    return desk, score(pack, desk.alerts.values(), utterances=len(desk.utterances))


def weigh_drawn(kind: str, seeds: Iterable[int], *, world: World, rules: Rules, others: int = 5) -> Iterator[Scored]:
    """Packs of a kind, labelled without reading."""
    for seed in seeds:
        pack = draw(kind, seed, world=world, others=others)
        yield weigh_pack(pack, labelled(pack, world=world), world=world, rules=rules)[1]
