"""What a gate answers: figures, each with how many cases it rests on and what it may lie between; never a bare number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A measured value with its 95 % interval, over `n` cases.

    `better`: which way is better. `steady`: the same on every machine, so that a floor can be pinned to what was measured.
    """

    name: str
    value: float
    low: float
    high: float
    n: int
    better: Literal["higher", "lower"] = "higher"
    steady: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What lies behind some figures, for reading."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One gate on one set. `own`: the set is part of the project, so that its figures have floors."""

    gate: str
    subject: str
    figures: tuple[Figure, ...]
    tables: tuple[Table, ...] = ()
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A set that was not measured, and why."""

    gate: str
    subject: str
    reason: str


Outcome = Result | Skipped
