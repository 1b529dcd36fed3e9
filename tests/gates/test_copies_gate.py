"""The gate on copies, on small sets of our own words in the shape of the real ones."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

from monitor.gates.copies import SCOOP, WHITEHOUSE, measure_scoop, measure_whitehouse
from monitor.types import MergeRules

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "The envoys met in the old town hall on Monday and nobody said afterwards what had been agreed behind its doors"
OTHER = "A bridge over the river was opened in the morning by the mayor of the town and by two of her predecessors in office"


def values(result) -> dict[str, float]:
    return {figure.name: round(figure.value, 2) for figure in result.figures}


def written(path: Path, rows: list[dict]) -> None:
    path.parent.mkdir(parents=True)
    lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(lines) if path.suffix == ".gz" else lines)


def test_items_are_found_by_their_address_or_their_words(tmp_path):
    day, far = "2026-02-08T08:00:00", "2026-03-20T08:00:00"
    written(
        tmp_path / SCOOP,
        [
            {"id": "1", "story": "a", "url": "https://a.example/1?utm_source=x", "published": day, "body": "Short."},
            {"id": "2", "story": "a", "url": "http://a.example/1", "published": day, "body": None},
            {"id": "3", "story": "b", "url": "https://a.example/2", "published": day, "body": TEXT},
            {"id": "4", "story": "b", "url": "https://b.example/2", "published": day, "body": TEXT.upper()},
            {"id": "5", "story": "c", "url": "https://b.example/3", "published": far, "body": TEXT},
            {"id": "6", "story": "d", "url": "https://b.example/4", "published": day, "body": OTHER},
        ],
    )
    assert values(measure_scoop(tmp_path, MergeRules())) == {"address-recall": 0.5, "recall": 1.0, "precision": 1.0}


def test_equal_documents_near_in_time_are_to_be_found(tmp_path):
    rows = [
        ("2021-01-01", TEXT),
        ("2021-01-02", TEXT),
        ("2021-06-01", TEXT),
        ("2021-01-03", f"{TEXT} too"),
        ("2021-01-03", OTHER),
    ]
    written(tmp_path / WHITEHOUSE, [{"date": date, "text": text} for date, text in rows])
    assert values(measure_whitehouse(tmp_path, MergeRules())) == {"recall": 1.0, "not-equal": 0.67}
