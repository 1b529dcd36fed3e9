"""The position map as SVG: one panel for at most four offices of a bloc, so that it can be read on a phone."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.digest.templating import draw
from monitor.digest.text_fit import wrapped
from monitor.digest.words import signed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markupsafe import Markup

    from monitor.digest.content import Cell

_COLUMNS = 4
_LABEL_WIDTH, _COLUMN_WIDTH, _ROW_HEIGHT = 104.0, 64.0, 44.0
_LABEL_SIZE, _HEAD_SIZE, _LINE = 10.5, 9.5, 12.0
_HEAD_LINES, _LABEL_LINES = 4, 3
_LEAST_ARROW = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class _Label:
    x: float
    y: float
    lines: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Arrow:
    """From the dot's edge at (x, start) to the tip at (x, end)."""

    x: float
    start: float
    end: float
    head: float
    faded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Box:
    """A cell as drawn; `step` is the level in half steps, −4…4, which chooses the colour."""

    x: float
    y: float
    step: int
    state: str
    value: str
    word: str
    title: str
    dot_x: float
    dot_y: float
    radius: float
    arrow: _Arrow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Panel:
    """One SVG. `empty` are the middles of places without a stream."""

    number: int
    title: str
    bloc: _Label
    width: float
    height: float
    column_width: float
    row_height: float
    line: float
    heads: list[_Label]
    labels: list[_Label]
    boxes: list[_Box]
    empty: list[tuple[float, float]]


def position_charts(cells: Sequence[Cell]) -> list[Markup]:
    """SVG documents, one a panel, in the order of the cells."""
    return [draw("position_map.svg.jinja", panel=panel) for panel in _panels(cells)]


def _panels(cells: Sequence[Cell]) -> Iterator[_Panel]:
    number = 0
    for bloc in dict.fromkeys(cell["bloc"] for cell in cells):
        offices = list(dict.fromkeys(cell["office"] for cell in cells if cell["bloc"] == bloc))
        for group in _evenly(offices):
            shown = [cell for cell in cells if cell["office"] in group]
            yield _panel(shown, group, number=number, bloc=shown[0]["bloc_name"])
            number += 1


def _evenly(offices: Sequence[str]) -> list[Sequence[str]]:
    """Groups of at most four, as even as can be."""
    size = math.ceil(len(offices) / math.ceil(len(offices) / _COLUMNS))
    return [offices[at : at + size] for at in range(0, len(offices), size)]


def _panel(cells: Sequence[Cell], offices: Sequence[str], *, number: int, bloc: str) -> _Panel:
    names = {cell["office"]: cell["office_name"] for cell in cells}
    issues = {cell["issue"]: cell["issue_name"] for cell in sorted(cells, key=lambda cell: cell["place"])}
    rows = list(issues)
    heads = [wrapped(names[office], _HEAD_SIZE, _COLUMN_WIDTH - 4, _HEAD_LINES) for office in offices]
    top = max(2, *(len(lines) for lines in heads)) * _LINE + 8
    bloc_lines = wrapped(bloc, _LABEL_SIZE, _LABEL_WIDTH - 8, _LABEL_LINES)
    taken = {(cell["issue"], cell["office"]): cell for cell in cells}
    places = [
        (issue, office, _x(c), top + r * _ROW_HEIGHT)
        for r, issue in enumerate(rows)
        for c, office in enumerate(offices)
    ]
    return _Panel(
        number=number,
        bloc=_Label(x=0, y=top - 6 - (len(bloc_lines) - 1) * _LINE, lines=bloc_lines),
        title=f"{bloc}: where {', '.join(names[office] for office in offices)} stand",
        width=_LABEL_WIDTH + _COLUMNS * _COLUMN_WIDTH,
        height=top + len(rows) * _ROW_HEIGHT + 2,
        column_width=_COLUMN_WIDTH,
        row_height=_ROW_HEIGHT,
        line=_LINE,
        heads=[
            _Label(x=_x(c) + _COLUMN_WIDTH / 2, y=top - 6 - (len(lines) - 1) * _LINE, lines=lines)
            for c, lines in enumerate(heads)
        ],
        labels=[_row_label(issues[issue], top + r * _ROW_HEIGHT) for r, issue in enumerate(rows)],
        boxes=[_box(taken[issue, office], x, y) for issue, office, x, y in places if (issue, office) in taken],
        empty=[
            (x + _COLUMN_WIDTH / 2, y + _ROW_HEIGHT / 2)
            for issue, office, x, y in places
            if (issue, office) not in taken
        ],
    )


def _x(column: int) -> float:
    return _LABEL_WIDTH + column * _COLUMN_WIDTH


def _row_label(name: str, y: float) -> _Label:
    lines = wrapped(name, _LABEL_SIZE, _LABEL_WIDTH - 6, _LABEL_LINES)
    return _Label(x=0, y=y + _ROW_HEIGHT / 2 + 4 - (len(lines) - 1) * _LINE / 2, lines=lines)


def _box(cell: Cell, x: float, y: float) -> _Box:
    radius = min(5.5, 1.5 + math.sqrt(cell["n"]) / 3)
    dot_x, middle = x + _COLUMN_WIDTH - 14, y + _ROW_HEIGHT / 2
    delta = cell["delta"] or 0.0
    turned = abs(delta) >= _LEAST_ARROW
    up = -1 if delta > 0 else 1
    dot_y = middle - up * 9 if turned else middle
    return _Box(
        x=x,
        y=y,
        step=max(-4, min(4, round(cell["mean"] * 2))),
        state=cell["state"],
        value=signed(cell["mean"]),
        word=cell["word"] or "",
        title=cell["label"],
        dot_x=dot_x,
        dot_y=dot_y,
        radius=round(radius, 1),
        arrow=_arrow(dot_x, dot_y + up * radius, up * min(20.0, 7 + 6 * abs(delta)), faded=cell["faded"])
        if turned
        else None,
    )


def _arrow(x: float, start: float, length: float, *, faded: bool) -> _Arrow:
    return _Arrow(x=x, start=round(start, 1), end=round(start + length, 1), head=4 if length > 0 else -4, faded=faded)
