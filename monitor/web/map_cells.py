"""What a cell of the position map looks like, escaped and ready to be written: a map has thousands, and a template is slow at deciding and escaping."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from markupsafe import escape

from monitor.digest.positions import WORTH_AN_ARROW
from monitor.digest.words import signed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from monitor.web.views.choices import Choice
    from monitor.web.views.position_map import MapCell, MapRow


class DrawnCell(NamedTuple):
    """All of it escaped. `look`: its classes, empty where nothing was heard; `sign` ▲ or ▼ where the baseline is far enough."""

    look: str
    issue: str
    mean: str
    sign: str
    fade: str
    word: str
    label: str


def drawn(row: MapRow, issues: Sequence[Choice]) -> Iterator[DrawnCell]:
    """The row's cells in the order of the issues; `issue` as it stands in an address."""
    for cell, issue in zip(row.cells, issues, strict=True):
        yield _NOTHING if cell is None else _drawn(cell, quote(issue.value, safe=""))


_NOTHING = DrawnCell("", "", "", "", "", "", "")


def _drawn(cell: MapCell, issue: str) -> DrawnCell:
    look, label = f"{'m' if cell.step < 0 else 'p'}{abs(cell.step)} {_safe(cell.state)}", str(escape(cell.label))
    if cell.delta is None or abs(cell.delta) < WORTH_AN_ARROW:
        return DrawnCell(look, issue, signed(cell.mean), "", "", "", label)
    sign, fade = "▲" if cell.delta > 0 else "▼", "faded" if cell.faded else ""
    return DrawnCell(look, issue, signed(cell.mean), sign, fade, _safe(cell.word or ""), label)


@lru_cache(maxsize=64)
def _safe(word: str) -> str:
    """One of a handful of words."""
    return str(escape(word))
