"""Whole texts of our own, labelled line by line: which ordinary sentences are taken for positions, which positions are found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from monitor.gates.figures import Figure, Result, Table
from monitor.gates.intervals import f1, grouped, ratio, resampled, share
from monitor.gates.statements import side

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from monitor.gates.statements import WholeText
    from monitor.types import Statement

    Told = tuple[WholeText, Sequence[Sequence[Statement]]]
    """A text, and for each of its labelled lines what the judge made of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A labelled line of the text of this number: its issues as labelled, and those told; a level of None: no side."""

    text: int
    wanted: Mapping[str, int | None]
    told: Mapping[str, int | None]

    @property
    def position(self) -> bool:
        """Whether it is taken for one."""
        return any(level is not None for level in self.told.values())


def long_of(texts: Sequence[Told], *, language: str) -> Result:
    """`issue-*` and `positions-made-up` say how much is heard in what is about something else; the others are of the positions.

    All but `positions-made-up`, which is of the lines about no issue, are of labels: a line with two of them counts twice.
    """
    lines = [line for number, told in enumerate(texts) for line in _lines(number, told)]
    figures = (*_issues(lines), *_positions(lines))
    return Result(gate="long", subject=language, figures=figures, tables=(_by_text(texts, lines),), own=True)


def _lines(number: int, told: Told) -> list[_Line]:
    text, statements = told
    return [
        _Line(text=number, wanted=labelled.issues, told={s.issue: _level(s) for s in said if s.issue})
        for labelled, said in zip(text.statements, statements, strict=True)
    ]


def _level(statement: Statement) -> int | None:
    return None if statement.abstained else statement.level


def _issues(lines: Sequence[_Line]) -> tuple[Figure, ...]:
    """Micro over issues of lines, whether a side is shown or not."""
    counts = [(len(x.wanted.keys() & x.told.keys()), len(x.told), len(x.wanted)) for x in lines]
    cases = grouped(np.array(counts, dtype=float), [line.text for line in lines])
    told, wanted = (sum(count[at] for count in counts) for at in (1, 2))
    return (
        resampled("issue-precision", cases, lambda c: ratio(c[:, 0], c[:, 1]), n=told),
        resampled("issue-recall", cases, lambda c: ratio(c[:, 0], c[:, 2]), n=wanted),
        resampled("issue-f1", cases, f1, n=wanted),
    )


def _positions(lines: Sequence[_Line]) -> tuple[Figure, ...]:
    labelled = [(level, line.told.get(code)) for line in lines for code, level in line.wanted.items()]
    clear = [(wanted, told) for wanted, told in labelled if wanted is not None]
    found = [(wanted, told) for wanted, told in clear if told is not None]
    poles = [(wanted, told) for wanted, told in found if wanted and told]
    return (
        share("positions-made-up", [line.position for line in lines if not line.wanted], better="lower"),
        share("positions-found", [told is not None for _, told in clear]),
        share("side", [side(wanted) == side(told) for wanted, told in found]),
        share("told-opposite", [wanted * told < 0 for wanted, told in poles], better="lower"),
    )


def _by_text(texts: Sequence[Told], lines: Sequence[_Line]) -> Table:
    rows = []
    for number, (text, _) in enumerate(texts):
        ordinary = [line for line in lines if line.text == number and not line.wanted]
        made_up = sum(line.position for line in ordinary)
        rows.append((text.title, str(len(text.statements)), str(len(ordinary)), str(made_up)))
    return Table(title="By text", columns=("text", "lines", "about no issue", "positions made up"), rows=tuple(rows))
