"""Answers of a word or two ("Yes.", «Нет.»): what they say is in the question before them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from monitor.reading.quotes import find_quotes
from monitor.reading.sentences import sentences_in

if TYPE_CHECKING:
    from monitor.reading.lexicon import Lexicon
    from monitor.types import Span

_CLOSERS = ' ”"»)'
_MOST_WORDS = 6


class Answer(NamedTuple):
    """The question that a bare answer says yes or no to."""

    question: Span
    denies: bool


def find_answer(text: str, said: Span, asked: Span, *, lexicon: Lexicon) -> Answer | None:
    """What `said` answers, where it is no more than a yes or a no to the question that ends `asked`."""
    words = text[said[0] : said[1]]
    denies = lexicon["answer_no"].match(words) is not None
    if len(words.split()) > _MOST_WORDS or not (denies or lexicon["answer_yes"].match(words)):
        return None
    sentences = sentences_in(text, asked, quotes=find_quotes(text, asked), lexicon=lexicon)
    questions = [s for s in sentences if text[s[0] : s[1]].rstrip(_CLOSERS).endswith("?")]
    return Answer(questions[-1], denies) if questions else None
