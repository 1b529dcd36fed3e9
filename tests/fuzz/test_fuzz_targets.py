"""Each target takes its seeds, cut, doubled and with a byte changed: the small version of fuzzing, which finds what is broken at all."""

from __future__ import annotations

import random

import pytest

from tests.fuzz.targets import SEEDS, TARGETS

CHANGED = 6
"""Of each seed."""


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_what_a_stranger_sends_is_taken_or_refused(name: str) -> None:
    chance = random.Random(name)
    for seed in SEEDS[name]:
        TARGETS[name](seed)
        for _ in range(CHANGED):
            TARGETS[name](_changed(seed, chance))


def _changed(seed: bytes, chance: random.Random) -> bytes:
    at, to = sorted(chance.randrange(len(seed) + 1) for _ in range(2))
    return chance.choice(
        (
            seed[:at],
            seed[:at] + seed[to:],
            seed[:to] + seed[at:],
            seed[:at] + bytes([chance.randrange(256)]) + seed[at + 1 :],
            seed[:at] + chance.randbytes(8) + seed[at:],
        )
    )
