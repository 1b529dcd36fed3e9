"""Whether weighing finds what moves, names it rightly, and is quiet where nothing does: on replay packs.

Thresholds may be looked at on even seeds; what is reported here comes from odd ones.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import numpy as np

from monitor.gates.figures import Result
from monitor.gates.intervals import resampled
from monitor.gates.packs.desk import VERSIONS
from monitor.gates.packs.draw import KINDS, draw
from monitor.gates.packs.figures import (
    a_week,
    confidence,
    false_figures,
    false_manners,
    kinds_table,
    move_figures,
    other_figures,
    unfounded_table,
)
from monitor.gates.packs.label import labelled
from monitor.gates.packs.plan import MANNERS
from monitor.gates.packs.weighed import baseline_of, weigh_drawn, weigh_pack
from monitor.gates.packs.words import Wordsmith, read_pieces
from monitor.shifts.streams import fold_all, setting_of
from monitor.types import MOVES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from monitor.gates.packs.plan import Pack
    from monitor.gates.packs.score import Scored
    from monitor.gates.shipped import Shipped
    from monitor.types import Rules, Utterance

FEW, MANY = 2, 24
"""Packs of a kind, in the version for every change and in the whole one."""
ENOUGH = 30
"""Alerts, before it can be said whether their confidence means what it says."""
STILL = 2
"""Streams beside one that moves, so that about one utterance in 300 begins a move: the rate that confidence assumes."""
READ = {
    "reversal": (1, 5),
    "hardening": (1, 5),
    "softening": (1, 5),
    "walk_back": (0, 3),
    "wording": (0, 2),
    "quiet": (0, 4),
}
"""Packs whose texts are really read."""


def reported(count: int) -> range:
    """Odd seeds: nothing was tuned on them."""
    return range(1, 2 * count, 2)


def measure_labelled(shipped: Shipped, *, everything: bool) -> Result:
    """Weighing alone: labels drawn as a reader gives them."""
    scored = _drawn(shipped, [kind for kind in KINDS if kind not in MANNERS], everything=everything)
    return _result("labelled", scored, everything=everything)


def measure_manners(shipped: Shipped, *, everything: bool) -> Result:
    """Weighing alone, of what changes though no level need move: how firmly, by whom, not any more, beside whose line."""
    scored = _drawn(shipped, [*MANNERS, "quiet"], everything=everything)
    figures = (*other_figures(scored), *false_manners(scored))
    tables = (kinds_table(scored), unfounded_table(scored))
    return Result(
        gate="shifts", subject=_named("manners", everything=everything), figures=figures, tables=tables, own=True
    )


def _drawn(shipped: Shipped, kinds: Iterable[str], *, everything: bool) -> list[Scored]:
    """Packs of these kinds, labelled; beside a stream in which the level moves, or none does, stand some that are still."""
    rules, count = _read_rightly(shipped.config.rules), MANY if everything else FEW
    return [
        scored
        for kind in kinds
        for scored in weigh_drawn(
            kind, reported(count), world=shipped.world, rules=rules, others=STILL if kind in (*MOVES, "quiet") else 0
        )
    ]


def _read_rightly(rules: Rules) -> Rules:
    """Where labels are given, nothing was read, and so nothing misread."""
    return replace(rules, detect=replace(rules.detect, borne_out=1.0))


def measure_read(shipped: Shipped, *, everything: bool) -> Result:
    """The whole chain: texts are written, read as the service reads them, and weighed."""
    smith, scored = Wordsmith.shipped(), []
    for kind, counts in READ.items():
        for seed in reported(counts[everything]):
            pack = draw(kind, seed, world=shipped.world, others=1 if everything else 0)
            pieces = read_pieces(pack, smith, shipped.reader)
            scored.append(weigh_pack(pack, pieces, world=shipped.world, rules=shipped.config.rules)[1])
    return _result("read", scored, everything=everything)


def _result(subject: str, scored: Sequence[Scored], *, everything: bool) -> Result:
    moving = [s for s in scored if any(a.gold.kind in MOVES for a in s.answered)]
    error, table = confidence(moving)
    figures = (*move_figures(scored), *other_figures(scored), *false_figures(scored))
    shown = tuple(figure for figure in figures if figure.n) + ((error,) if error.n >= ENOUGH else ())
    tables = (kinds_table(scored), unfounded_table(scored), table)
    return Result(gate="shifts", subject=_named(subject, everything=everything), figures=shown, tables=tables, own=True)


def _named(subject: str, *, everything: bool) -> str:
    """Floors are set for the small version; the whole one has its own name, and the figures that are quoted."""
    return f"{subject}, whole" if everything else subject


# ------------------------------------------------------------------------ quiet


def measure_shuffled(shipped: Shipped, *, everything: bool) -> Result:
    """Streams in which nothing moves, their labels shuffled in time: what fires then fires by chance."""
    draws, packs = (200, 12) if everything else (10, 3)
    rows = [_fires(shipped, pack, told, draws=draws) for pack, told in _quiet_streams(shipped, packs=packs)]
    cases = np.array(rows, dtype=float).reshape(-1, 2)
    figure = resampled("false-a-week", cases, a_week, n=int(cases[:, 1].sum()), better="lower")
    name = "shuffled, whole" if everything else "shuffled"
    return Result(gate="quiet", subject=name, figures=(replace(figure, steady=False),), own=True)


def measure_quiet(shipped: Shipped, *, everything: bool) -> Result:
    """Packs in which nothing moves, weighed whole."""
    rules, count = shipped.config.rules, 3 * MANY if everything else 2 * FEW
    scored = list(weigh_drawn("quiet", reported(count), world=shipped.world, rules=rules, others=STILL))
    name = "packs, whole" if everything else "packs"
    figures = tuple(false_figures(scored))
    return Result(gate="quiet", subject=name, figures=figures, tables=(unfounded_table(scored),), own=True)


def _quiet_streams(shipped: Shipped, *, packs: int) -> Iterator[tuple[Pack, list[Utterance]]]:
    for seed in reported(packs):
        pack = draw("quiet", seed, world=shipped.world, others=STILL)
        pieces = labelled(pack, world=shipped.world)
        desk, _ = weigh_pack(pack, pieces, world=shipped.world, rules=shipped.config.rules)
        for key in pack.truth:
            told = sorted((u for u in desk.utterances.values() if u.key == key), key=lambda u: (u.said_at, u.id))
            if told:
                yield pack, told


def _fires(shipped: Shipped, pack: Pack, told: list[Utterance], *, draws: int) -> tuple[int, int]:
    """(alarms, utterances) of all shuffles of one stream."""
    setting = setting_of(
        told[0].key, world=shipped.world, baseline=baseline_of(pack), rules=shipped.config.rules, versions=VERSIONS
    )
    alarms = 0
    for number in range(draws):
        order = list(told)
        Random(f"{pack.name}:{told[0].key}:{number}").shuffle(order)  # noqa: S311 - dice, not secrets
        moved = [replace(u, said_at=at.said_at, id=at.id) for u, at in zip(order, told, strict=True)]
        alarms += sum(shift.rule == "drift" for shift in fold_all(moved, setting=setting).shifts)
    return alarms, draws * len(told)
