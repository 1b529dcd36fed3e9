"""Interviews without labels: questions and answers in paragraphs of their own, below a line that says whose the answers are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.reading.attribution.monologue import hear_as_prose
from monitor.reading.attribution.transcripts import Turn
from monitor.reading.text.quotes import find_quotes, mask

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from monitor.reading.attribution.heard import Heard
    from monitor.reading.attribution.monologue import Written
    from monitor.reading.text.lexicon import Lexicon
    from monitor.types import Span

_FEWEST_ASKED = 2
_LONGEST_QUESTION = 500
_NOT_OTHERS = ("pronouns_we", "pronouns_you", "pronouns_they")
"""Lists of words for a source whom an answer may tell of, and nobody else: no reporter writes of somebody with them alone."""


def find_interview(written: Written) -> list[Turn]:
    """Its turns in order, each answer as that of whom the text introduces; empty where it is none, or may be a report with questions for subheads.

    The title, or what stands above the first question, says that it is an interview; from the first question on questions and answers alternate. Most
    questions speak to somebody and most answers in the first person; in the answers nobody who is named above is named, for he would not call himself
    by name, and nobody else says anything.
    """
    text, paragraphs, lexicon = written.article.text, written.paragraphs, written.lexicon
    questions = [at for at, paragraph in enumerate(paragraphs) if _is_question(text, paragraph)]
    if not _speak_to_somebody(text, [paragraphs[at] for at in questions], lexicon) or questions[0] == 0:
        return []
    begun = paragraphs[questions[0]][0]
    if not any(lexicon["interview"].search(words) for words in (written.article.title, text[:begun])):
        return []
    asked_and_answered = paragraphs[questions[0] : _end(text, paragraphs, questions[-1], lexicon)]
    groups = list(_groups(asked_and_answered, _whose(text, asked_and_answered, lexicon)))
    answers = [span for asks, span in groups if not asks]
    return _turns(groups) if _are_answers(written, answers, begun) else []


def _speak_to_somebody(text: str, questions: Sequence[Span], lexicon: Lexicon) -> bool:
    """Whether most questions do, two at least, as those of one who asks; subheads that are questions ("What happens next?") speak to nobody."""
    spoken = sum(lexicon["addresses"].search(text[slice(*question)]) is not None for question in questions)
    return spoken >= _FEWEST_ASKED and spoken > len(questions) / 2


def _end(text: str, paragraphs: Sequence[Span], last: int, lexicon: Lexicon) -> int:
    """Where the answer to the `last` question ends: behind its first paragraph and those in which he goes on to speak of himself, and to nobody."""
    end = last + 2
    while end < len(paragraphs) and _goes_on(text, paragraphs[end], lexicon):
        end += 1
    return end


def _goes_on(text: str, paragraph: Span, lexicon: Lexicon) -> bool:
    words = mask(text, paragraph, find_quotes(text, paragraph))
    return lexicon["first_person"].search(words) is not None and lexicon["addresses"].search(words) is None


def _asks(text: str, paragraph: Span, lexicon: Lexicon) -> bool:
    """Whether it is a question, or speaks to the one who is asked and not of its own."""
    words = text[slice(*paragraph)]
    if _is_question(text, paragraph):
        return True
    addresses = len(words) <= _LONGEST_QUESTION and lexicon["addresses"].search(words) is not None
    return addresses and lexicon["first_person"].search(words) is None


def _is_question(text: str, paragraph: Span) -> bool:
    words = text[slice(*paragraph)]
    return len(words) <= _LONGEST_QUESTION and words.rstrip('»”"“*_ ').endswith("?")


def _whose(text: str, paragraphs: Sequence[Span], lexicon: Lexicon) -> list[bool]:
    """Of each paragraph whether he is asked in it: who asks also holds against him what he does not put as a question ("Many voters want the opposite.").

    So what stands behind an answer is his only where he goes on to speak of himself, and to nobody; what stands behind that is an answer again.
    """
    asking: list[bool] = []
    for paragraph in paragraphs:
        behind_answer = bool(asking) and not asking[-1]
        asking.append(_asks(text, paragraph, lexicon) or (behind_answer and not _goes_on(text, paragraph, lexicon)))
    return asking


def _groups(paragraphs: Sequence[Span], asking: Sequence[bool]) -> Iterator[tuple[bool, Span]]:
    """Paragraphs of one kind that follow each other, together."""
    at = 0
    while at < len(paragraphs):
        end = at
        while end < len(paragraphs) and asking[end] == asking[at]:
            end += 1
        yield asking[at], (paragraphs[at][0], paragraphs[end - 1][1])
        at = end


def _turns(groups: Sequence[tuple[bool, Span]]) -> list[Turn]:
    return [Turn(label=(span[0], span[0]), body=span, asks=asks, answers=not asks) for asks, span in groups]


def _are_answers(written: Written, answers: Sequence[Span], begun: int) -> bool:
    """Whether one person may give them: most speak in the first person, and neither does anybody named above appear in them nor anybody else say anything."""
    text, mentions, lexicon = written.article.text, written.mentions, written.lexicon
    above = {i for m in mentions if m.kind == "person" and m.end <= begun for i in m.ids}
    named = any(above & set(m.ids) for m in mentions if _is_in(m.start, answers))
    own = (mask(text, answer, find_quotes(text, answer)) for answer in answers)
    ours = sum(lexicon["first_person"].search(words) is not None for words in own)
    if named or ours <= len(answers) / 2:
        return False
    return not any(_is_others(text, h, lexicon) for h in hear_as_prose(written) if _is_in(h.parts[0][0], answers))


def _is_others(text: str, heard: Heard, lexicon: Lexicon) -> bool:
    """Whether somebody else is said to say it."""
    if heard.source is None or heard.carried:
        return False
    source = text[slice(*heard.source)].casefold().strip()
    return not any(source in lexicon.words[name] for name in _NOT_OTHERS)


def _is_in(at: int, spans: Sequence[Span]) -> bool:
    return any(start <= at < end for start, end in spans)
