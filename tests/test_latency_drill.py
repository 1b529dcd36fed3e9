"""The small version of the drill: each move of an office is in Slack once, seconds after its feed was asked."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.latency_drill import Plan, measure, told_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow
@pytest.mark.skipif("DRILLS" not in os.environ, reason="takes 17 s of processor time: `make drills`")
def test_moves_are_told_once_each_seconds_after_their_feeds_were_asked(tmp_path: Path) -> None:
    found = measure(tmp_path, Plan(feeds=8, moves=5, every=2.0, seconds=4.0, press_a_day=0.0))

    assert found.whole, found
    assert found.beyond.most < 30, found  # a busy machine's seconds; the long version measures


def test_an_office_that_is_alerted_of_twice_does_not_stand_for_another() -> None:
    assert told_of(["a", "b"], ["alert:1", "alert:2"]) == (2, 0)
    assert told_of(["a", "a"], ["alert:1", "alert:2"]) == (1, 1)
    assert told_of(["a", "b"], ["alert:1", "alert:2", "alert:2"]) == (2, 1)
