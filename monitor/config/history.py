"""The baseline files → one baseline with the hash of its content. Pure."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from monitor.config.files import SEED
from monitor.types import Baseline, Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from monitor.config.topic import BaselineFile

_HASH_DIGITS = 12


def build_baseline(files: Mapping[str, BaselineFile]) -> Baseline:
    """All rows of all files; name, date and source are those of the seed."""
    seed = files[SEED]
    positions = tuple(position for file in files.values() for position in positions_of(file))
    return Baseline(
        name=seed.name,
        as_of=seed.as_of,
        source="; ".join(part for part in (seed.source, seed.basis) if part),
        positions=positions,
        hash=content_hash(positions),
    )


def content_hash(positions: Iterable[Position]) -> str:
    """First 12 hex digits of SHA-256 over the rows' values; neither their order, nor comments, nor layout matter."""
    rows = sorted((asdict(position) for position in positions), key=lambda row: str(row["id"]))
    canonical = json.dumps(rows, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()[:_HASH_DIGITS]


def positions_of(file: BaselineFile) -> list[Position]:
    """A row without its own date or source has those of its file."""
    return [
        Position(
            **row.model_dump(exclude={"as_of", "source"}),
            as_of=row.as_of or file.as_of,
            source=row.source or file.source,
        )
        for row in file.position
    ]
