"""What was said when decides, not when it arrived: any order of arrival ends in the same streams, and a feed that is down in none."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from time import perf_counter

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from monitor.config import load_config
from monitor.gates.packs.desk import VERSIONS, Desk
from monitor.gates.packs.draw import draw
from monitor.gates.packs.label import labelled
from monitor.gates.packs.plan import Pack, Said
from monitor.gates.packs.weighed import baseline_of
from monitor.shifts.streams import fold_all, setting_of
from monitor.types import StreamKey

CONFIG = load_config(Path(__file__).parents[2] / "config")
LATE = timedelta(days=13)
"""Later than this after it was said an article only teaches (rules.merge.stale)."""


def pieces_of(kind, seed):
    """A short archive without a merge by paraphrase: copies go with their originals, nothing is told in other words."""
    pack = draw(kind, seed, world=CONFIG.world, others=0)
    said = [replace(said, late=timedelta(), retold=False, voice="quoted") for said in pack.said][-40:]
    pack = replace(pack, said=tuple(said))
    return pack, list(labelled(pack, world=CONFIG.world))


def arrived(pieces, rng):
    """The same pieces, each late by up to the limit; a copy never before what it copies."""
    met = {}
    for piece in pieces:
        late = timedelta(seconds=rng.uniform(0, LATE.total_seconds()))
        at = piece.article.published + late
        met[piece.article.id] = max(at, met.get(piece.copy_of, at))
    return sorted(pieces, key=lambda piece: (met[piece.article.id], piece.copy_of is not None))


def weighed(pack, pieces):
    desk = Desk(world=CONFIG.world, baseline=baseline_of(pack), rules=CONFIG.rules)
    for piece in pieces:
        desk.hear(piece, now=pack.end)
    return desk


def states(desk):
    """What the streams know; evidence is listed by weight, and which outlet came first is not what was said."""
    return {
        key: (
            state.state,
            state.n,
            state.last_at,
            state.mean,
            state.baseline_mean,
            state.ratio,
            state.memory["core"],
            state.memory["days"],
        )
        for key, state in desk.states.items()
    }


def confirmed(desk):
    """The stories that were told as confirmed; an alert that was told keeps the time and name it was told with."""
    return {(a.office, a.issue, a.direction) for a in desk.alerts.values() if a.status == "confirmed"}


@settings(max_examples=10, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
@given(
    seed=st.integers(0, 10_000),
    shuffle=st.integers(0, 10_000),
    kind=st.sampled_from(["reversal", "hardening", "wording", "quiet"]),
)
def test_streams_and_confirmed_alerts_do_not_depend_on_the_order_of_arrival(seed, shuffle, kind):
    pack, pieces = pieces_of(kind, seed)
    straight, mixed = weighed(pack, pieces), weighed(pack, arrived(pieces, Random(shuffle)))

    assert states(mixed) == states(straight)
    assert confirmed(mixed) >= confirmed(straight)


@pytest.mark.parametrize("kind", ["reversal", "softening"])
def test_doing_everything_twice_changes_nothing(kind):
    pack, pieces = pieces_of(kind, 5)
    once, twice = weighed(pack, pieces), weighed(pack, [*pieces, *pieces])

    assert states(twice) == states(once)
    assert twice.alerts.keys() == once.alerts.keys()


def test_a_week_without_a_feed_is_no_emphasis():
    pack = draw("emphasis", 1, world=CONFIG.world, others=0)
    before = replace(pack, said=tuple(said for said in pack.said if said.at < pack.start + timedelta(weeks=14)))
    down = (pack.start + timedelta(weeks=12), pack.start + timedelta(weeks=13))
    pieces = [
        piece
        for piece in labelled(before, world=CONFIG.world)
        if not (down[0] <= piece.article.seen < down[1] and not piece.article.id.endswith("0"))
    ]
    desk = Desk(world=CONFIG.world, baseline=baseline_of(pack), rules=CONFIG.rules)
    desk.play(pieces)

    assert [alert.headline for alert in desk.alerts.values() if alert.kind == "emphasis"] == []


def test_a_copy_of_the_newest_costs_no_fold_of_its_stream():
    """Ten copies of the newest of many utterances take less than half of folding the stream once for each would."""
    key, start = StreamKey("RU-MFA", "DIA"), draw("quiet", 1, world=CONFIG.world, others=0).start
    said = tuple(
        Said(id=f"n{n}", at=start + timedelta(hours=6 * n), key=key, level=0, copies=10 * (n == 399))
        for n in range(400)
    )
    pack = Pack(seed=1, name="long", said=said, golds=(), rows=(), start=start, end=start)
    *before, first, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10 = labelled(pack, world=CONFIG.world)
    desk = weighed(pack, [*before, first])
    setting = setting_of(key, world=CONFIG.world, baseline=baseline_of(pack), rules=CONFIG.rules, versions=VERSIONS)
    begun = perf_counter()
    for copy in (c1, c2, c3, c4, c5, c6, c7, c8, c9, c10):
        desk.milestones.clear()  # from the last of them a fold would be short
        desk.hear(copy, now=start)
    copies = perf_counter() - begun
    begun = perf_counter()
    fold_all(desk.utterances.values(), setting=setting)
    assert copies < 10 * (perf_counter() - begun) / 2
