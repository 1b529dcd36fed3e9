"""What is denied as it would be said without the denial: "anything to do with" is a denial by itself to the model, which would count it a second time."""

from __future__ import annotations

import re
from functools import cache

from monitor.reading.cues.cue_files import read_cues
from monitor.reading.text.word_files import is_text, named


def affirmed(text: str, language: str) -> str:
    """The text with the words that stand only beside a denial replaced, in the languages that have such words (cue_lexicon/affirmed.toml)."""
    words = _words().get(language, {})
    if not words:
        return text
    pattern = rf"\b(?:{'|'.join(words)})\b"
    return re.sub(pattern, lambda m: words[m[0].casefold()], text, flags=re.IGNORECASE)


@cache
def _words() -> dict[str, dict[str, str]]:
    return read_cues("affirmed.toml", {"en": named(is_text)})
