"""For all tests: one thread each, and in which order they begin."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

# Before anything loads numpy: its threads spin against each other where tests run side by side.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """First what mostly waits, so that the processor has work meanwhile; last it would keep everybody waiting."""
    items.sort(key=lambda item: item.get_closest_marker("waits") is None)
