"""Where a chart draws, in the units of its view box."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """How wide and high it is, and the edges between which its values stand."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
