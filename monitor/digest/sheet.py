"""Charts set on one sheet, as one SVG that brings its own colours: what a picture in the chat is drawn from. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from monitor.digest.templating import STYLE, draw
from monitor.digest.text_fit import wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

MARGIN, GAP = 16.0, 22.0
TITLE_SIZE, TITLE_LINE, NAME_SIZE, NAME_LINE, NOTE_SIZE, NOTE_LINE = 15.0, 19.0, 11.0, 14.0, 10.0, 13.0
STEPS = ("m4", "m3", "m2", "m1", "p0", "p1", "p2", "p3", "p4")
"""The colours of the levels in half steps, −2 … +2."""
_VIEW = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawing of our templates, and what is written above it."""

    svg: Markup
    name: str = ""

    @property
    def size(self) -> tuple[float, float]:
        found = _VIEW.search(self.svg)
        assert found is not None, "each of our charts says how large it is"
        return float(found[1]), float(found[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    x: float
    y: float
    width: float
    height: float
    name: list[str]
    drawing: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    width: float
    height: float
    margin: float
    title: list[str]
    pieces: list[_Piece]
    notes: list[str]


def sheet_of(charts: Sequence[Chart], *, title: str, notes: Sequence[str], columns: int = 2) -> Markup:
    """One SVG: the title, the charts in columns, and what their signs mean."""
    sheet = _laid_out(charts, title=title, notes=notes, columns=min(columns, len(charts)))
    return draw("picture.svg.jinja", sheet=sheet, css=look(), paper=colours()["paper"])


def alone(svg: str) -> str:
    """A drawing of our templates as a document of its own, with its colours."""
    return (
        str(svg)
        .replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
        .replace(">", f"><style>{look()}</style>", 1)
    )


def _laid_out(charts: Sequence[Chart], *, title: str, notes: Sequence[str], columns: int) -> _Sheet:
    wide = max(chart.size[0] for chart in charts)
    width = 2 * MARGIN + columns * wide + (columns - 1) * GAP
    inner = width - 2 * MARGIN
    heading = wrapped(title, TITLE_SIZE, inner, 3)
    pieces, y = [], MARGIN + len(heading) * TITLE_LINE
    for row in (charts[at : at + columns] for at in range(0, len(charts), columns)):
        names = [wrapped(chart.name, NAME_SIZE, wide, 2) for chart in row]
        y += GAP / 2 + max(len(name) for name in names) * NAME_LINE
        pieces += [
            _piece(chart, name, MARGIN + n * (wide + GAP), y)
            for n, (chart, name) in enumerate(zip(row, names, strict=True))
        ]
        y += max(chart.size[1] for chart in row)
    said = [line for note in notes for line in wrapped(note, NOTE_SIZE, inner, 3)]
    height = y + GAP / 2 + len(said) * NOTE_LINE + MARGIN
    return _Sheet(width=width, height=height, margin=MARGIN, title=heading, pieces=pieces, notes=said)


def _piece(chart: Chart, name: list[str], x: float, y: float) -> _Piece:
    width, height = chart.size
    return _Piece(x=x, y=y, width=width, height=height, name=name, drawing=chart.svg)


@cache
def colours() -> dict[str, str]:
    """The page's colours by day: what its style sheet says first."""
    by_day = STYLE[: STYLE.index("}")]
    return dict(re.findall(r"--([\w-]+):\s*(#\w+);", by_day))


@cache
def look() -> Markup:
    """The style sheet of a picture."""
    known = colours()
    on = {step: known.get(f"on-{step}", known["on"]) for step in STEPS}
    return draw("picture.css.jinja", steps=STEPS, colour=known, on=on)
