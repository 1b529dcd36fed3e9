"""Positions and comparisons as JSON (contracts §4)."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from monitor.compare.found import ComparedPosition
from monitor.errors import UsageError

if TYPE_CHECKING:
    from monitor.compare.found import Comparison

FIELDS = ("actor", "issue", "claim", "date")
_HALF = re.compile("[\ud800-\udfff]")
"""Half of a letter, which JSON may hold and no text does."""
_MONTH_OR_YEAR = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")


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
    if values["date"] and not _is_date(values["date"]):
        raise UsageError(f"{where}: date {values['date']!r} is no date: write it like 2022-02-24, or null")
    return ComparedPosition(**{name: _HALF.sub("\ufffd", value) if value else None for name, value in values.items()})


def _is_date(text: str) -> bool:
    """Whether it is a date as ISO 8601 writes one; also a year or a month alone."""
    if _MONTH_OR_YEAR.fullmatch(text):
        return True
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def comparison_to_json(comparison: Comparison) -> dict[str, object]:
    """The contract's five fields; what is to be known of actor and issue stands at the end of the reason."""
    return {
        "relation": comparison.relation,
        "alert": comparison.alert,
        "confidence": round(comparison.confidence, 3),
        "evidence": [
            {"quote": quote.quote, "start": quote.start, "end": quote.end, "speaker": quote.speaker}
            for quote in comparison.evidence
        ],
        "reason": "; ".join(part for part in (comparison.reason, comparison.note) if part),
    }
