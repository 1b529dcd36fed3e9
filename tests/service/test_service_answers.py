"""The small version of the clicks drill: the service as a process hears clicks while it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.clicks_drill import click_while_reading

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


def test_clicks_are_acknowledged_while_the_service_reads(tmp_path: Path) -> None:
    found = click_while_reading(tmp_path, articles=60, clicks=8)

    assert found.problems == ()
    assert found.slowest < 3
