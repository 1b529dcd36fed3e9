"""How a bloc's talk is shared out, the weeks before against this week: a slope for each issue, those that turned and the largest named. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from monitor.digest.frame import Frame
from monitor.digest.templating import draw, percent
from monitor.digest.text_fit import shortened, spread, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from monitor.digest.content import BlocShares, IssueShare

_FRAME = Frame(width=400.0, height=196.0, left=46.0, right=146.0, top=26.0, bottom=178.0)
_LABEL_SIZE, _LABEL_GAP = 10.5, 13.0
_BOLD = 1.12
_VALUE, _SIGN, _SPACE = 14.0, 15.0, 4.0
"""From the end of a slope to its number, and between number and name with a sign there and without."""
_STEP = 0.1
_NAMED = 6
_FITS = 1 + int((_FRAME.bottom - _FRAME.top - 4) // _LABEL_GAP)
"""So many slopes are named, turns first and then the largest others; every turn is named that fits, and where one does not, how many are not."""
SLOPE_NOTES = (
    "Each issue’s share of what a bloc said, the weeks before and this week. Full: clearly more or less.",
    "Hollow and dashed: may be chance. Pale: no turn.",
)
Way = Literal["up", "down", "level"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slope:
    """From (left, start) to (right, end); one that is `named` has its numbers at both ends, moved apart where they would collide."""

    role: Literal["clear", "faint", "other"]
    way: Way
    named: bool
    start: float
    end: float
    before: str
    before_y: float
    now: str
    now_y: float
    name: str
    name_x: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Panel:
    """`more`: how many turns are not named."""

    title: str
    frame: Frame
    slopes: list[_Slope]
    more: int


def slope_charts(blocs: Sequence[BlocShares]) -> list[tuple[BlocShares, Markup]]:
    """An SVG document for each bloc, all on one scale, so that they can be compared."""
    shares = [value for bloc in blocs for row in bloc["shares"] for value in (row["share"], row["base_share"])]
    top = max(_STEP, math.ceil(max(shares, default=0.0) / _STEP) * _STEP)
    return [(bloc, draw("slope.svg.jinja", panel=_panel(bloc, top))) for bloc in blocs]


def slope_words(bloc: BlocShares) -> str:
    """What the chart says, for those who do not see it."""
    turns = [_turn_words(row) for row in bloc["shares"] if row["turn"]]
    return f"{bloc['bloc_name']}: {'; '.join(turns) or _no_turn(bloc)}"


def _turn_words(row: IssueShare) -> str:
    sure = "" if row["clear"] else " (may be chance)"
    return f"{row['issue_name']} {percent(row['share'])} this week, {percent(row['base_share'])} before{sure}"


def _no_turn(bloc: BlocShares) -> str:
    most = bloc["shares"][0]
    return f"no turn; most on {most['issue_name']}, {percent(most['share'])} this week, {percent(most['base_share'])} before"


def _panel(bloc: BlocShares, top: float) -> _Panel:
    first = sorted(
        bloc["shares"],
        key=lambda row: (not row["turn"], not (row["turn"] and row["clear"]), -max(row["share"], row["base_share"])),
    )
    turns = sum(row["turn"] for row in first)
    many = min(max(_NAMED, turns), _FITS)
    named, bare = sorted(first[:many], key=lambda row: -row["share"]), first[many:]
    befores = _apart([row["base_share"] for row in named], top)
    nows = _apart([row["share"] for row in named], top)
    unnamed = [_slope(row, top, None) for row in bare]
    labelled = [_slope(row, top, ends) for row, *ends in zip(named, befores, nows, strict=True)]
    labelled.sort(key=lambda slope: slope.role != "other")  # what turned is drawn over the rest
    return _Panel(title=slope_words(bloc), frame=_FRAME, slopes=[*unnamed, *labelled], more=max(0, turns - many))


def _y(share: float, top: float) -> float:
    return round(_FRAME.bottom - share / top * (_FRAME.bottom - _FRAME.top - 6), 1)


def _apart(shares: Sequence[float], top: float) -> list[float]:
    return spread([_y(share, top) for share in shares], _LABEL_GAP, _FRAME.top + 4, _FRAME.bottom)


def _slope(row: IssueShare, top: float, labels: Sequence[float] | None) -> _Slope:
    """`labels`: where its numbers stand on the left and on the right; None where it is not named."""
    now, start, end = percent(row["share"]), _y(row["base_share"], top), _y(row["share"], top)
    size = _LABEL_SIZE * (_BOLD if row["turn"] else 1)
    before_y, now_y = labels or (start, end)
    name_x = _FRAME.right + _VALUE + text_width(now, size) + (_SIGN if row["turn"] else _SPACE)
    return _Slope(
        role=("clear" if row["clear"] else "faint") if row["turn"] else "other",
        way=_way(row) if row["turn"] else "level",
        named=labels is not None,
        start=start,
        end=end,
        before=percent(row["base_share"]),
        before_y=round(before_y, 1),
        now=now,
        now_y=round(now_y, 1),
        name=shortened(row["issue_name"], size, _FRAME.width - name_x),
        name_x=round(name_x, 1),
    )


def _way(row: IssueShare) -> Way:
    if row["share"] == row["base_share"]:
        return "level"
    return "up" if row["share"] > row["base_share"] else "down"
