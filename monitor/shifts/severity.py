"""How much a shift matters, apart from how sure it is (method §3.5). May import: types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.shifts.detect import is_reversal

if TYPE_CHECKING:
    from monitor.types import Issue


def severity_of(before: int | None, after: int | None, *, speaker_level: int, issue: Issue, corroboration: int) -> int:
    """0–100 = 35·min(1, |Δ|/3) + 15·[sides change] + 20·level/5 + 15·issue weight + 15·min(1, origins/4)."""
    known = before is not None and after is not None
    delta = abs(after - before) if before is not None and after is not None else 0
    crosses = known and is_reversal(before or 0, after or 0)
    parts = (
        35 * min(1.0, delta / 3),
        15 if crosses else 0,
        20 * min(speaker_level, 5) / 5,
        15 * issue.weight,
        15 * min(1.0, corroboration / 4),
    )
    return round(sum(parts))
