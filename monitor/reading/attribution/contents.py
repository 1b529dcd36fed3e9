"""The shape of what was said: quoted, partly quoted or paraphrased, and in pieces short enough to be one statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from monitor.reading.text.paragraphs import strip_span
from monitor.reading.text.quotes import find_quotes
from monitor.reading.text.sentences import sentences_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.reading.text.lexicon import Lexicon
    from monitor.reading.text.quotes import Quote
    from monitor.types import Span

_FEW_WORDS = 2
"""Words outside quotation marks, at most, and inside them, at least, where all of it is quotation; chosen by hand."""
_QUOTED_WORDS = 3
"""Words in quotation marks from which on it is partly quoted; chosen by hand."""
_SHORT, _MOST_SENTENCES = 5, 3
"""A sentence of fewer words goes with the one before, in a piece of so many sentences at most; chosen by hand."""
_APART = 5
"""Letters between two sentences from which on they are no one piece: a stage direction stands there; chosen by hand."""
_LONG = 350
"""Letters of a quotation that is one statement, at most; chosen by hand."""


class Content(NamedTuple):
    """The pieces of one claim's content, and how the words reached us."""

    parts: tuple[Span, ...]
    form: Literal["direct", "mixed", "indirect"]


def shape_content(text: str, parts: Sequence[Span], quotes: Sequence[Quote]) -> Content:
    """Quotation marks are taken off where the content is nothing but quotation."""
    inside = [q for q in quotes if any(a < q.end and q.start < b for a, b in parts)]
    quoted = sum(len(text[q.inner[0] : q.inner[1]].split()) for q in inside)
    total = sum(len(text[a:b].split()) for a, b in parts)
    if inside and total - quoted <= _FEW_WORDS and quoted >= _FEW_WORDS:
        inner = tuple(stripped for q in inside if (stripped := strip_span(text, _without_comma(text, q.inner))))
        return Content(inner, "direct")
    return Content(tuple(parts), "mixed" if quoted >= _QUOTED_WORDS else "indirect")


def chunk(text: str, span: Span, *, lexicon: Lexicon, at_most: int = 1) -> list[Span]:
    """`span` in pieces of `at_most` sentences; a sentence too short to stand alone goes with the one before it."""
    sentences = sentences_in(text, span, quotes=find_quotes(text, span), lexicon=lexicon)
    pieces: list[list[Span]] = []
    for sentence in sentences:
        if lexicon["stage"].match(text[sentence[0] : sentence[1]]):
            continue
        short = len(text[sentence[0] : sentence[1]].split()) < _SHORT
        room = bool(pieces) and len(pieces[-1]) < (_MOST_SENTENCES if short else at_most)
        if pieces and room and sentence[0] - pieces[-1][-1][1] < _APART:
            pieces[-1].append(sentence)
        else:
            pieces.append([sentence])
    return [(piece[0][0], piece[-1][1]) for piece in pieces]


def split_long(text: str, content: Content, *, lexicon: Lexicon) -> list[tuple[Span, ...]]:
    """A long direct quotation as several statements; everything else stays one."""
    if content.form != "direct" or sum(b - a for a, b in content.parts) <= _LONG:
        return [content.parts]
    return [(piece,) for part in content.parts for piece in chunk(text, part, lexicon=lexicon, at_most=2)]


def _without_comma(text: str, span: Span) -> Span:
    start, end = span
    return (start, end - 1) if end > start and text[end - 1] == "," else span


def without_stop(text: str, span: Span) -> Span:
    """The sentence without its full stop."""
    return (span[0], span[1] - 1) if text[span[1] - 1] == "." else span
