"""Words that only lead to others ("And one more thing."): by themselves they say nothing of any issue."""

from __future__ import annotations

from monitor.reading.text.lexicon import LANGUAGES, load_lexicon


def only_leads_on(text: str, language: str) -> bool:
    """Whether the text has no word but those by which a speaker comes to the next thing."""
    if language not in LANGUAGES:
        return False
    return load_lexicon(language)["leads_on"].fullmatch(text.strip(" \t\r\n.,:;!…-–—\"'«»“”„‘’")) is not None
