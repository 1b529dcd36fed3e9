"""How wide a text will be in a chart, and how to break it: SVG does not wrap, and labels must not collide."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_NARROW = frozenset("iljtfr.,:;'|!I ()-[]’“”")
_WIDE = frozenset("mwMWШЩЮЖМшщюжм@%—")
_SAFETY = 1.08
"""Widths are those of the usual sans-serif faces; the reader's may be a little wider."""


def text_width(text: str, size: float) -> float:
    """Estimated width in the unit of `size`, the font size."""
    return sum(_advance(letter) for letter in text) * size * _SAFETY


def _advance(letter: str) -> float:
    if letter in _NARROW:
        return 0.31
    if letter in _WIDE:
        return 0.85
    return 0.68 if letter.isupper() else 0.55


def wrapped(text: str, size: float, width: float, most: int) -> list[str]:
    """The text in at most `most` lines that fit `width`; long words are broken, what does not fit ends in “…”."""
    lines: list[str] = []
    for word in chain.from_iterable(_broken(whole, size, width) for whole in text.split()):
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines[most - 1] = shortened(f"{lines[most - 1]}…", size, width)
    return lines[:most]


def _broken(word: str, size: float, width: float) -> list[str]:
    """The word, broken with hyphens where it is wider than `width`; the rest keeps at least three letters."""
    if text_width(word, size) <= width or len(word) < 6:
        return [word]
    fits = max(n for n in range(2, len(word) - 2) if n == 2 or text_width(f"{word[:n]}-", size) <= width)
    return [f"{word[:fits]}-", *_broken(word[fits:], size, width)]


def shortened(text: str, size: float, width: float) -> str:
    """The text, or as much of it as fits with “…” at its end."""
    if text_width(text, size) <= width:
        return text
    kept = text.removesuffix("…")
    while kept and text_width(f"{kept}…", size) > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """The places moved as little as needed to lie `gap` apart between `low` and `high`, in the order given.

    Where they cannot all fit they are set evenly.
    """
    order = sorted(range(len(places)), key=lambda i: places[i])
    if len(places) > 1 and gap * (len(places) - 1) > high - low:
        gap = (high - low) / (len(places) - 1)
    moved = [0.0] * len(places)
    floor = low
    for i in order:
        moved[i] = max(places[i], floor)
        floor = moved[i] + gap
    ceiling = high
    for i in reversed(order):
        moved[i] = min(moved[i], ceiling)
        ceiling = moved[i] - gap
    return moved
