"""The small version of the drill: each move of an office is in Slack once, seconds after its feed was asked."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.latency_drill import Plan, measure

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow
@pytest.mark.skipif("DRILLS" not in os.environ, reason="takes half a minute: run it with DRILLS=1")
def test_moves_are_told_once_each_seconds_after_their_feeds_were_asked(tmp_path: Path) -> None:
    found = measure(tmp_path, Plan(feeds=8, moves=5, every=2.0, seconds=4.0, press_a_day=0.0))

    assert found.whole, found
    assert found.beyond.most < 30, found  # a busy machine's seconds; the long version measures
