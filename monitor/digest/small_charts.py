"""The little charts inside cards and tables: a level scale, an odds ratio with its interval."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from monitor.digest.counts import LEAST_ODDS
from monitor.digest.templating import draw
from monitor.digest.words import signed_to_hundredths

if TYPE_CHECKING:
    from monitor.digest.content import Card, Cohesion, Compared

_FIRST, _STEP = 12.0, 44.0
_ODDS_WIDTH = 120.0
_ODDS_REACH = math.log(10)


def level_scale(card: Card) -> str:
    """The five levels with the place before (hollow) and after (full); empty where neither is known."""
    before, after = card["before"]["level"], card["after"]["level"]
    if before is None and after is None:
        return ""
    return draw(
        "level_scale.svg.jinja",
        stops=[_stop(level) for level in (-2, -1, 0, 1, 2)],
        before=None if before is None else _stop(before),
        after=None if after is None else _stop(after),
        words=_scale_words(card),
    )


def _stop(level: int) -> float:
    return _FIRST + (level + 2) * _STEP


def _scale_words(card: Card) -> str:
    before, after = card["before"], card["after"]
    was = "no line known before" if before["level"] is None else f"before {before['level']:+d} ({before['word']})"
    now = "not placed now" if after["level"] is None else f"now {after['level']:+d} ({after['word']})"
    return f"Level on the axis from -2 to +2: {was}, {now}".replace("-", "−")


def odds_chart(row: Compared) -> str:
    """The odds ratio on a log scale from 1/10 to 10, with its interval."""
    return draw(
        "odds.svg.jinja",
        width=_ODDS_WIDTH,
        middle=_place(1.0),
        low=_place(row["low"]),
        high=_place(row["high"]),
        at=_place(row["odds"]),
        clear=row["clear"],
        words=f"Odds ratio {row['odds']:.1f}, 95% interval {row['low']:.1f} to {row['high']:.1f}",
    )


def cohesion_chart(row: Cohesion) -> str:
    """The agreement on a line from −1 to 1, now (full) and before (hollow)."""
    before = row["before"]
    was = "" if before is None else f", {signed_to_hundredths(before)} before"
    return draw(
        "cohesion.svg.jinja",
        width=_ODDS_WIDTH,
        middle=_ODDS_WIDTH / 2,
        at=_agreed(row["a"]),
        before=None if before is None else _agreed(before),
        words=f"Agreement {signed_to_hundredths(row['a'])}{was}",
    )


def _agreed(a: float) -> float:
    return round(_ODDS_WIDTH / 2 + a * (_ODDS_WIDTH / 2 - 6), 1)


def _place(odds: float) -> float:
    """Beyond the ends of the axis at its ends, also odds of 0.0."""
    part = max(-1.0, math.log(min(max(odds, LEAST_ODDS), 10.0)) / _ODDS_REACH)
    return round(_ODDS_WIDTH / 2 + part * (_ODDS_WIDTH / 2 - 5), 1)
