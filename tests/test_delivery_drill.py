"""The small version of the drill: through faults and kills every message is there once, each thread in its order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.delivery_drill import drill

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


def test_sixty_alerts_and_a_picture_through_faults_and_kills_arrive_once_each_in_order(tmp_path: Path) -> None:
    done = drill(tmp_path, alerts=60, kills=3, per_second=100.0, seed=3, faults=True)

    assert done.whole, done
    assert done.messages == 85
