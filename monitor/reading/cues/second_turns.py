"""What is turned twice ("wird nicht aufgehoben", "les dérogations prennent fin") or is not any more ("beharrt nicht mehr auf"), in the languages without rules: the network often sees one of the turns."""

from __future__ import annotations

import re
from functools import cache

from monitor.reading.cues.cue_files import read_cues
from monitor.reading.text.word_files import are_texts_by_language

_REASONS = {
    "refused": "an end is refused",
    "undone": "what undoes it ends",
    "unlimited": "what limits it is refused",
    "denied": "reports of it are denied",
    "lacking": "nobody would hold out without it",
    "given_up": "what was asked or refused before is not any more",
}


def second_turn(text: str, language: str) -> str | None:
    """What is turned twice there or is not any more, as a reason with its words, in Ukrainian, German and French; None elsewhere and where nothing is."""
    for kind, reason in _REASONS.items():
        pattern = _patterns()[kind].get(language)
        found = pattern.search(text) if pattern is not None else None
        if found is not None:
            return f"{reason} ({found[0]!r})"
    return None


@cache
def _patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    kinds = read_cues("second_turns.toml", dict.fromkeys(_REASONS, are_texts_by_language))
    return {kind: {of: re.compile(p, re.IGNORECASE) for of, p in patterns.items()} for kind, patterns in kinds.items()}
