"""How the cross-encoder is asked: the first of its two texts. Training writes the same words (training/examples.py)."""

from __future__ import annotations

BEFORE = 200
"""Letters of what stands before a statement that are shown with it."""


def statement_text(*, bloc: str | None, before: str = "") -> str:
    """Who speaks, and the end of what stands before the statement in its text: the statement itself is the second text."""
    shown = _end_of(before)
    return f"{bloc or '?'}: {shown}" if shown else bloc or "?"


def _end_of(before: str) -> str:
    """Its last words, on one line."""
    words = " ".join(before.split())
    return words if len(words) <= BEFORE else words[-BEFORE:].partition(" ")[2]


def position_text(*, actor: str | None, issue: str | None, claim: str | None) -> str:
    """An earlier line: whose, on what, and what it was."""
    return f"{actor or '?'}; {issue or '?'}: {claim or '?'}"
