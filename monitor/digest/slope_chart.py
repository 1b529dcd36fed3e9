"""How an office's talk is shared out, the weeks before against this week: a slope for each issue, those that turned named. Pure."""

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

    from monitor.digest.content import Talk, TalkShare

_FRAME = Frame(width=360.0, height=196.0, left=46.0, right=146.0, top=26.0, bottom=178.0)
_LABEL_SIZE, _LABEL_GAP = 10.5, 13.0
_BOLD = 1.12
_VALUE, _SIGN = 14.0, 15.0
"""From the end of a slope to its number, and the place of the sign between number and name."""
_STEP = 0.1
SLOPE_NOTES = (
    "Each issue’s share of what an office said, the weeks before and this week. Full: clearly more or less.",
    "Hollow and dashed: may be chance. Pale: the office’s other issues.",
)
Way = Literal["up", "down", "level"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slope:
    """From (left, start) to (right, end); a turn has its numbers at both ends, moved apart where they would collide."""

    role: Literal["clear", "faint", "other"]
    way: Way
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
    title: str
    frame: Frame
    slopes: list[_Slope]


def slope_charts(talks: Sequence[Talk]) -> list[tuple[Talk, Markup]]:
    """An SVG document for each office, all on one scale, so that they can be compared."""
    shares = [value for talk in talks for row in talk["shares"] for value in (row["share"], row["base_share"])]
    top = max(_STEP, math.ceil(max(shares, default=0.0) / _STEP) * _STEP)
    return [(talk, draw("slope.svg.jinja", panel=_panel(talk, top))) for talk in talks]


def slope_words(talk: Talk) -> str:
    """What the chart says, for those who do not see it."""
    turns = [_turn_words(row) for row in talk["shares"] if row["turn"]]
    return f"{talk['office_name']}: {'; '.join(turns)}"


def _turn_words(row: TalkShare) -> str:
    sure = "" if row["clear"] else " (may be chance)"
    return f"{row['issue_name']} {percent(row['share'])} this week, {percent(row['base_share'])} before{sure}"


def _panel(talk: Talk, top: float) -> _Panel:
    named = sorted((row for row in talk["shares"] if row["turn"]), key=lambda row: -row["share"])
    befores = _apart([row["base_share"] for row in named], top)
    nows = _apart([row["share"] for row in named], top)
    others = [
        _slope(row, top, _y(row["base_share"], top), _y(row["share"], top)) for row in talk["shares"] if not row["turn"]
    ]
    turned = [_slope(row, top, *ends) for row, *ends in zip(named, befores, nows, strict=True)]
    return _Panel(title=slope_words(talk), frame=_FRAME, slopes=[*others, *turned])


def _y(share: float, top: float) -> float:
    return round(_FRAME.bottom - share / top * (_FRAME.bottom - _FRAME.top - 6), 1)


def _apart(shares: Sequence[float], top: float) -> list[float]:
    return spread([_y(share, top) for share in shares], _LABEL_GAP, _FRAME.top + 4, _FRAME.bottom)


def _slope(row: TalkShare, top: float, before_y: float, now_y: float) -> _Slope:
    now = percent(row["share"])
    name_x = _FRAME.right + _VALUE + text_width(now, _LABEL_SIZE * _BOLD) + _SIGN
    return _Slope(
        role=("clear" if row["clear"] else "faint") if row["turn"] else "other",
        way=_way(row),
        start=_y(row["base_share"], top),
        end=_y(row["share"], top),
        before=percent(row["base_share"]),
        before_y=round(before_y, 1),
        now=now,
        now_y=round(now_y, 1),
        name=shortened(row["issue_name"], _LABEL_SIZE * _BOLD, _FRAME.width - name_x),
        name_x=round(name_x, 1),
    )


def _way(row: TalkShare) -> Way:
    if row["share"] == row["base_share"]:
        return "level"
    return "up" if row["share"] > row["base_share"] else "down"
