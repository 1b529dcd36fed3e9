"""What of a page's text is not the article: menus, teasers, comment forms. Nothing is rewritten, spans are marked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.reading.lexicon import LANGUAGES, load_lexicon
from monitor.reading.paragraphs import split_lines

if TYPE_CHECKING:
    from monitor.types import Span

_TAIL_FROM = 0.2
_SHORT_LINE = 120
_BULLET = re.compile(r"\s*(?:[|•·»>→]|\d+\s*$)")
_SENTENCE_END = re.compile(r"[.!?…:;,”\"»)]\s*$")
_MENU_RUN = 5
_MENU_WORDS = 4


def find_furniture(text: str) -> tuple[Span, ...]:
    """Spans of `text` that are page furniture, in order, not overlapping.

    Everything after the first tail marker ("Previous article", "Читайте также", …) below the first fifth of the lines; before
    it single lines of furniture and runs of menu words.
    """
    lines = split_lines(text)
    tail = _find_tail(text, lines)
    spans = [line for line in lines if line[0] < tail and _is_furniture(text[line[0] : line[1]])]
    spans += [line for line in _menu_lines(text, lines) if line[0] < tail]
    if tail < len(text):
        spans.append((tail, len(text)))
    return tuple(sorted(set(spans)))


def without(text: str, furniture: tuple[Span, ...]) -> str:
    """`text` with the furniture cut out; `rebase` moves offsets accordingly."""
    return "".join(text[a:b] for a, b in _kept(len(text), furniture)).rstrip()


def rebase(offset: int, furniture: tuple[Span, ...]) -> int:
    """Where `offset` of the full text lies in `without(text, furniture)`."""
    return offset - sum(min(b, offset) - a for a, b in furniture if a < offset)


def _kept(length: int, furniture: tuple[Span, ...]) -> list[Span]:
    edges = [0, *[edge for span in furniture for edge in span], length]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _find_tail(text: str, lines: list[Span]) -> int:
    """The start of the first line that only stands below an article, or the text's length."""
    for number, (start, end) in enumerate(lines):
        if end - start > _SHORT_LINE or (number + 1 < _TAIL_FROM * len(lines) and start < _TAIL_FROM * len(text)):
            continue
        if number and any(load_lexicon(code)["tail_marker"].match(text, start, end) for code in LANGUAGES):
            return start
    return len(text)


def _is_furniture(line: str) -> bool:
    return any(load_lexicon(code)["furniture"].match(line.strip()) for code in LANGUAGES)


def _menu_lines(text: str, lines: list[Span]) -> list[Span]:
    """Lines in runs of five or more that have a few words and no sentence end: navigation."""
    found: list[Span] = []
    run: list[Span] = []
    for line in [*lines, (0, 0)]:
        words = text[line[0] : line[1]]
        short = 0 < len(words.split()) <= _MENU_WORDS and not _SENTENCE_END.search(words) and ":" not in words
        if short or (words and _BULLET.match(words) and len(words) < _SHORT_LINE and run):
            run.append(line)
            continue
        found += run if len(run) >= _MENU_RUN else []
        run = []
    return found
