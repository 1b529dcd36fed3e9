"""A service and a worker on one PostgreSQL, one of them killed: every article is read once, every alert posted once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.store import throwaway_postgres as postgres
from tests.workers_drill import run_drill

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow
@pytest.mark.skipif("DRILLS" not in os.environ, reason="takes over a minute: `make drills`")
def test_killed_processes_lose_nothing_and_do_nothing_twice(tmp_path: Path) -> None:
    if postgres.server_programs() is None:
        pytest.skip(postgres.MISSING)
    found = run_drill(tmp_path, articles=25, workers=1, kills=1, cuts=1)

    assert found.whole, found
    assert found.alerts == 1
