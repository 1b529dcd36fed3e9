"""What an article comes to, in a terminal: a line for each finding on top, and one for each entry that weighs little at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.alerts.wording import cut
from monitor.show.levels import LEVEL_STYLES
from monitor.show.sheet import told_together
from monitor.show.wording import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.show.console import Paper
    from monitor.show.sheet import Entry, Finding, Sheet

_SHOWN = 25
_WHO = 24
_GAP = 2


def format_findings(paper: Paper, sheet: Sheet) -> None:
    """The table on top, and what its codes and those below stand for; nothing for a text without statements."""
    if not sheet.entries:
        return
    paper.line()
    if sheet.findings:
        _table(paper, sheet.findings)
    else:
        paper.line([("Nothing in it weighs 0.1 or more on a followed issue.", "")], indent=1)
    names = {view.code: view.name for entry in sheet.entries for view in entry.issues if view.code}
    if names:
        paper.line([(" · ".join(f"{code} {name}" for code, name in names.items()), "dim")], indent=1)
    for speakers, numbers in _together(sheet.entries).items():
        paper.line([(f"{listed(numbers)} {', '.join(speakers)}, together", "dim")], indent=1)


def _together(entries: Sequence[Entry]) -> dict[tuple[str, ...], list[int]]:
    """Those who speak together, each company with the numbers of what it says."""
    found: dict[tuple[str, ...], list[int]] = {}
    for entry in entries:
        if len(entry.speakers) > 1:
            found.setdefault(entry.speakers, []).append(entry.number)
    return found


def _table(paper: Paper, findings: Sequence[Finding]) -> None:
    shown = findings[:_SHOWN]
    rows = [("", "weight", "who", "issue", "level"), *map(_cells, shown)]
    head, *lines = _fitted(rows, paper.look.width - 1)
    paper.line([("".join(head), "dim")], indent=1)
    for finding, (number, *others, level) in zip(shown, lines, strict=True):
        style = LEVEL_STYLES[finding.level] if finding.level is not None else "dim"
        paper.line([(number, "bold"), ("".join(others), ""), (level, style)], indent=1)
    if len(findings) > _SHOWN:
        paper.line([(f"and {len(findings) - _SHOWN} more, none of which weighs more than these", "dim")], indent=1)


def format_light(paper: Paper, entries: Sequence[Entry]) -> None:
    """A line for each entry that weighs little or nothing."""
    if not entries:
        return
    paper.line()
    paper.rule("WEIGHS LITTLE OR NOTHING: in full with --all")
    rows = [(f"[{e.number}]", _who(e.speakers), _issues(e), e.light or "") for e in entries]
    for number, *others, why in _fitted(rows, paper.look.width - 1):
        paper.line([(number, "bold"), ("".join(others), ""), (why, "dim")], indent=1)


def _cells(finding: Finding) -> tuple[str, ...]:
    return (f"[{finding.number}]", finding.weight, _who(finding.speakers), finding.code, finding.level_words)


def _who(speakers: tuple[str, ...]) -> str:
    """The first, and how many more; who they are stands below the table."""
    if len(speakers) < 2:
        return cut(told_together(speakers), _WHO)
    return f"{cut(speakers[0], _WHO)} + {len(speakers) - 1}"


def _issues(entry: Entry) -> str:
    return ", ".join(view.code for view in entry.issues if view.code) or "no issue"


def _fitted(rows: Sequence[tuple[str, ...]], width: int) -> list[list[str]]:
    """The cells of each row padded to their column's width, the last cut to what is left of the line."""
    widths = [max(map(len, column)) for column in zip(*(row[:-1] for row in rows), strict=True)]
    left = max(width - sum(widths) - _GAP * len(widths), 1)
    return [
        [*(cell.ljust(wide + _GAP) for cell, wide in zip(row, widths, strict=False)), cut(row[-1], left)]
        for row in rows
    ]
