"""What of a page's text is not the article: menus, teasers, comment forms. Nothing is rewritten, spans are marked."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from monitor.reading.text.lexicon import LANGUAGES, load_lexicon
from monitor.reading.text.paragraphs import split_lines

if TYPE_CHECKING:
    from monitor.types import Span

_TAIL_FROM = 0.2
"""Share of a page's lines, and of its letters, in which nothing is yet what stands below the article; chosen by hand."""
_SHORT_LINE = 120
"""Letters of a teaser's line, and of a bullet in a menu, at most; chosen by hand."""
_BULLET = re.compile(r"\s*(?:[|•·»>→]|\d+\s*$)")
_SENTENCE_END = re.compile(r"[.!?…:;,”\"»)]\s*$")
_MENU_RUN, _MENU_WORDS = 5, 4
"""Lines in a row of which a menu has at least so many, and words of each of them, at most; chosen by hand."""
_PROSE = 100
"""Characters from which on a line that ends like a sentence is a paragraph; chosen by hand."""
_GOES_ON = 2
"""Paragraphs after a teaser that show that the article goes on; chosen by hand."""


def find_furniture(text: str) -> tuple[Span, ...]:
    """Spans of `text` that are page furniture, in order, not overlapping.

    What stands below the article from its first tail marker on ("Previous article", "Читайте также", …), teasers inside it,
    single lines of furniture, and runs of menu words before and after it.
    """
    lines = split_lines(text)
    teasers, tail = _find_tail(text, lines)
    spans = [line for line in lines if line[0] < tail and _is_furniture(text[line[0] : line[1]])]
    spans += [line for line in (*teasers, *_menu_lines(text, lines)) if line[0] < tail]
    if tail < len(text):
        spans.append((tail, len(text)))
    return tuple(sorted(set(spans)))


def without(text: str, furniture: tuple[Span, ...]) -> str:
    """`text` with the furniture cut out; `rebase` moves offsets accordingly."""
    return "".join(text[a:b] for a, b in _kept(len(text), furniture)).rstrip()


def blanked(text: str, furniture: tuple[Span, ...]) -> str:
    """`text` with blanks in place of the furniture: of the same length, so that offsets hold."""
    for a, b in furniture:
        text = f"{text[:a]}{' ' * (b - a)}{text[b:]}"
    return text


def rebase(offset: int, furniture: tuple[Span, ...]) -> int:
    """Where `offset` of the full text lies in `without(text, furniture)`."""
    return offset - sum(min(b, offset) - a for a, b in furniture if a < offset)


def _kept(length: int, furniture: tuple[Span, ...]) -> list[Span]:
    edges = [0, *[edge for span in furniture for edge in span], length]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _find_tail(text: str, lines: list[Span]) -> tuple[list[Span], int]:
    """The lines of teasers inside the article, and the start of what only stands below it, or the text's length.

    A teaser inside it is a marker after which the article goes on in whole paragraphs.
    """
    teasers: list[Span] = []
    skipped = 0
    for number, (start, end) in enumerate(lines):
        if number < skipped or not _is_tail_marker(text, lines, number):
            continue
        if _ends_all(text, (start, end)) or not _goes_on(text, lines[number + 1 :]):
            return teasers, start
        after = takewhile(lambda line: not _is_prose(text, line), lines[number + 1 :])
        block = [(start, end), *after]
        teasers, skipped = [*teasers, *block], number + len(block)
    return teasers, len(text)


def _is_tail_marker(text: str, lines: list[Span], number: int) -> bool:
    start, end = lines[number]
    early = number + 1 < _TAIL_FROM * len(lines) and start < _TAIL_FROM * len(text)
    if not number or early or end - start > _SHORT_LINE:
        return False
    return any(load_lexicon(code)["tail_marker"].match(text, start, end) for code in LANGUAGES)


def _ends_all(text: str, line: Span) -> bool:
    return any(load_lexicon(code)["end_marker"].match(text, *line) for code in LANGUAGES)


def _goes_on(text: str, lines: list[Span]) -> bool:
    return sum(_is_prose(text, line) for line in lines) >= _GOES_ON


def _is_prose(text: str, line: Span) -> bool:
    return line[1] - line[0] >= _PROSE and _SENTENCE_END.search(text[line[0] : line[1]]) is not None


def _is_furniture(line: str) -> bool:
    return any(load_lexicon(code)["furniture"].match(line.strip()) for code in LANGUAGES)


def _menu_lines(text: str, lines: list[Span]) -> list[Span]:
    """Lines in runs that have a few words and no sentence end, before or after all prose: navigation."""
    prose = [number for number, line in enumerate(lines) if _is_prose(text, line)]
    if not prose:
        return _runs_of_words(text, lines)
    return _runs_of_words(text, lines[: prose[0]]) + _runs_of_words(text, lines[prose[-1] + 1 :])


def _runs_of_words(text: str, lines: list[Span]) -> list[Span]:
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
