"""Words that leave a matter to others or answer nothing ("That is a matter for those who imposed them"): they take no side. English and Russian."""

from __future__ import annotations

from monitor.reading.cues.clauses import words_between
from monitor.reading.cues.cue_words import LANGUAGES, load_cue_words
from monitor.reading.text.sentences import split_sentences

_MOST_WORDS = 25
"""Words of a sentence that may do nothing else; a longer one says more; chosen by hand."""


def defers(text: str, language: str) -> bool:
    """Whether every sentence of the text gives no answer, and none goes on to say something all the same."""
    if language not in LANGUAGES:
        return False
    unbroken = " ".join(text.split())  # where lines are broken by width, a line's end is no sentence's
    spans = split_sentences(unbroken, language)
    return bool(spans) and all(_defers(unbroken[start:end], language) for start, end in spans)


def _defers(sentence: str, language: str) -> bool:
    words = load_cue_words(language)
    short = words_between(sentence, 0, len(sentence)) <= _MOST_WORDS
    says_more = words.turns_back.search(sentence) or words.not_deferrals.search(sentence)
    return short and words.deferrals.search(sentence) is not None and not says_more
