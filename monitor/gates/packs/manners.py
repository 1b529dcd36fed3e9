"""Draws what changes though no level need move: how firmly a line is said, who says it, that nobody does, who leaves the bloc's.

May import: types, packs.plan, packs.scenery.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.gates.packs.plan import Drawn, Gold, Said
from monitor.gates.packs.scenery import END, OFFICES, OWN, RATES, START, Stage, gold_of, row_of
from monitor.types import LEVELS, StreamKey

if TYPE_CHECKING:
    from datetime import datetime

    from monitor.types import World

USUALLY, NOW = 0.1, 0.7
"""How often a line is said conditionally, and by the president, before and after."""
GOVERNMENTS = (("RU-Kremlin-Spokesperson", "RU-President"), ("RU-MFA", "RU-President"))
"""Who usually speaks for a line, and who does from a day on."""
SOME = 5
"""Offices of a bloc that speak on the issue on which one of them moves."""


def firmness(stage: Stage, world: World) -> Drawn:  # noqa: ARG001 - as every kind
    """A line that was said flatly and is then said on conditions, at the same level."""
    rng = stage.rng
    key, level, at = stage.key(()), rng.choice(LEVELS), stage.turn()
    said = []
    for moment in stage.times(START, END, rng.choice(RATES)):
        often = NOW if moment >= at else USUALLY
        said.append(stage.spoken(key, level, moment, firmness="conditional" if rng.random() < often else "flat"))
    return Drawn(said, [row_of(key, level)], [Gold(key=key, kind="conditionality", day=at.date())], {key: level})


def voices(stage: Stage, world: World) -> Drawn:  # noqa: ARG001 - as every kind
    """A line of a minister or spokesperson that the president then takes up himself; on another issue all stays as it was."""
    rng = stage.rng
    usual, president = rng.choice(GOVERNMENTS)
    issue, other = rng.sample(OWN["RU"], 2)
    levels = {issue: rng.choice(LEVELS), other: rng.choice(LEVELS)}
    at, rate = stage.turn(), rng.choice((5.0, 7.0))
    said: list[Said] = []
    for each, level in levels.items():
        for moment in stage.times(START, END, rate):
            often = NOW if each == issue and moment >= at else USUALLY
            office = president if rng.random() < often else usual
            said.append(stage.spoken(StreamKey(office, each), level, moment))
    gold = Gold(key=StreamKey(president, issue), kind="speaker_level", day=at.date())
    truth = {StreamKey(office, each): level for office in (usual, president) for each, level in levels.items()}
    return Drawn(said, [row_of(key, level) for key, level in truth.items()], [gold], truth)


def dropped(stage: Stage, world: World) -> Drawn:  # noqa: ARG001 - as every kind
    """An office that says one of its three lines regularly, and from a day on never; it goes on speaking as much as before."""
    rng = stage.rng
    office = rng.choice(sorted(OFFICES))
    issues = rng.sample(OWN[OFFICES[office]], 3)
    levels = {StreamKey(office, issue): rng.choice(LEVELS) for issue in issues}
    gone, at = StreamKey(office, issues[0]), stage.turn()
    share, rate = rng.choice((0.2, 0.3, 0.4)), rng.choice((6.0, 10.0, 14.0))
    said = []
    for moment in stage.times(START, END, rate):
        here = 0.0 if moment >= at else share
        key = rng.choices(list(levels), (here, 0.55 * (1 - here), 0.45 * (1 - here)))[0]
        said.append(stage.spoken(key, levels[key], moment))
    return Drawn(
        said, [row_of(k, level) for k, level in levels.items()], [Gold(key=gone, kind="dropped", day=at.date())], levels
    )


def apart(stage: Stage, world: World) -> Drawn:
    """An office that leaves the line which it had with four others of its bloc, by two levels: it moves, and stands apart."""
    rng = stage.rng
    offices = rng.sample(sorted(office for office, bloc in OFFICES.items() if bloc == "NATO"), SOME)
    issue, level = rng.choice(OWN["NATO"]), rng.choice((-1, 1))
    at, truth = stage.turn(), {StreamKey(office, issue): level for office in offices}
    one, *others = truth
    rate = rng.choice((3.5, 5.0))
    said = [s for key in others for s in stage.steady(key, level, START, END, rate)]
    said += stage.steady(one, level, START, at, rate) + stage.steady(one, -level, at, END, rate)
    golds = [Gold(key=one, kind="divergence", day=at.date()), *_moves(one, level, at, world)]
    return Drawn(said, [row_of(key, level) for key in truth], golds, truth)


def _moves(key: StreamKey, level: int, at: datetime, world: World) -> list[Gold]:
    """The same as a move of the office itself, where the issue says what is harder."""
    gold = gold_of(key, level, -level, at, world)
    return [gold] if gold.kind else []
