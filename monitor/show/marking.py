"""A text and the places marked in it → lines of pieces, however the places overlap. Pure, and linear in the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.show.sheet import Line, Mark, Piece, strip
from monitor.show.wording import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from monitor.show.sheet import MarkKind

_LINE = re.compile(r"[^\r\n]+")
_BLANK = re.compile(r"\n[^\S\n]*\r?\n")


def lines_of(text: str, marks: Iterable[Mark]) -> tuple[Line, ...]:
    """Every line that is not blank, cut wherever a mark begins or ends."""
    places = [Mark(*span, mark.kind, mark.number) for mark in marks if (span := strip(text, (mark.start, mark.end)))]
    places.sort(key=lambda mark: (mark.start, -mark.end))
    sweep = _Sweep(text, places)
    lines, before = [], 0
    for found in _LINE.finditer(text):
        if span := strip(text, found.span()):
            paragraph = _BLANK.search(text, before, span[0]) is not None
            lines.append(Line(pieces=tuple(sweep.pieces(*span)), paragraph=paragraph))
            before = span[1]
    return tuple(lines)


class _Sweep:
    """Goes through the places once, from left to right."""

    def __init__(self, text: str, places: Sequence[Mark]) -> None:
        self._text = text
        self._places = places
        self._next = 0
        self._open: list[Mark] = []
        self._started: set[int] = set()

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces of one line; lines are asked for in order."""
        self._open = [mark for mark in self._open if mark.end > start]
        while start < end:
            self._take(start)
            stop = min([end, *(mark.end for mark in self._open), *self._upcoming()])
            yield self._piece(start, stop)
            self._open = [mark for mark in self._open if mark.end > stop]
            start = stop

    def _take(self, start: int) -> None:
        while self._next < len(self._places) and self._places[self._next].start <= start:
            self._open.append(self._places[self._next])
            self._next += 1

    def _upcoming(self) -> tuple[int, ...]:
        return (self._places[self._next].start,) if self._next < len(self._places) else ()

    def _piece(self, start: int, stop: int) -> Piece:
        words = [mark for mark in self._open if mark.kind == "words"]
        opens = _numbers(mark for mark in words if mark.start == start)
        starts = tuple(number for number in opens if number not in self._started)
        self._started.update(starts)
        return Piece(
            text=printable(self._text[start:stop]),
            inside=_numbers(sorted(words, key=lambda mark: mark.start - mark.end)),
            opens=opens,
            starts=starts,
            closes=_numbers(mark for mark in reversed(words) if mark.end == stop),
            source=self._of("source"),
            cue=self._of("cue"),
            furniture=any(mark.kind == "furniture" for mark in self._open),
        )

    def _of(self, kind: MarkKind) -> tuple[int, ...]:
        return _numbers(mark for mark in self._open if mark.kind == kind)


def _numbers(marks: Iterable[Mark]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(mark.number for mark in marks))
