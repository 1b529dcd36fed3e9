"""A service that is killed again and again loses nothing and sends nothing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.crash_harness import run_crashes

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow
@pytest.mark.waits
def test_killed_services_read_every_article_once_and_post_every_alert_once(tmp_path: Path) -> None:
    found = run_crashes(tmp_path, kills=3, seed=1)

    assert found.whole, found
    assert found.alerts >= 3 * 3
