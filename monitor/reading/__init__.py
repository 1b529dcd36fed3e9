"""Reading: an article in, statements with their place in the text out. `reader.Reader` composes the steps."""

from monitor.reading.contract import reading_to_json
from monitor.reading.judging.judge import Judge
from monitor.reading.judging.second_opinion import join, question_of, refusal, unasked, without_opinion
from monitor.reading.reader import Reader
from monitor.reading.revisions import changes_between
from monitor.reading.text.clean import blanked, find_furniture
from monitor.reading.text.copies import signature
from monitor.reading.text.credits import origin_of
from monitor.reading.text.language import detect_language
from monitor.reading.text.sentences import split_sentences

__all__ = [
    "Judge",
    "Reader",
    "blanked",
    "changes_between",
    "detect_language",
    "find_furniture",
    "join",
    "origin_of",
    "question_of",
    "reading_to_json",
    "refusal",
    "signature",
    "split_sentences",
    "unasked",
    "without_opinion",
]
