"""An end or a refusal that is refused ("wird nicht aufgehoben", "schließt nicht aus"), in the languages without rules: the network often overlooks the negation."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources


def refused_end(text: str, language: str) -> str | None:
    """The words that refuse the end of something, in Ukrainian, German and French; None elsewhere and where there are none."""
    pattern = _patterns().get(language)
    found = pattern.search(text) if pattern is not None else None
    return found[0] if found else None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    lexicon = resources.files("monitor.reading").joinpath("cue_lexicon", "refused_ends.toml").read_text("utf-8")
    return {language: re.compile(pattern, re.IGNORECASE) for language, pattern in tomllib.loads(lexicon).items()}
