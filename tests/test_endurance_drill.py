"""The small version of the drill: days with every fault in them, and each article and alert is there once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.endurance_drill import endure
from tests.endurance_world import Trial

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow
@pytest.mark.waits
def test_through_days_of_faults_nothing_is_lost_and_nothing_doubled(tmp_path: Path) -> None:
    found = endure(tmp_path, Trial(feeds=15, voices=5, days=3.2, day=8, every=3, kills=1, of_each=1))

    assert found.whole, found
    assert found.digests, found
