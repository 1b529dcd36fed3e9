"""Answers of a word or two ("Yes.", «Нет.»): what they say is in the question before them, asked or told of."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from monitor.reading.text.lexicon import LANGUAGES, load_lexicon
from monitor.reading.text.quotes import find_quotes
from monitor.reading.text.sentences import is_question, sentences_in

if TYPE_CHECKING:
    from monitor.reading.attribution.heard import Heard
    from monitor.reading.grammar.scene import Scene
    from monitor.reading.text.lexicon import Lexicon
    from monitor.types import Span

_ROUND = ' “”"«»„()'
_ENDS = ".,!;…"
_MOST_WORDS = 6
"""Words of a bare yes or no, at most; chosen by hand."""
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_STEM = 4
"""First letters that forms of a word share; chosen by hand."""


class Answer(NamedTuple):
    """The question that a bare answer says yes or no to."""

    question: Span
    denies: bool


def find_answer(text: str, said: Span, asked: Span, *, lexicon: Lexicon) -> Answer | None:
    """What `said` answers, where it is no more than a yes or a no to the question that ends `asked`."""
    sentences = sentences_in(text, asked, quotes=find_quotes(text, asked), lexicon=lexicon)
    questions = [s for s in sentences if is_question(text, s)]
    denies = _says_no(text, said, questions[-1], lexicon) if questions else None
    return None if denies is None else Answer(questions[-1], denies)


def told_question(scene: Scene) -> Span | None:
    """What somebody was asked for a yes or no to, where the sentence tells of it ("Asked whether …, X said")."""
    asked = scene.lexicon["told_question"].search(scene.masked)
    return scene.trim(*asked.span("what")) if asked else None


def as_told(text: str, heard: Heard, question: Span | None, *, lexicon: Lexicon) -> Heard:
    """What was heard, with the question told of before it; where it is a bare yes or no to that, the question is what it says."""
    said = (heard.parts[0][0], heard.parts[-1][1])
    if question is None or heard.asks or heard.nested or question[0] <= said[0] < question[1]:
        return heard
    denies = _says_no(text, said, question, lexicon)
    return replace(heard, reply_to=question) if denies is None else replace(heard, answers=question, denied=denies)


def _says_no(text: str, said: Span, question: Span, lexicon: Lexicon) -> bool | None:
    """Whether the words are no more than a no (True) or a yes (False) to the question.

    None where they are neither, or more ("no comment", "yes, if …", "yes, the weather was fine"), and where the no is one to asking others for something.
    """
    found, asked = _find(text[said[0] : said[1]], lexicon), text[question[0] : question[1]]
    if found is None or lexicon["answer_bound"].search(found.rest) or not _is_all(found.rest, asked, lexicon):
        return None
    return None if found.denies and lexicon["asks_others"].match(asked) else found.denies


def is_bare_answer(words: str, language: str) -> bool:
    """Whether the words are a yes or a no, for now or for good ("No, not yet."), and say nothing else; False in languages that are not read."""
    if language not in LANGUAGES:
        return False
    lexicon = load_lexicon(language)
    unbound = lexicon["answer_bound"].sub(" ", words)
    answers = unbound != words or _find(words, lexicon) is not None
    return answers and len(words.split()) <= _MOST_WORDS and _is_all(unbound, "", lexicon)


class _Found(NamedTuple):
    """A yes or a no, and what stands behind it."""

    denies: bool
    rest: str


def _find(words: str, lexicon: Lexicon) -> _Found | None:
    """The yes or no that a few words begin with; None where there is none ("no comment"), or where there are more words."""
    words = words.strip(_ROUND)
    if len(words.split()) > _MOST_WORDS:
        return None
    ended = words if words.endswith(tuple(_ENDS)) else f"{words}."
    denies, grants = (lexicon[name].match(ended) for name in ("answer_no", "answer_yes"))
    answer = denies or grants
    if answer is None or answer[0][-1].isspace():
        return None
    return _Found(denies is not None, ended[answer.end() - 1 :])


def _is_all(rest: str, asked: str, lexicon: Lexicon) -> bool:
    """Whether behind the yes or no stands nothing but what strengthens it, or takes up words of the question ("No, it will not")."""
    known = [word.casefold() for word in _WORD.findall(asked)]
    words = [word for word in _WORD.findall(rest) if not lexicon["answer_rest"].fullmatch(word)]
    return all(any(_is_form(word.casefold(), other) for other in known) for word in words)


def _is_form(word: str, other: str) -> bool:
    """Whether they are one word, or may be forms of one."""
    return word == other or (len(word) > _STEM <= len(other) and word[:_STEM] == other[:_STEM])
