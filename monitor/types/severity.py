"""How deep a change goes, in a reader's words (Hermann 1990): the same on card, digest and site."""

from __future__ import annotations

SEVERITIES = ("adjustment", "programme", "goal", "orientation")
"""The words of 0…100, the weightiest last."""


def severity_class(severity: int) -> int:
    """The place of its word among SEVERITIES."""
    return 0 if severity < 35 else 1 if severity < 55 else 2 if severity <= 75 else 3


def severity_word(severity: int) -> str:
    return SEVERITIES[severity_class(severity)]
