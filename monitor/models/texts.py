"""How the cross-encoder is asked: the words of its texts. Training writes the same (training/examples.py)."""

from __future__ import annotations


def said_text(*, bloc: str | None, words: str) -> str:
    """A statement: who speaks, and what is said, on one line."""
    return f"{bloc or '?'}: {' '.join(words.split())}"


def position_text(*, actor: str | None, issue: str | None, claim: str | None) -> str:
    """An earlier line: whose, on what, and what it was."""
    return f"{actor or '?'}; {issue or '?'}: {claim or '?'}"
