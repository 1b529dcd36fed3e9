"""How the regular expressions of word lists and of the configuration are written."""

from __future__ import annotations


def spaced(pattern: str) -> str:
    """The pattern with any white space where it has a space, and with none or any where that is optional (" ?")."""
    return pattern.replace(" ?", r"\s*").replace(" ", r"\s+")
