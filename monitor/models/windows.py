"""A text in rows for the network, stretch after stretch: each row holds some statements that are wanted and what stands round them.

Training cuts its rows here too, so that the network meets what it was taught.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    Pieces = Sequence[int]

MOST, LONGEST = 128, 320
"""Pieces in a window of several statements, and at most of one, which is cut beyond that. Longer windows cost less and are read worse (ADR 23)."""
SHOWN = 48
"""Pieces of what stands before the first statement of a row, and at most so many between two of them."""
MOST_PAIRED = 160
"""Pieces of a position and a passage together; what goes beyond is left off the end of the passage."""
START, END = 0, 2


class Window(NamedTuple):
    """A row `<s> stretch </s> stretch </s> …`, and of each statement that is wanted its number in the text and where it lies in the row."""

    ids: list[int]
    numbers: list[int]
    spans: list[tuple[int, int]]


def cut_windows(stretches: Sequence[Pieces], wanted: Sequence[bool], *, most: int = MOST) -> list[Window]:
    """Every wanted stretch in one window, in order, each window as long as `most` pieces allow; the first wanted one is never left out, and cut at `LONGEST`.

    `stretches`: the pieces of each stretch of a text; `wanted`: for each whether it is asked about; none wanted, no window.
    """
    todo = [n for n, is_wanted in enumerate(wanted) if is_wanted]
    windows = []
    while todo:
        window, count = _window(stretches, todo, most)
        windows.append(window)
        todo = todo[count:]
    return windows


def pair_row(first: Pieces, second: Pieces) -> list[int]:
    """A position and a passage: `<s> first </s></s> second </s>`, at most `MOST_PAIRED` pieces; of the first at most half of them."""
    row = [START, *first[: MOST_PAIRED // 2], END, END, *second]
    return [*row[: MOST_PAIRED - 1], END]


def _window(stretches: Sequence[Pieces], todo: Sequence[int], most: int) -> tuple[Window, int]:
    """That of the first of `todo`, and how many of them it holds."""
    window = Window([START, *_left(stretches, todo[0])], [], [])
    room = LONGEST - len(window.ids) - 1
    _add(window, todo[0], stretches[todo[0]][:room])
    for last, number in pairwise(todo):
        between = [sign for n in range(last + 1, number) for sign in (*stretches[n], END)]
        if len(between) > SHOWN or len(window.ids) + len(between) + len(stretches[number]) + 1 > most:
            break
        window.ids.extend(between)
        _add(window, number, stretches[number])
    return window, len(window.numbers)


def _add(window: Window, number: int, pieces: Pieces) -> None:
    begin = len(window.ids)
    window.ids.extend((*pieces, END))
    window.numbers.append(number)
    window.spans.append((begin, begin + len(pieces)))


def _left(stretches: Sequence[Pieces], number: int) -> list[int]:
    """The last pieces before a stretch."""
    left: list[int] = []
    while number and len(left) < SHOWN:
        number -= 1
        left = [*stretches[number], END, *left]
    return left[-SHOWN:]
