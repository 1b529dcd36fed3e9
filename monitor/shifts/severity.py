"""How much a shift matters, apart from how sure it is (method §3.5). May import: types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.shifts.detect import is_reversal

if TYPE_CHECKING:
    from monitor.types import Issue

WORDS = ((35, "adjustment"), (55, "programme"), (76, "goal"))
"""Hermann's continuum of foreign-policy change; from 76 on it is orientation."""


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


def severity_word(severity: int) -> str:
    """adjustment (<35), programme (35–55), goal (56–75) or orientation (>75)."""
    return next((word for below, word in WORDS if severity < below), "orientation")


def confidence_word(confidence: float) -> str:
    """low (<.5), moderate (.5–.8) or high (>.8); always shown with the number."""
    if confidence < 0.5:
        return "low"
    return "moderate" if confidence <= 0.8 else "high"
