"""Positions and comparisons as JSON (contracts §4)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.compare.days import first_day
from monitor.compare.found import ComparedPosition
from monitor.config.words import nearest, one_slip
from monitor.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from monitor.compare.found import Comparison

FIELDS = ("actor", "issue", "claim", "date")
_HALF = re.compile("[\ud800-\udfff]")
"""Half of a letter, which JSON may hold and no text does."""


def parse_position(document: object, *, where: str) -> ComparedPosition:
    """A position from its JSON. Raises UsageError that names the place and the field."""
    if not isinstance(document, dict):
        raise UsageError(
            f'{where}: a position is an object like {{"actor": "…", "issue": "…", "claim": "…", "date": "…"}}'
        )
    _check_keys(document, where)
    values = {name: document.get(name) for name in FIELDS}
    for name, value in values.items():
        if value is not None and not isinstance(value, str):
            raise UsageError(f"{where}: {name} must be text or null")
        values[name] = value if value and value.strip() else None
    if not (values["claim"] or values["issue"]):
        raise UsageError(f"{where}: a position needs a claim or an issue")
    if values["date"] and first_day(values["date"]) is None:
        raise UsageError(f"{where}: date {values['date']!r} is no date: write it like 2022-02-24, or null")
    return ComparedPosition(**{name: value and _HALF.sub("\ufffd", value) for name, value in values.items()})


def _check_keys(keys: Iterable[object], where: str) -> None:
    """Raises UsageError for a key that is one of ours but for a slip; others are the caller's own, and none of our business."""
    given = [str(key) for key in keys]
    missing = [name for name in FIELDS if name not in given]
    for key in given:
        if key not in FIELDS and any(one_slip(key, name) for name in missing):
            raise UsageError(f'{where}: a position has no "{key}"{nearest(key, missing)}')


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
