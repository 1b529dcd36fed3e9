"""Where paragraphs are: blank lines, or single line ends where lines are not wrapped by hand."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from monitor.reading.text.datelines import begins_with_clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.types import Span

_LINE = re.compile(r"[^\n]+")
_BLANK = re.compile(r"\n[ \t\r\xa0]*\n+")
_WRAPPED_SHARE, _WRAP_WIDTH = 0.5, (45, 100)
"""Share of the lines, and letters that they have, above which lines that end no sentence show a text that is wrapped by hand; chosen by hand."""
_FEWEST_LINES = 4
"""Fewer lines show nothing; chosen by hand."""


def split_lines(text: str) -> list[Span]:
    """Every line that is not blank, without the white space round it."""
    return [span for m in _LINE.finditer(text) if (span := strip_span(text, m.span()))]


def split_paragraphs(text: str, furniture: Sequence[Span] = ()) -> list[Span]:
    """Paragraphs outside `furniture`, in order, without the white space round them."""
    lines = split_lines(text)
    spans = _split_blank(text) if _is_wrapped([text[a:b] for a, b in lines]) else lines
    starts = [start for start, _ in furniture]
    return [span for span in spans if not _is_inside(span[0], furniture, starts)]


def _is_inside(position: int, spans: Sequence[Span], starts: Sequence[int]) -> bool:
    """Whether `position` is in one of `spans`, which are in order."""
    at = bisect_right(starts, position) - 1
    return at >= 0 and position < spans[at][1]


def strip_span(text: str, span: Span) -> Span | None:
    """`span` without white space at its ends; None where nothing is left."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _split_blank(text: str) -> list[Span]:
    spans, start = [], 0
    for m in _BLANK.finditer(text):
        spans.append((start, m.start()))
        start = m.end()
    spans.append((start, len(text)))
    return [stripped for span in spans if (stripped := strip_span(text, span))]


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Lines of a hand-wrapped text are about equally long and mostly do not end a sentence; the headlines of a live ticker show nothing."""
    lines = [line for line in lines if not begins_with_clock(line)]
    if len(lines) < _FEWEST_LINES:
        return False
    low, high = _WRAP_WIDTH
    middle = sum(low <= len(line) <= high and line[-1] not in '.!?…”"»:' for line in lines)
    return middle / len(lines) > _WRAPPED_SHARE
