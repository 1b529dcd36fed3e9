"""A sheet as a page that needs nothing from elsewhere: no script, no font, no address. Written with the digest's style sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.alerts.wording import level_text
from monitor.digest import make_environment
from monitor.show.sheet import leading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from monitor.show.sheet import Entry, IssueView, Line, Sheet

_STEPS = {-2: "m4", -1: "m2", 0: "p0", 1: "p2", 2: "p4"}
"""The style sheet's scale, orange to blue; it has nine steps for means, of which levels take five."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Lines of the text, and beside them the entries whose words begin there."""

    lines: tuple[Line, ...]
    entries: tuple[Entry, ...]


def render_reading_page(sheet: Sheet) -> str:
    """The page; everything that is foreign in it is escaped."""
    template = make_environment("monitor.show").get_template("sheet.html.jinja")
    by_number = {entry.number: entry for entry in sheet.entries}
    return template.render(
        sheet=sheet,
        rows=tuple(_rows(sheet, by_number)),
        by_number=by_number,
        tone=tone,
        step=step,
        label=label,
        cells=cells,
        leading=lambda inside: leading(inside, by_number),
        scale=tuple((level_text(level), step) for level, step in _STEPS.items()),
        sign=sign,
    )


def _rows(sheet: Sheet, by_number: dict[int, Entry]) -> Iterator[Row]:
    """A line in which words begin ends its row, so that their entries stand beside it."""
    lines: list[Line] = []
    for line in sheet.lines:
        if line.starts and line.paragraph and any(_is_article(earlier) for earlier in lines):
            yield Row(lines=tuple(lines), entries=())
            lines = []
        lines.append(line)
        if line.starts:
            yield Row(lines=tuple(lines), entries=tuple(by_number[number] for number in line.starts))
            lines = []
    if lines:
        yield Row(lines=tuple(lines), entries=())


def _is_article(line: Line) -> bool:
    return any(not piece.furniture for piece in line.pieces)


def tone(entry: Entry) -> str:
    """The classes that its marks and its number are coloured by; what moves no line has no colour, what weighs little a pale one."""
    if entry.left_out:
        return "off"
    if entry.level is None and not entry.has_issue:
        return "off"
    return step(entry.level) if entry.light is None else f"{step(entry.level)} faint"


def step(level: int | None) -> str:
    """The class of a level's colour."""
    return "open" if level is None else _STEPS[level]


def sign(entry: Entry) -> str:
    """The level as text, so that nothing hangs on colour alone; ? where it is open, nothing where there is no issue."""
    if not entry.has_issue:
        return ""
    return level_text(entry.level) if entry.level is not None else "?"


def label(entry: Entry) -> str:
    """What a screen reader says for the number in the text."""
    placed = [f"{view.name}: {view.level_words}" for view in entry.issues if view.code]
    return f"Statement {entry.number}, {entry.speaker}, {'; '.join(placed) or 'on none of the followed issues'}. To its row."


def cells(view: IssueView) -> Iterable[tuple[str, str, str, bool]]:
    """For each level its sign, its share in per cent, its class, and whether it is the one taken."""
    shares = view.shares or ("",) * len(_STEPS)
    return [
        (level_text(level), share, step, level == view.level)
        for (level, step), share in zip(_STEPS.items(), shares, strict=True)
    ]
