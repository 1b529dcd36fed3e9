"""Positions and comparisons as JSON (contracts §4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.compare.found import ComparedPosition
from monitor.errors import UsageError

if TYPE_CHECKING:
    from monitor.compare.found import Comparison

FIELDS = ("actor", "issue", "claim", "date")


def parse_position(document: object, *, where: str) -> ComparedPosition:
    """A position from its JSON. Raises UsageError that names the place and the field."""
    if not isinstance(document, dict):
        raise UsageError(
            f'{where}: a position is an object like {{"actor": "…", "issue": "…", "claim": "…", "date": "…"}}'
        )
    values = {name: document.get(name) for name in FIELDS}
    for name, value in values.items():
        if value is not None and not isinstance(value, str):
            raise UsageError(f"{where}: {name} must be text or null")
    if not (values["claim"] or values["issue"]):
        raise UsageError(f"{where}: a position needs a claim or an issue")
    return ComparedPosition(**{name: value or None for name, value in values.items()})


def comparison_to_json(comparison: Comparison) -> dict[str, object]:
    return {
        "relation": comparison.relation,
        "alert": comparison.alert,
        "confidence": round(comparison.confidence, 3),
        "evidence": [
            {"quote": quote.quote, "start": quote.start, "end": quote.end, "speaker": quote.speaker}
            for quote in comparison.evidence
        ],
        "reason": comparison.reason,
    }
