"""Answers of a word or two ("Yes.", «Нет.»): what they say is in the question before them, asked or told of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from monitor.reading.quotes import find_quotes
from monitor.reading.sentences import sentences_in

if TYPE_CHECKING:
    from monitor.reading.heard import Heard
    from monitor.reading.lexicon import Lexicon
    from monitor.reading.scene import Scene
    from monitor.types import Span

_CLOSERS = ' ”"»)'
_OPENERS = ' “"«„('
_ENDS = ".,!;…"
_MOST_WORDS = 6


class Answer(NamedTuple):
    """The question that a bare answer says yes or no to."""

    question: Span
    denies: bool


def find_answer(text: str, said: Span, asked: Span, *, lexicon: Lexicon) -> Answer | None:
    """What `said` answers, where it is no more than a yes or a no to the question that ends `asked`."""
    denies = _says_no(text, said, lexicon)
    if denies is None:
        return None
    sentences = sentences_in(text, asked, quotes=find_quotes(text, asked), lexicon=lexicon)
    questions = [s for s in sentences if text[s[0] : s[1]].rstrip(_CLOSERS).endswith("?")]
    return Answer(questions[-1], denies) if questions else None


def told_question(scene: Scene) -> Span | None:
    """What somebody was asked for a yes or no to, where the sentence tells of it ("Asked whether …, X said")."""
    asked = scene.lexicon["told_question"].search(scene.masked)
    return scene.trim(*asked.span("what")) if asked else None


def as_told(text: str, heard: Heard, question: Span | None, *, lexicon: Lexicon) -> Heard:
    """What was heard, with the question told of before it where it is a bare yes or no to that."""
    said = (heard.parts[0][0], heard.parts[-1][1])
    if question is None or heard.asks or heard.nested or question[0] <= said[0] < question[1]:
        return heard
    denies = _says_no(text, said, lexicon)
    return heard if denies is None else replace(heard, answers=question, denied=denies)


def _says_no(text: str, said: Span, lexicon: Lexicon) -> bool | None:
    """Whether the words are no more than a no (True) or a yes (False); None where they are neither, or more: "no comment", "yes, if …"."""
    words = text[said[0] : said[1]].lstrip(_OPENERS)
    if len(words.split()) > _MOST_WORDS:
        return None
    ended = words if words.endswith(tuple(_ENDS)) else f"{words}."
    denies, grants = (lexicon[name].match(ended) for name in ("answer_no", "answer_yes"))
    answer = denies or grants
    if answer is None or answer[0][-1].isspace() or lexicon["answer_bound"].search(ended, answer.end() - 1):
        return None
    return denies is not None
