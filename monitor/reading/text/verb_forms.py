"""The forms of an English verb given by its base ("muse", "brush off", "rip:p" where the last letter doubles), as patterns."""

from __future__ import annotations

import re

_VOWEL_Y = re.compile(r"[aeiou]y$")
_SIBILANT = re.compile(r"(?:s|sh|ch|x|z)$")


def finite(verb: str) -> str:
    """Present and past: muse, muses, mused."""
    base, doubled, rest = _taken_apart(verb)
    if base.endswith("e"):
        return f"{base}[sd]?{rest}"
    if base.endswith("y") and not _VOWEL_Y.search(base):
        return f"{base[:-1]}(?:y|ies|ied){rest}"
    return f"{base}(?:{'es' if _SIBILANT.search(base) else 's'}|{doubled}ed)?{rest}"


def past(verb: str) -> str:
    """The past alone, for verbs whose present looks like a noun: attacked."""
    base, doubled, rest = _taken_apart(verb)
    if base.endswith("e"):
        return f"{base}d{rest}"
    if base.endswith("y") and not _VOWEL_Y.search(base):
        return f"{base[:-1]}ied{rest}"
    return f"{base}{doubled}ed{rest}"


def participle(verb: str) -> str:
    """musing, brushing off, ripping."""
    base, doubled, rest = _taken_apart(verb)
    return f"{base.removesuffix('e')}{doubled}ing{rest}"


def _taken_apart(verb: str) -> tuple[str, str, str]:
    """The base, the letter it doubles, and the words that follow it."""
    word, _, rest = verb.partition(" ")
    base, _, doubled = word.partition(":")
    return base, doubled, f" {rest}" if rest else ""
