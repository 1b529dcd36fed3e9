"""Feeds that bring far less or far more than they usually do: an outage must not look like a change of emphasis."""

from __future__ import annotations

from math import sqrt
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from monitor.digest.content import Volume
    from monitor.types import Feed

WEEKS = 12
"""How many weeks before are what is usual."""

_WEEKS_TO_KNOW = 4
_LOSS, _GAIN = 0.7, 2.0


def odd_volumes(volumes: Mapping[str, Sequence[int]], feeds: Iterable[Feed]) -> list[Volume]:
    """The configured feeds whose week, the last of `volumes`, differs from their usual one beyond chance."""
    found = [_odd(feed, volumes.get(feed.id, ())) for feed in feeds]
    return sorted((row for row in found if row is not None), key=lambda row: (row["turn"], row["feed"]))


def _odd(feed: Feed, weeks: Sequence[int]) -> Volume | None:
    known = _since_it_began(weeks[:-1])
    if len(known) < _WEEKS_TO_KNOW:
        return None
    usual, n = median(known), weeks[-1]
    fewer = n < _LOSS * usual and n < usual - 2 * sqrt(usual)
    more = n > _GAIN * usual and n > usual + 3 * sqrt(usual)
    if not fewer and not more:
        return None
    return {"feed": feed.id, "outlet": feed.outlet, "n": n, "usual": usual, "turn": "fewer" if fewer else "more"}


def _since_it_began(weeks: Sequence[int]) -> Sequence[int]:
    """Weeks before a feed brought anything say nothing of what is usual for it."""
    began = next((place for place, n in enumerate(weeks) if n), len(weeks))
    return weeks[began:]


def in_words(odd: Iterable[Volume]) -> list[str]:
    """A sentence for each."""
    return [
        f"{row['outlet']} ({row['feed']}) brought {row['n']:,} where about {row['usual']:,.0f} are usual"
        + (": what is quiet there may be a gap in reading." if row["turn"] == "fewer" else ".")
        for row in odd
    ]
