"""Draws a pack of each kind of shift that the product knows, and quiet ones. The same seed draws the same pack.

May import: types, packs.manners, packs.plan, packs.scenery.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from monitor.gates.packs.manners import apart, dropped, firmness, voices
from monitor.gates.packs.plan import DECISIVE, Drawn, Gold, Pack
from monitor.gates.packs.scenery import END, OFFICES, OWN, RATES, START, Stage, gold_of, kind_between, row_of
from monitor.types import LEVELS, StreamKey

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from monitor.types import World

ROW = 0.6
"""The share of streams that have a baseline row."""


def draw(kind: str, seed: int, *, world: World, others: int = 5) -> Pack:
    """A pack with one shift of `kind` (none: quiet) and `others` streams in which nothing moves."""
    stage = Stage(rng=Random(f"{kind}:{seed}"), seed=seed)  # noqa: S311 - dice, not secrets
    parts = [KINDS[kind](stage, world)]
    taken = list(parts[0].truth)
    for _ in range(others):
        key = stage.key(taken)
        taken.append(key)
        parts.append(_quiet(stage, key))
    return Pack(
        seed=seed,
        name=f"{kind}-{seed}",
        said=tuple(sorted((s for part in parts for s in part.said), key=lambda s: (s.at, s.id))),
        golds=tuple(gold for part in parts for gold in part.golds),
        rows=tuple(row for part in parts for row in part.rows),
        start=START,
        end=END,
        truth={key: level for part in parts for key, level in part.truth.items()},
    )


def _quiet(stage: Stage, key: StreamKey) -> Drawn:
    rng = stage.rng
    level = rng.choice(LEVELS)
    rows = [row_of(key, level)] if rng.random() < ROW else []
    return Drawn(stage.steady(key, level, START, END, rng.choice(RATES)), rows, [], {key: level})


def _nothing(stage: Stage, world: World) -> Drawn:  # noqa: ARG001 - as every kind
    return _quiet(stage, stage.key(()))


def _moved(stage: Stage, world: World, wanted: str) -> Drawn:
    """A line that moves from one day to the next, by one level or more, and stays."""
    rng = stage.rng
    while True:
        key, before, after = stage.key(()), rng.choice(LEVELS), rng.choice(LEVELS)
        if kind_between(key, before, after, world) == wanted:
            break
    at, rate = stage.turn(), rng.choice(RATES)
    later = stage.steady(key, after, at, END, rate)
    return Drawn(
        stage.steady(key, before, START, at, rate) + later,
        [row_of(key, before)] if rng.random() < ROW else [],
        [gold_of(key, before, after, at, world)],
        {key: before},
    )


def _walk_back(stage: Stage, world: World) -> Drawn:
    """A decisive statement on the speaker's own page, taken back within two days; the line is where it was."""
    rng = stage.rng
    while True:
        key = StreamKey(rng.choice(["RU-MFA", "RU-President", "NATO-SG", "US-President"]), stage.key(()).issue)
        before, after = rng.choice(LEVELS), rng.choice(LEVELS)
        if kind_between(key, before, after, world) == "reversal" and key.issue not in ("AID", "SAN"):
            break
    at = stage.turn()
    said = [s for s in stage.steady(key, before, START, END, 2.0) if abs(s.at - at) > timedelta(days=4)]
    sure = {"voice": "primary", "sentences": 2, "late": timedelta(), "retold": False}
    said.append(stage.spoken(key, after, at, level=after, **sure))
    said.append(stage.spoken(key, before, at + timedelta(hours=rng.uniform(12, 44)), level=before, **sure))
    gold = replace(gold_of(key, before, after, at, world), kind=DECISIVE)
    back = Gold(key=key, kind="walk_back", day=at.date())
    return Drawn(said, [row_of(key, before)], [gold, back], {key: before})


def _new_position(stage: Stage, world: World) -> Drawn:  # noqa: ARG001 - as every kind
    """An office that is heard on one issue speaks on another, on which it was silent."""
    rng = stage.rng
    key = stage.key(())
    old = StreamKey(key.office, rng.choice([issue for issue in OWN[OFFICES[key.office]] if issue != key.issue]))
    usual, level, at = rng.choice(LEVELS), rng.choice(LEVELS), stage.turn()
    said = stage.steady(old, usual, START, END, 3.5) + stage.steady(key, level, at, END, 3.5)
    return Drawn(
        said, [row_of(old, usual)], [Gold(key=key, kind="new_position", day=at.date())], {old: usual, key: level}
    )


def _wording(stage: Stage, world: World) -> Drawn:  # noqa: ARG001 - as every kind
    """A watched pair of words: where one was said, the other is said from a day on. The line stays."""
    rng = stage.rng
    key, at = StreamKey(rng.choice(["RU-MFA", "RU-President"]), "WAR"), stage.turn()
    said = []
    for moment in stage.times(START, END, rng.choice((3.5, 5.0, 7.0))):
        late = rng.random() < (0.9 if moment >= at else 0.05)
        said.append(stage.spoken(key, -2, moment, level=-2, words="war" if late else "operation", voice="quoted"))
    return Drawn(said, [row_of(key, -2)], [Gold(key=key, kind="wording", day=at.date())], {key: -2})


def _emphasis(stage: Stage, world: World) -> Drawn:  # noqa: ARG001 - as every kind
    """An office that speaks three times a day, and from a day on far more of one issue than before."""
    rng = stage.rng
    office = rng.choice(["RU-MFA", "NATO-SG"])
    issues = rng.sample(["DIA", "REL", "FOR", "UKM", "SET", "THR"], 3)
    levels = {StreamKey(office, issue): rng.choice(LEVELS) for issue in issues}
    one, at, said = StreamKey(office, issues[0]), stage.turn() - timedelta(weeks=2), []
    for moment in stage.times(START, END, 16.0):
        shares = (0.6, 0.2, 0.2) if moment >= at else (0.15, 0.45, 0.4)
        key = rng.choices(list(levels), shares)[0]
        said.append(stage.spoken(key, levels[key], moment))
    gold = Gold(key=one, kind="emphasis", day=at.date())
    return Drawn(said, [row_of(k, level) for k, level in levels.items()], [gold], levels)


def _wrong_row(stage: Stage, world: World) -> Drawn:  # noqa: ARG001 - as every kind
    """A baseline row that is one or two levels off what the office says all along: to be asked about, once."""
    rng = stage.rng
    while True:
        key, level, off = stage.key(()), rng.choice(LEVELS), rng.choice((-2, -1, 1, 2))
        if level + off in LEVELS:
            break
    gold = Gold(key=key, kind="check", day=START.date(), levels=(level + off, level))
    said = stage.steady(key, level, START, END, rng.choice(RATES))
    return Drawn(said, [row_of(key, level + off)], [gold], {key: level})


KINDS: Mapping[str, Callable[[Stage, World], Drawn]] = {
    "reversal": lambda stage, world: _moved(stage, world, "reversal"),
    "hardening": lambda stage, world: _moved(stage, world, "hardening"),
    "softening": lambda stage, world: _moved(stage, world, "softening"),
    "walk_back": _walk_back,
    "new_position": _new_position,
    "wording": _wording,
    "emphasis": _emphasis,
    "wrong_row": _wrong_row,
    "conditionality": firmness,
    "speaker_level": voices,
    "dropped": dropped,
    "divergence": apart,
    "quiet": _nothing,
}
