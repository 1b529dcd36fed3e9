"""Interviews without labels: questions and answers in paragraphs of their own, below a line that says whose the answers are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.reading.attribution.transcripts import Turn
from monitor.reading.text.quotes import find_quotes, mask

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from monitor.reading.actors.gazetteer import Mention
    from monitor.reading.attribution.monologue import Written
    from monitor.reading.text.lexicon import Lexicon
    from monitor.types import Span

_FEWEST_ASKED = 2
_LONGEST_QUESTION = 500


def find_interview(written: Written) -> list[Turn]:
    """Its turns in order, each answer as that of whom the text introduces; empty where it is none.

    The title, or what stands above the first question, says that it is an interview; from the first question on questions and answers alternate, the
    answers speak in the first person, and nobody who is named above is named in them, for he would not call himself by name.
    """
    text, paragraphs, lexicon = written.article.text, written.paragraphs, written.lexicon
    asking = [_asks(text, paragraph, lexicon) for paragraph in paragraphs]
    if sum(asking) < _FEWEST_ASKED or asking[0]:
        return []
    first = asking.index(True)
    begun = paragraphs[first][0]
    if not any(lexicon["interview"].search(words) for words in (written.article.title, text[:begun])):
        return []
    groups = list(_groups(paragraphs[first:], asking[first:]))
    answers = [span for asks, span in groups if not asks]
    return _turns(groups) if _are_answers(text, answers, begun, written.mentions, lexicon) else []


def _asks(text: str, paragraph: Span, lexicon: Lexicon) -> bool:
    """Whether it is a question, or speaks to the one who is asked and not of its own."""
    words = text[slice(*paragraph)]
    if len(words) > _LONGEST_QUESTION:
        return False
    if words.rstrip('»”"“*_ ').endswith("?"):
        return True
    return lexicon["addresses"].search(words) is not None and lexicon["first_person"].search(words) is None


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


def _are_answers(text: str, answers: Sequence[Span], begun: int, mentions: Sequence[Mention], lexicon: Lexicon) -> bool:
    if not answers:
        return False
    above = {i for m in mentions if m.kind == "person" and m.end <= begun for i in m.ids}
    named = any(above & set(m.ids) for m in mentions if any(a <= m.start < b for a, b in answers))
    own = (mask(text, answer, find_quotes(text, answer)) for answer in answers)
    return not named and any(lexicon["first_person"].search(words) for words in own)
