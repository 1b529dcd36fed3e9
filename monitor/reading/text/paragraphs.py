"""Where paragraphs are: blank lines, or single line ends where lines are not wrapped by hand."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.types import Span

_LINE = re.compile(r"[^\n]+")
_BLANK = re.compile(r"\n[ \t\r\xa0]*\n+")
_PLACE = r"[A-ZÀ-ÞА-ЯЁІЇЄҐ][\w.'’-]+(?:[ ,/]+[A-ZÀ-ÞА-ЯЁІЇЄҐ][\w.'’-]*){0,3}"
_DAY = r",? (?:\w{3,9}\.? \d{1,2}|\d{1,2} \w{3,9}\.?)(?:,? \d{4}(?: года| року)?)?"
_DASH = r"\s*(?:[-–—]{1,2}|:)\s+"
_AGENCY = rf"\s*(?:\([^)\n]{{2,40}}\){_DASH}|/[^/\n]{{2,40}}/\.?(?:{_DASH}|\s+))"
_PAPER = rf"(?:[A-ZА-ЯЁІЇЄҐ][\w.-]{{2,20}}{_DASH}|[A-ZА-ЯЁІЇЄҐ.-]{{4,20}}\.\s+)"
_CAPITALS = r"(?:[A-ZÀ-ÞА-ЯЁІЇЄҐ]{2,}(?:[ ,/-]+[A-ZÀ-ÞА-ЯЁІЇЄҐ]{2,}){1,3}|[A-ZÀ-ÞА-ЯЁІЇЄҐ]{4,})"
_NO_PLACE = "NATO|EU|UN|US|USA|UK|OSCE|IAEA|НАТО|ЕС|ООН|США|ОБСЕ|BREAKING|UPDATE|EXCLUSIVE|СРОЧНО"
_DATELINE = re.compile(
    rf"(?:{_PLACE}(?:{_DAY}\.?)?{_AGENCY}|{_PLACE}{_DAY}\.?{_DASH}|{_PLACE}\.{_DAY}\. {_PAPER}"
    rf"|(?!(?:{_NO_PLACE})\b){_CAPITALS}(?:{_DASH}|{_DAY}\.\s+))"
    r"(?=[\w“\"«„])"
)
"""Where and for whom it was written ("BRUSSELS (Northern Wire) -", "МОСКВА, 24 ноября. /ТАСС/.", "Москва. 24 ноября. ИНТЕРФАКС -"), before what it says."""
_ZONE = r"(?:GMT|BST|UTC|CES?T|EES?T|E[SD]?T|MSK|МСК|Uhr)\b"
_TIME = rf"\[?\d{{1,2}}(?:[:h]\d{{2}}|\sh\s\d{{2}}|\s?h(?=\s?[-–—|:•])|\.\d{{2}}(?=\s?(?:[ap]\.?m|{_ZONE}|[-–—|:])))(?:\s?[ap]\.?m\.?)?(?:\s{_ZONE})?\]?\s*[-–—|:•]?\s+"
_OPENS = r"(?=[A-ZÀ-ÞА-ЯЁІЇЄҐ“\"«„])"
_CLOCK = re.compile(rf"{_TIME}{_OPENS}")
_TICKED = re.compile(rf"(?:[•▪●·►‣*]\s*|-\s+(?!.*\s[-–—]\s))?(?:{_TIME})?{_OPENS}")
"""A bullet or a clock time of a live ticker, before what it says; a dash with another one behind begins somebody's words."""
_WRAPPED_SHARE = 0.5
_WRAP_WIDTH = (45, 100)


def split_lines(text: str) -> list[Span]:
    """Every line that is not blank, without the white space round it."""
    return [span for m in _LINE.finditer(text) if (span := strip_span(text, m.span()))]


def split_paragraphs(text: str, furniture: Sequence[Span] = ()) -> list[Span]:
    """Paragraphs outside `furniture`, in order, without the white space round them."""
    lines = split_lines(text)
    spans = _split_blank(text) if _is_wrapped([text[a:b] for a, b in lines]) else lines
    starts = [start for start, _ in furniture]
    return [span for span in spans if not _is_inside(span[0], furniture, starts)]


def after_dateline(text: str, paragraph: Span) -> Span:
    """The paragraph without the dateline, or the bullet and clock time, that it begins with."""
    found = _DATELINE.match(text, *paragraph) or _TICKED.match(text, *paragraph)
    return (found.end(), paragraph[1]) if found else paragraph


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
    lines = [line for line in lines if not _CLOCK.match(line)]
    if len(lines) < 4:
        return False
    low, high = _WRAP_WIDTH
    middle = sum(low <= len(line) <= high and line[-1] not in '.!?…”"»:' for line in lines)
    return middle / len(lines) > _WRAPPED_SHARE
