"""How the cross-encoder is asked: the first of its two texts. Training writes the same words (training/examples.py)."""

from __future__ import annotations


def statement_text(*, bloc: str | None) -> str:
    """Who speaks: the statement itself is the second text."""
    return bloc or "?"


def position_text(*, actor: str | None, issue: str | None, claim: str | None) -> str:
    """An earlier line: whose, on what, and what it was."""
    return f"{actor or '?'}; {issue or '?'}: {claim or '?'}"
