"""Where quotations are, outermost first; a quotation left open at a paragraph's end goes on in the next."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from monitor.reading.text.lexicon import MASK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.types import Span

_PAIRS = {"“": '”"', "«": "»", "„": "“”", "‹": "›", "‘": "’"}
_STRAIGHT = "\"'"
_DOUBLED = "''"
"""Two apostrophes, as old wire copy writes a quotation mark."""
_MARK = re.compile(r"[“”«»„‹›‘’\"']")
_LONGEST = 8_000
"""Letters in which a quotation ends, at most: looking on for each of many marks would take long; chosen by hand."""
_LONGEST_OPEN = 1_500
"""Letters of a quotation that its paragraph leaves open, at most: a longer one was opened by mistake; chosen by hand."""
_MOST_FAILURES = 50
"""Openings without an end in one paragraph after which its marks are taken to be no quotation marks at all; chosen by hand."""
_AFTER_CLOSE = " \t\n.,;:!?…)]—–-”»'"
_BEFORE_OPEN = " \t\n([—–-:“«\xa0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quotation with its marks: [start, end); `inner` without them. `closed` is False where the end mark is missing."""

    start: int
    end: int
    inner: Span
    closed: bool = True

    @property
    def span(self) -> Span:
        """Start and end, its marks included."""
        return (self.start, self.end)


def find_quotes(text: str, paragraph: Span) -> list[Quote]:
    """The outermost quotations of one paragraph, in order."""
    quotes: list[Quote] = []
    position, end = paragraph
    failures = 0
    while failures < _MOST_FAILURES and (m := _MARK.search(text, position, end)):
        quote = _quote_at(text, m.start(), end)
        if quote is not None:
            quotes.append(quote)
        elif _opens(text, m.start(), end) is not None:
            failures += 1
        position = quote.end if quote is not None else m.end()
    return quotes


def _quote_at(text: str, position: int, end: int) -> Quote | None:
    if text.startswith(_DOUBLED, position):
        closes = text.find(_DOUBLED, position + 2, min(end, position + _LONGEST))
        closes += text.startswith("'", closes + 2)
        return Quote(start=position, end=closes + 2, inner=(position + 2, closes)) if closes > 0 else None
    closer = _opens(text, position, end)
    return _close(text, position, end, closer) if closer is not None else None


def split_at(text: str, quotes: Sequence[Quote], inserted: re.Pattern[str]) -> list[Quote]:
    """Quotations into which a cue is inserted without marks («…, - сказал он. - …») become two, with the cue between."""
    found: list[Quote] = []
    for quote in quotes:
        rest = quote
        for m in inserted.finditer(text, *quote.inner):
            found.append(replace(rest, end=m.start(), inner=(rest.inner[0], m.start())))
            rest = Quote(start=m.end(), end=quote.end, inner=(m.end(), quote.inner[1]))
        found.append(rest)
    return found


def mask(text: str, span: Span, quotes: Sequence[Quote]) -> str:
    """`text[span]` with the inside of every quotation replaced, character by character, by MASK."""
    start, end = span
    pieces, position = [], start
    for quote in quotes:
        if quote.end <= start or quote.start >= end:
            continue
        a, b = max(quote.start, start), min(quote.end, end)
        pieces += [text[position:a], MASK * (b - a)]
        position = b
    pieces.append(text[position:end])
    return "".join(pieces)


def _opens(text: str, position: int, end: int) -> str | None:
    """The marks that would close a quotation opened at `position`, or None where none opens."""
    char = text[position]
    before = text[position - 1] if position else " "
    after = text[position + 1] if position + 1 < end else " "
    if char == "»" and before in _BEFORE_OPEN and after.isalnum():
        return "«"
    if char in _PAIRS:
        apostrophe = char == "‘" and not (before in _BEFORE_OPEN and after.isalnum())
        return None if apostrophe else _PAIRS[char]
    if char in _STRAIGHT and not after.isspace():
        loose = before in _BEFORE_OPEN or (char == '"' and not before.isalnum() and before not in ",.!?")
        glued = char == '"' and (before in ".!?,:" or before.isalpha()) and after.isupper()
        closer = '"”' if char == '"' else char
        return closer if loose or glued else None
    return None


def _close(text: str, position: int, end: int, closer: str) -> Quote | None:
    opener, depth = text[position], 1
    limit = min(end, position + _LONGEST)
    for m in _MARK.finditer(text, position + 1, limit):
        char, i = m[0], m.start()
        if char == opener and char not in closer:
            depth += 1
        elif char in closer and _really_closes(text, i, end, char):
            depth -= 1
            if depth == 0:
                return Quote(start=position, end=i + 1, inner=(position + 1, i))
    if opener in "‘'\"" or end - position > _LONGEST_OPEN:
        return None
    return Quote(start=position, end=end, inner=(position + 1, end), closed=False)


def _really_closes(text: str, i: int, end: int, char: str) -> bool:
    after = text[i + 1] if i + 1 < end else " "
    if char == "'":
        return after in _AFTER_CLOSE and not after.isalnum()
    if char == "’":
        return not after.isalnum()
    if char == '"':
        return not text[i - 1].isspace() or after in ",.;:!?)"
    return True
