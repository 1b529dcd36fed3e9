"""The worked example of another pair of actors stays right, and reads what its speakers say."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from monitor.config import load_config
from monitor.engine.tasks import build_reader
from tests.builders import article as article_of

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "us-china"
TEXT = (
    "Chinese Foreign Minister Wang Yi said on Tuesday that Beijing will raise the tariffs again. "
    "US President Donald Trump said that America will lift the tariffs on Chinese goods."
)


def test_another_pair_of_actors_is_another_folder():
    config = load_config(EXAMPLE)
    seen = datetime(2026, 5, 1, tzinfo=UTC)
    article = article_of(TEXT, seen=seen, published=seen)
    read = build_reader(config.world, config.rules.merge, config.models).read(article)

    assert [(s.office, s.issue, s.level) for s in read.statements if s.issue] == [
        ("CN-MFA", "TAR", 2),
        ("US-President", "TAR", -2),
    ]
