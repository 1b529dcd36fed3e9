"""How `eval` shows figures: a table for a person, one document for a program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from monitor.gates.figures import Skipped
from monitor.gates.floors import check

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.gates.figures import Outcome, Result
    from monitor.gates.figures import Table as Behind
    from monitor.gates.floors import Checked, Floors


def render_outcome(outcome: Outcome, floors: Floors) -> Group | Text:
    """The figures of one gate on one set, with what lies behind them; or one line that says why there are none."""
    if isinstance(outcome, Skipped):
        return Text(f"{outcome.gate} · {outcome.subject}: skipped, {outcome.reason}\n", style="dim")
    table = Table("figure", title=f"{outcome.gate} · {outcome.subject}", title_justify="left", box=None, pad_edge=False)
    for column in ("value", "95 %", "n", "floor"):
        table.add_column(column, justify="right")
    table.add_column("ok")
    for checked in check(outcome, floors):
        table.add_row(*_row(checked), style=None if checked.ok else "bold red")
    return Group(table, *(_behind(behind) for behind in outcome.tables), "")


def _row(checked: Checked) -> tuple[str, ...]:
    figure, floor = checked.figure, "–" if checked.floor is None else f"{checked.floor:g}"
    if figure is None:
        return checked.name, "no figure", "", "", floor, "NO"
    if not figure.n:
        return figure.name, "–", "", "0", floor, "ok" if checked.ok else "NO"
    places = 0 if not figure.steady and figure.value >= 10 else 3  # milliseconds and megabytes
    between = f"{figure.low:.{places}f}–{figure.high:.{places}f}"
    return figure.name, f"{figure.value:.{places}f}", between, str(figure.n), floor, "ok" if checked.ok else "NO"


def _behind(behind: Behind) -> Table:
    table = Table(title=behind.title, title_justify="left", title_style="dim", box=None, pad_edge=False)
    for number, column in enumerate(behind.columns):
        table.add_column(column, justify="right" if number else "left")
    for row in behind.rows:
        table.add_row(*row)
    return table


def document_of(outcomes: Sequence[Outcome], floors: Floors) -> dict[str, object]:
    """`ok`: no figure is below its floor."""
    return {
        "ok": all(checked.ok for outcome in outcomes for checked in check(outcome, floors)),
        "results": [_result(outcome, floors) for outcome in outcomes if not isinstance(outcome, Skipped)],
        "skipped": [
            {"gate": outcome.gate, "set": outcome.subject, "reason": outcome.reason}
            for outcome in outcomes
            if isinstance(outcome, Skipped)
        ],
    }


def _result(result: Result, floors: Floors) -> dict[str, object]:
    return {
        "gate": result.gate,
        "set": result.subject,
        "figures": [_figure(checked) for checked in check(result, floors)],
        "tables": [
            {"title": behind.title, "columns": list(behind.columns), "rows": [list(row) for row in behind.rows]}
            for behind in result.tables
        ],
    }


def _figure(checked: Checked) -> dict[str, object]:
    figure = checked.figure
    told = None if figure is None or not figure.n else figure
    return {
        "name": checked.name,
        "value": told and round(told.value, 4),
        "low": told and round(told.low, 4),
        "high": told and round(told.high, 4),
        "n": figure.n if figure else 0,
        "floor": checked.floor,
        "ok": checked.ok,
    }
