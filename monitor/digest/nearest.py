"""The lines that came nearest to an alert: a quiet week shows what it was looked for, and how far it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.digest.positions import was_spoken_on

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from monitor.digest.content import Cell, Near
    from monitor.types import Rules, StreamState

_MOST = 3
_WORTH_TELLING = 3.0
"""Ratios about 1 say that nothing speaks for a move."""


def nearest(
    streams: Iterable[StreamState], cells: Sequence[Cell], *, alerted: Container[tuple[str, str]], rules: Rules
) -> list[Near]:
    """At most three, the nearest first: spoken on this week, and without an alert (`alerted`: offices and issues with one)."""
    by_place = {(cell["office"], cell["issue"]): cell for cell in cells if was_spoken_on(cell)}
    states = [state for state in streams if state.key in by_place and state.key not in alerted]
    rows = [_near(state, by_place[state.key], rules) for state in states if state.ratio >= _WORTH_TELLING]
    return sorted(rows, key=lambda row: (-row["ratio"] / row["needed"], row["label"]))[:_MOST]


def _near(state: StreamState, cell: Cell, rules: Rules) -> Near:
    return {
        "office": cell["office"],
        "office_name": cell["office_name"],
        "issue": cell["issue"],
        "issue_name": cell["issue_name"],
        "ratio": round(state.ratio, 1),
        "needed": round(rules.needed("level", provisional=state.state != "settled")),
        "label": cell["label"],
    }
