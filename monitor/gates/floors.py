"""The least that each figure of our own sets may be (the most, where lower is better), kept in floors.toml."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.errors import UsageError
from monitor.gates.figures import Skipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from monitor.gates.figures import Figure, Outcome, Result

    Floors = Mapping[str, Mapping[str, Mapping[str, float]]]
    """gate → set → figure → floor."""

FILE = Path(__file__).with_name("floors.toml")
SLACK_CASES = 2
"""A floor lies this many cases below what was measured: rounding on another processor may turn a case or two."""
_ROUNDING = 1e-6
_HEAD = """\
# The least that each figure of our own sets may be; the most, where lower is better. `monitor eval` ends with 1 below it.
# `monitor eval --pin` adds floors and makes them stricter, never laxer: to lower one, a person edits it here and says why
# in the commit. Times and memory differ from machine to machine and are set by hand;
# so are false alarms a week, of which a few packs hold too few to be pinned to what was measured.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A figure beside its floor. `figure` None: there is a floor and the gate no longer answers this figure."""

    name: str
    figure: Figure | None
    floor: float | None
    ok: bool


def load_floors(path: Path = FILE) -> Floors:
    """Raises UsageError."""
    try:
        floors: Floors = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path} cannot be read ({error})") from error
    return floors


def check(outcome: Outcome, floors: Floors) -> list[Checked]:
    """Each figure, and each floor that no figure answers to: a set that is skipped answers to none."""
    figures = () if isinstance(outcome, Skipped) else outcome.figures
    ours = isinstance(outcome, Skipped) or outcome.own
    own = floors.get(outcome.gate, {}).get(outcome.subject, {}) if ours else {}
    told = {figure.name for figure in figures}
    checked = [_checked(figure, own.get(figure.name)) for figure in figures]
    return checked + [Checked(name=n, figure=None, floor=f, ok=False) for n, f in own.items() if n not in told]


def _checked(figure: Figure, floor: float | None) -> Checked:
    good = figure.value >= (floor or 0.0) if figure.better == "higher" else figure.value <= (floor or 0.0)
    ok = floor is None or (figure.n > 0 and good)
    return Checked(name=figure.name, figure=figure, floor=floor, ok=ok)


def pinned(floors: Floors, results: Iterable[Result]) -> Floors:
    """The floors, those of these results added or made stricter; none made laxer."""
    new = {gate: {subject: dict(own) for subject, own in sets.items()} for gate, sets in floors.items()}
    for result in (r for r in results if r.own):
        own = new.setdefault(result.gate, {}).setdefault(result.subject, {})
        for figure in (f for f in result.figures if f.steady and f.n):
            floor = _floor(figure)
            if floor == (0.0 if figure.better == "higher" else 1.0):  # says nothing
                continue
            stricter = max if figure.better == "higher" else min
            own[figure.name] = stricter(own.get(figure.name, floor), floor)
    return new


def _floor(figure: Figure) -> float:
    slack = SLACK_CASES / figure.n
    if figure.better == "higher":
        return max(math.floor((figure.value - slack) * 1000 + _ROUNDING) / 1000, 0.0)
    return min(math.ceil((figure.value + slack) * 1000 - _ROUNDING) / 1000, 1.0)


def write_floors(floors: Floors, path: Path = FILE) -> None:
    """Raises OSError."""
    path.write_text(_HEAD + "".join(_sections(floors)), encoding="utf-8")


def _sections(floors: Floors) -> Iterator[str]:
    for gate, sets in floors.items():
        for subject, own in sets.items():
            lines = "".join(f"{name} = {floor:g}\n" for name, floor in own.items())
            yield f'\n[{gate}."{subject}"]\n{lines}'
