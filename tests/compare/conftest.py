"""One comparer on the shipped configuration for all tests of comparing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from monitor.compare import ComparedPosition, Comparer
from monitor.config import load_config
from monitor.engine.tasks import build_compare_parts
from monitor.types import Article

if TYPE_CHECKING:
    from collections.abc import Callable

    from monitor.compare import Comparison

ROOT = Path(__file__).parents[2]


def article(text: str, **changes: object) -> Article:
    """A report of 1 March 2022 by a paper; `changes` name what the test is about."""
    given = {
        "id": "a1",
        "feed_id": "paper",
        "url": None,
        "outlet": "Evening Ledger",
        "owner": "Ledger Group",
        "title": "A report",
        "text": text,
        "seen": datetime(2022, 3, 1, 12, 0, tzinfo=UTC),
        "published": datetime(2022, 3, 1, 12, 0, tzinfo=UTC),
        "language": "en",
    }
    return Article(**{**given, **changes})


@pytest.fixture(scope="session")
def comparer() -> Comparer:
    config = load_config(ROOT / "config")
    parts = build_compare_parts(config.world, config.rules.merge, config.models)
    return Comparer(config.world, **parts._asdict())


@pytest.fixture(scope="session")
def compare(comparer: Comparer) -> Callable[..., Comparison]:
    """`compare(text, claim=…, actor=…, issue=…, **article)`."""

    def run(
        text: str, *, claim: str | None, actor: str | None, issue: str | None = None, **changes: object
    ) -> Comparison:
        position = ComparedPosition(actor=actor, issue=issue, claim=claim, date=None)
        return comparer.compare(position, article(text, **changes))

    return run
